import { type Arguments, presenceScenario, type Scenario } from './scenario.ts'

const ACCOUNT = '444455556666'

type Row = readonly [type: string, there: Arguments, unknown: string]

/** What goes to an account that is written by its number, or comes from one. */
const ROWS: readonly Row[] = [
  ...(
    [
      ['queue.queue_arn', { queue: { queue_arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:one` } }],
      ['topic.topic_arn', { topic: { topic_arn: `arn:aws:sns:eu-west-1:${ACCOUNT}:one` } }],
      [
        'lambda_function.lambda_function_arn',
        { lambda_function: { lambda_function_arn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:one` } },
      ],
    ] as const
  ).map(([path, there]): Row => ['aws_s3_bucket_notification', { bucket: 'it', ...there }, path]),
  ['aws_cloudwatch_event_target', { rule: 'it', arn: `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/one` }, 'arn'],
  ...['on_success', 'on_failure'].map(
    (outcome): Row => [
      'aws_lambda_function_event_invoke_config',
      {
        function_name: 'it',
        destination_config: { [outcome]: { destination: `arn:aws:sqs:eu-west-1:${ACCOUNT}:one` } },
      },
      `destination_config.${outcome}.destination`,
    ],
  ),
  ['aws_pipes_pipe', { source: `arn:aws:sqs:eu-west-1:${ACCOUNT}:one` }, 'source'],
  ['aws_pipes_pipe', { target: `arn:aws:sqs:eu-west-1:${ACCOUNT}:one` }, 'target'],
  [
    'aws_lambda_event_source_mapping',
    { function_name: 'it', event_source_arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:one` },
    'event_source_arn',
  ],
  [
    'aws_lambda_event_source_mapping',
    { function_name: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:one` },
    'function_name',
  ],
  [
    'aws_lambda_event_source_mapping',
    {
      function_name: 'it',
      destination_config: { on_failure: { destination_arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:one` } },
    },
    'destination_config.on_failure.destination_arn',
  ],
  [
    'aws_lambda_event_source_mapping',
    {
      function_name: 'it',
      self_managed_event_source: { endpoints: { KAFKA_BOOTSTRAP_SERVERS: 'broker.example.com:9092' } },
    },
    'self_managed_event_source.endpoints.KAFKA_BOOTSTRAP_SERVERS',
  ],
]

export function otherAccountScenarios(): readonly Scenario[] {
  return ROWS.map(([type, there, unknown]) => presenceScenario(type, 'exposure', there, unknown))
}
