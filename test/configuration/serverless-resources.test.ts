import { describe, expect, it } from 'vitest'
import { described, foundIn } from './every-resource/found-in.ts'

const SERVICE = 'service: shop\nprovider: { name: aws }\n'

/** A role that may do an action, as an entry of `Resources`. */
function role(action: string, id = 'Worker'): string {
  const statement = `{ Effect: Allow, Action: ${action}, Resource: '*' }`
  const document = `{ Version: '2012-10-17', Statement: [${statement}] }`
  return `${id}: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: ${document} } }`
}

const READ = "'s3:GetObject'"
const ALL = "'s3:*'"

type Row = readonly [title: string, base: string, head: string, said: readonly string[]]

const GRANTED = ['granted identity']

const CHANGES: readonly Row[] = [
  ['a map', within(role(READ)), within(role(ALL)), GRANTED],
  ['a part of a list', listed(role(READ)), listed(role(ALL)), GRANTED],
  ['a map that becomes a list', within(role(READ)), listed(role(READ)), []],
  ['a file with other tags', tagged(READ), tagged(ALL), GRANTED],
  ['a narrowing', within(role(ALL)), within(role(READ)), []],
  ['keys that are escaped', escaped(within(role(READ))), escaped(within(role(ALL))), GRANTED],
  ['a file in one line', flow(READ), flow(ALL), GRANTED],
  ['an alias', aliased(READ), aliased(ALL), GRANTED],
  ['what a merge key brings', merged(READ), merged(ALL), GRANTED],
  [
    'a second part with the same resource',
    listed(role(READ)),
    `${listed(role(READ))}  - Resources: { ${role(ALL)} }\n`,
    ['undecided'],
  ],
  ['a role of the framework itself', within(role(READ)), extended(), ['undecided']],
  ['an included part', listed(role(READ)), `${listed(role(READ))}  - \${file(more.yml)}\n`, ['undecided']],
  ['an included part that stays', included(READ), included(ALL), GRANTED],
  ['variables that are written in another way', ownSyntax(READ), ownSyntax(ALL), ['undecided']],
  ['a type that a variable says', within(typed('AWS::IAM::Role')), within(typed(`\${self:custom.t}`)), ['undecided']],
  ['an action that a variable says', custom(READ), custom(ALL), ['undecided']],
  ['a variable within a name that is replaced', cut('one'), cut('two'), ['undecided']],
  ['a text that a variable says, and that is replaced', replaced('one'), replaced('two'), ['undecided']],
  ['a key that a variable says', keyed('one'), keyed('other'), ['undecided']],
]

const found = await foundIn(
  CHANGES.map(([, base, head], at) => ({ folder: `change/${at}`, base, head })),
  'serverless.yml',
)

describe('resources of the Serverless Framework', () => {
  it.each(CHANGES.map(([title, , , said], at) => [title, said, at] as const))('%s says %j', (_, said, at) => {
    expect([...new Set((found.get(`change/${at}`) ?? []).flatMap(described))]).toEqual(said)
  })

  it('are not what a chart calls so', async () => {
    const chart = (cpu: string) =>
      `service: { type: ClusterIP }\nprovider: { name: aws }\nresources: { limits: { cpu: ${cpu} } }\n`
    const named = (cpu: string) => chart(cpu).replace('{ type: ClusterIP }', 'shop')
    const changes = [
      { folder: 'chart', base: chart('1'), head: chart('2') },
      { folder: 'named', base: named('1'), head: named('2') },
    ]
    expect([...(await foundIn(changes, 'values.yaml')).values()].flat()).toEqual([])
  })

  it('are missed where they go with what they deny', async () => {
    const statement = "{ Effect: Deny, Principal: '*', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::it/*' }"
    const policy = `Keep: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: it, PolicyDocument: { Statement: [${statement}] } } }`
    const change = { folder: 'gone', base: within(policy), head: SERVICE }
    expect([...(await foundIn([change], 'serverless.yml')).values()].flat()).not.toEqual([])
  })
})

function within(entry: string): string {
  return `${SERVICE}resources:\n  Resources:\n    ${entry}\n`
}

function listed(entry: string): string {
  return `${SERVICE}resources:\n  - Resources:\n      ${entry}\n`
}

function escaped(text: string): string {
  return text.replace('service:', '"serv\\x69ce":').replace('resources:', '"res\\x6furces":')
}

function flow(action: string): string {
  return `{ service: shop, provider: { name: aws }, resources: { Resources: { ${role(action)} } } }\n`
}

function aliased(action: string): string {
  return `x: &all\n  Resources:\n    ${role(action)}\n${SERVICE}resources: *all\n`
}

function merged(action: string): string {
  return `x: &all\n  resources:\n    Resources:\n      ${role(action)}\n<<: *all\n${SERVICE}`
}

function tagged(action: string): string {
  return within(role(action)).replace('service: shop', 'service: shop\ncustom: !Other one')
}

function extended(): string {
  return `${within(role(READ))}  extensions:\n    IamRoleLambdaExecution: { Properties: { ManagedPolicyArns: [one] } }\n`
}

function included(action: string): string {
  return `${SERVICE}resources:\n  - \${file(resources/more.yml)}\n  - Resources:\n      ${role(action)}\n`
}

function ownSyntax(action: string): string {
  return within(role(action)).replace('{ name: aws }', "{ name: aws, variableSyntax: '%%(.*?)%%' }")
}

function typed(type: string): string {
  return `Worker: { Type: '${type}', Properties: { Path: / } }`
}

function custom(action: string): string {
  return `custom: { action: ${action} }\n${within(role(`'\${self:custom.action}'`))}`
}

function cut(name: string): string {
  const resource = `{ 'Fn::Sub': 'arn:aws:s3:::\${A\${self:custom.${name}}}' }`
  return within(role(READ).replace("Resource: '*'", `Resource: ${resource}`))
}

function replaced(name: string): string {
  const resource = `{ 'Fn::Sub': '\${self:custom.${name}}' }`
  return within(role(READ).replace("Resource: '*'", `Resource: ${resource}`))
}

function keyed(value: string): string {
  const condition = `{ StringEquals: { '\${self:custom.key}': ${value} } }`
  return within(role(READ).replace("Resource: '*'", `Resource: '*', Condition: ${condition}`))
}
