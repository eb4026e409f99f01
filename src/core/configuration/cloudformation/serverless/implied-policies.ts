import { NOWHERE } from '../../../text/span.ts'
import type { MapValue, Value } from '../../../value/value.ts'
import { memberOf, textAt } from '../parameters.ts'
import { managedPolicy, type RolePolicies } from './policies.ts'
import { type Writer, writerAt } from './written.ts'

/**
 * Policies that the role of a function gets for what the function is, for what calls it and for where its results and
 * failures go. Source: `DeadLetterQueue`, `OnSuccess`, `OnFailure` and the event types of AWS::Serverless::Function, AWS
 * Serverless Application Model Developer Guide.
 */
export function impliedPolicies(properties: MapValue, writer: Writer): RolePolicies {
  const events = memberOf(properties, 'Events')
  const called = events?.kind === 'map' ? [...events.entries.values()].map(({ value }) => value) : []
  const types = called.map((event) => textAt(event, 'Type') ?? '')
  const names = [
    'AWSLambdaBasicExecutionRole',
    ...(memberOf(properties, 'VpcConfig') === undefined ? [] : ['AWSLambdaVPCAccessExecutionRole']),
    ...(textAt(properties, 'Tracing') === 'Active' ? ['AWSXRayDaemonWriteAccess'] : []),
    ...READING.flatMap(([type, name]) => (types.includes(type) ? [name] : [])),
  ]
  const sent = [
    ...deadLetters(memberOf(properties, 'DeadLetterQueue')),
    ...destinations(memberOf(properties, 'EventInvokeConfig')),
    ...called.flatMap((event) => destinations(memberOf(event, 'Properties'))),
  ]
  return {
    managed: names.map((name) => managedPolicy(writer.text(name), writer)),
    inline: [...sent.map(sendingPolicy), ...called.flatMap(unknownNeeds)],
  }
}

/** Sources that a function reads from by a policy of AWS. */
const READING: readonly (readonly [type: string, policy: string])[] = [
  ['SQS', 'AWSLambdaSQSQueueExecutionRole'],
  ['DynamoDB', 'AWSLambdaDynamoDBExecutionRole'],
  ['Kinesis', 'AWSLambdaKinesisExecutionRole'],
  ['MSK', 'AWSLambdaMSKExecutionRole'],
]

/** Where a function, or what reads for it, sends something. */
interface Sent {
  readonly written: Value
  readonly type: string | undefined
  readonly to: Value | undefined
}

function deadLetters(queue: Value | undefined): readonly Sent[] {
  return queue === undefined ? [] : [{ written: queue, type: textAt(queue, 'Type'), to: memberOf(queue, 'TargetArn') }]
}

function destinations(config: Value | undefined): readonly Sent[] {
  const all = config === undefined ? undefined : memberOf(config, 'DestinationConfig')
  return ['OnSuccess', 'OnFailure'].flatMap((name) => {
    const written = all === undefined ? undefined : memberOf(all, name)
    if (written === undefined) return []
    return [{ written, type: textAt(written, 'Type'), to: memberOf(written, 'Destination') }]
  })
}

const SENDING: ReadonlyMap<string, string> = new Map([
  ['SQS', 'sqs:SendMessage'],
  ['SNS', 'sns:Publish'],
  ['Lambda', 'lambda:InvokeFunction'],
  ['EventBridge', 'events:PutEvents'],
])

/** What has no type, or is made with the function, is not known. */
function sendingPolicy({ written, type = '', to }: Sent): Value {
  const [span] = written.spans
  const at = writerAt(span ?? NOWHERE)
  const action = SENDING.get(type)
  if (action === undefined || to === undefined) return unknownPolicy('a destination', written)
  const statement = at.map({ Effect: at.text('Allow'), Action: at.text(action), Resource: to })
  return inlinePolicy(at.map({ Version: at.text('2012-10-17'), Statement: at.list([statement]) }), at)
}

/** Sources for which the model writes statements of its own, about secrets and networks. */
const OTHERS: ReadonlySet<string> = new Set(['MQ', 'SelfManagedKafka', 'DocumentDB'])

function unknownNeeds(event: Value): readonly Value[] {
  const type = textAt(event, 'Type') ?? ''
  return OTHERS.has(type) ? [unknownPolicy(`an event of ${type}`, event)] : []
}

function unknownPolicy(what: string, written: Value): Value {
  const [span] = written.spans
  const at = writerAt(span ?? NOWHERE)
  return inlinePolicy(at.unknown(`what the role needs for ${what}`, written), at)
}

function inlinePolicy(document: Value, at: Writer): Value {
  return at.map({ PolicyName: at.text('Implied'), PolicyDocument: document })
}
