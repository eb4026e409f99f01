import { describe, expect, it } from 'vitest'
import { displayText } from '../../../src/core/value/value.ts'
import { configured } from './template-double.ts'

const HEADER = 'Transform: AWS::Serverless-2016-10-31\n'

/** The statements of one kind of policy of a template, as `address: actions on resources`. */
function statements(text: string, kind: string): readonly string[] {
  const { policies } = configured({ 'stack.yaml': HEADER + text })
  return policies
    .filter((policy) => policy.kind === kind)
    .flatMap(({ address, document }) =>
      document.statements.map((statement) => {
        if (statement.kind === 'opaque') return `${address}: ${statement.symbol.address}`
        const actions = statement.action.patterns.map(displayText).join(' ')
        return `${address}: ${actions} on ${statement.resource?.patterns.map(displayText).join(' ') ?? ''}`
      }),
    )
}

const FUNCTION = (properties: string) =>
  `Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n${properties}`

describe('the Serverless Application Model', () => {
  it('expands policy templates with their parameters, and takes documents as they are', () => {
    const text = FUNCTION(`      Policies:
        - SQSSendMessagePolicy: {QueueName: jobs}
        - Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: '*'}]
        - FuturePolicy: {}
`)
    expect(statements(text, 'identity')).toEqual([
      'FnRole: sqs:SendMessage* on arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs',
      'FnRole: s3:GetObject on *',
      'FnRole: the policy template FuturePolicy',
    ])
  })

  it('gives a function the role that it names and makes none then', () => {
    expect(statements(FUNCTION('      Role: arn:aws:iam::111122223333:role/x\n'), 'trust')).toEqual([])
    expect(statements(FUNCTION('      Handler: a.b\n'), 'trust')).toEqual(['FnRole: sts:AssumeRole on '])
  })

  it('merges what all functions have in common: maps are merged, lists follow each other', () => {
    const globals = `Globals:
  Function:
    AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: '*', Action: 'sts:TagSession'}]}
`
    expect(statements(globals + FUNCTION('      Handler: a.b\n'), 'trust')).toEqual(['FnRole: sts:TagSession on '])
    const own = `      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: 'sts:AssumeRole'}]}\n`
    expect(statements(globals + FUNCTION(own), 'trust')).toEqual([
      'FnRole: sts:TagSession on ',
      'FnRole: sts:AssumeRole on ',
    ])
  })

  it('lets the services that send events call the function, and says whether calls of an API need a login', () => {
    const text = FUNCTION(`      Events:
        Saved: {Type: S3, Properties: {Bucket: x}}
        Open: {Type: Api, Properties: {Path: /, Method: get}}
        Closed: {Type: Api, Properties: {Path: /x, Method: get, Auth: {Authorizer: AWS_IAM}}}
        Polled: {Type: SQS, Properties: {Queue: x}}
`)
    expect(statements(text, 'resource').map((each) => each.split(':')[0])).toEqual([
      'FnSavedPermission',
      'FnOpenPermission',
      'FnClosedPermission',
    ])
    const { reaches } = configured({ 'stack.yaml': HEADER + text })
    const open = reaches.filter(
      ({ address, kind, reach }) =>
        /Method$/.test(address) && kind === 'exposure' && reach.entries.some(({ rule }) => rule?.denies === false),
    )
    expect(open.map(({ address }) => address)).toEqual(['FnOpenMethod'])
  })

  it('lets a function send its results and failures where they go', () => {
    const text = FUNCTION(`      DeadLetterQueue: {Type: SNS, TargetArn: dead}
      EventInvokeConfig:
        DestinationConfig:
          OnSuccess: {Type: EventBridge, Destination: bus}
          OnFailure: {Type: SQS, Destination: failed}
      Events:
        Read: {Type: Kinesis, Properties: {Stream: x, DestinationConfig: {OnFailure: {Type: SQS, Destination: unread}}}}
`)
    expect(statements(text, 'identity')).toEqual([
      'FnRole: sns:Publish on dead',
      'FnRole: events:PutEvents on bus',
      'FnRole: sqs:SendMessage on failed',
      'FnRole: sqs:SendMessage on unread',
    ])
  })

  it.each([
    ['      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS}}}\n', 'a destination'],
    ['      DeadLetterQueue: {TargetArn: x}\n', 'a destination'],
    ['      Events: {E: {Type: DocumentDB, Properties: {Cluster: c}}}\n', 'an event of DocumentDB'],
    ['      Events: {E: {Type: SelfManagedKafka, Properties: {Topics: [t]}}}\n', 'an event of SelfManagedKafka'],
  ])('does not know what the role needs for %s', (properties, what) => {
    expect(statements(FUNCTION(properties), 'identity')).toEqual([`FnRole: what the role needs for ${what}`])
  })

  it('finds policies of AWS by their names, with the path that they have', () => {
    const text = FUNCTION('      Policies: [AWSLambdaENIManagementAccess, AmazonSQSReadOnlyAccess]\n')
    const { reaches } = configured({ 'stack.yaml': HEADER + text })
    const attached = reaches.flatMap(({ reach }) => reach.entries.flatMap(({ link }) => link?.to ?? []))
    expect(attached).toContain('aws:service-role/AWSLambdaENIManagementAccess')
    expect(attached).toContain('aws:AmazonSQSReadOnlyAccess')
  })

  it('does not make what the template declares itself', () => {
    const text = `${FUNCTION('      Handler: a.b\n')}  FnRole: {Type: AWS::SQS::Queue}\n`
    expect(statements(text, 'trust')).toEqual([])
  })
})
