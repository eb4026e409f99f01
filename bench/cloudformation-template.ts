type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

/**
 * A template of `groups` services with five resources each: a bucket, a queue with its policy, a function, and its role
 * with statements over all of these. `extra` is one action more in the first role.
 */
export function generatedTemplate(groups: number, extra?: string): Json {
  const resources = Array.from({ length: groups }, (_, index) =>
    Object.entries(service(index, index === 0 ? extra : undefined)),
  )
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { Environment: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] } },
    Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] } },
    Mappings: { Sizes: { dev: { Memory: 128 }, prod: { Memory: 1024 } } },
    Resources: Object.fromEntries(resources.flat()),
  }
}

/**
 * The same with ten switches that nobody knows, each a condition for one more statement of every tenth role, of the
 * first 20. `action` is what these allow.
 */
export function switchedTemplate(groups: number, action: string): Json {
  const switches = Array.from({ length: SWITCHES }, (_, index) => index)
  const further = Array.from({ length: 2 * SWITCHES }, (_, index): readonly [string, Json] => {
    const statement = { Effect: 'Allow', Action: action, Resource: '*' }
    const chosen = { 'Fn::If': [`On${index % SWITCHES}`, statement, { Ref: 'AWS::NoValue' }] }
    const Properties = {
      PolicyName: `more-${index}`,
      Roles: [{ Ref: `Role${index}` }],
      PolicyDocument: { Version: '2012-10-17', Statement: [chosen] },
    }
    return [`More${index}`, { Type: 'AWS::IAM::Policy', Properties }]
  })
  const template = generatedTemplate(groups) as Readonly<Record<string, Readonly<Record<string, Json>>>>
  return {
    ...template,
    Parameters: {
      ...template['Parameters'],
      ...Object.fromEntries(switches.map((index) => [`Switch${index}`, { Type: 'String' }])),
    },
    Conditions: {
      ...template['Conditions'],
      ...Object.fromEntries(
        switches.map((index) => [`On${index}`, { 'Fn::Equals': [{ Ref: `Switch${index}` }, 'on'] }]),
      ),
    },
    Resources: { ...template['Resources'], ...Object.fromEntries(further) },
  }
}

const SWITCHES = 10

function service(index: number, extra: string | undefined): Readonly<Record<string, Json>> {
  const [bucket, queue, role] = [`Bucket${index}`, `Queue${index}`, `Role${index}`]
  return {
    [bucket]: {
      Type: 'AWS::S3::Bucket',
      Properties: { PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true } },
    },
    [queue]: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': `work-${index}-\${Environment}` } } },
    [`QueuePolicy${index}`]: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: queue }],
        PolicyDocument: document(
          { Service: 's3.amazonaws.com' },
          ['sqs:SendMessage'],
          [{ 'Fn::GetAtt': [queue, 'Arn'] }],
          { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [bucket, 'Arn'] } } },
        ),
      },
    },
    [role]: roleOf(bucket, queue, extra),
    [`Function${index}`]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Role: { 'Fn::GetAtt': [role, 'Arn'] },
        Handler: 'index.handler',
        MemorySize: { 'Fn::FindInMap': ['Sizes', { Ref: 'Environment' }, 'Memory'] },
        Environment: { Variables: { QUEUE: { Ref: queue }, BUCKET: { Ref: bucket } } },
      },
    },
  }
}

function roleOf(bucket: string, queue: string, extra: string | undefined): Json {
  const actions = ['s3:GetObject', 's3:ListBucket', 's3:PutObject', ...(extra === undefined ? [] : [extra])]
  const objects = { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*']] }
  const queues = [{ 'Fn::GetAtt': [queue, 'Arn'] }]
  const basic = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: document({ Service: 'lambda.amazonaws.com' }, ['sts:AssumeRole'], undefined),
      ManagedPolicyArns: [basic],
      Policies: [
        {
          PolicyName: 'objects',
          PolicyDocument: document(undefined, actions, [{ 'Fn::GetAtt': [bucket, 'Arn'] }, objects]),
        },
        {
          PolicyName: 'queue',
          PolicyDocument: document(undefined, ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], queues),
        },
      ],
    },
  }
}

function document(
  principal: Json | undefined,
  actions: readonly string[],
  resources: readonly Json[] | undefined,
  condition?: Json,
): Json {
  const statement = {
    Effect: 'Allow',
    ...(principal === undefined ? {} : { Principal: principal }),
    Action: actions,
    ...(resources === undefined ? {} : { Resource: resources }),
    ...(condition === undefined ? {} : { Condition: condition }),
  }
  return { Version: '2012-10-17', Statement: [statement] }
}
