import { actionsOf, knownServices } from '../src/core/authorization/aws/catalogue/catalogue.ts'
import type { SeededRandom } from './seeded-random.ts'

export interface Statement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Action?: readonly string[]
  readonly NotAction?: readonly string[]
  readonly Resource: readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

export interface Policy {
  readonly Version: '2012-10-17'
  readonly Statement: readonly Statement[]
}

/** The largest of AWS's managed policies have this many statements, and this many bytes. */
const MOST_STATEMENTS = 175
const LARGEST_BYTES = 139_000

/**
 * A policy like those that AWS manages: one statement to 175, half of them with three or fewer; actions spelled out
 * or with a wildcard at the end, most resources `*`, a third of the statements with conditions of every operator.
 * Every five hundredth is as large as the largest there is.
 */
export function managedPolicy(random: SeededRandom, index: number): Policy {
  if (index % 500 === 499) return largestPolicy(random)
  return policyOf(random, random.heavyTailed(2.6, 1.1, MOST_STATEMENTS))
}

/** A policy of so many statements. */
export function policyOf(random: SeededRandom, count: number): Policy {
  const services = random.some(SERVICES, random.heavyTailed(2, 0.9, 60))
  return { Version: '2012-10-17', Statement: statementsOf(random, services, count) }
}

function largestPolicy(random: SeededRandom): Policy {
  const statements: Statement[] = []
  let bytes = 0
  while (bytes < LARGEST_BYTES && statements.length < MOST_STATEMENTS) {
    const [statement] = statementsOf(random, random.some(SERVICES, 1), 1, 36)
    if (statement === undefined) continue
    bytes += JSON.stringify(statement).length
    statements.push(statement)
  }
  return { Version: '2012-10-17', Statement: statements }
}

const SERVICES: readonly string[] = [...knownServices()].filter((service) => actionsOf(service).size > 8)

function statementsOf(random: SeededRandom, services: readonly string[], count: number, median = 6) {
  return Array.from({ length: count }, (_, index) => {
    const service = random.pick(services) ?? 's3'
    return statementOf(random, service, index, random.heavyTailed(median, 1.1, 400))
  })
}

/** A statement about one service, now and then with the actions of another. */
export function statementOf(random: SeededRandom, service: string, index: number, actionCount: number): Statement {
  const actions = actionPatterns(random, service, actionCount)
  const isDeny = random.chance(0.04)
  const clause = random.chance(0.01) ? { NotAction: actions } : { Action: actions }
  return {
    Sid: `Statement${index}`,
    Effect: isDeny ? 'Deny' : 'Allow',
    ...clause,
    Resource: resourcesOf(random, service),
    ...(random.chance(0.35) ? { Condition: conditionsOf(random, service) } : {}),
  }
}

export function actionPatterns(random: SeededRandom, service: string, count: number): readonly string[] {
  const names = [...actionsOf(service).values()].map(({ name }) => name)
  if (random.chance(0.1)) return [`${service}:*`]
  return random.some(names, count).map((name) => (random.chance(0.12) ? shortened(name) : name))
}

/** `ec2:DescribeInstances` → `ec2:Describe*`. */
function shortened(name: string): string {
  return name.replace(/(:[A-Z]?[a-z]+)[A-Z].*$/, '$1*')
}

function resourcesOf(random: SeededRandom, service: string): readonly string[] {
  if (random.chance(0.6)) return ['*']
  const formats = [...new Set([...actionsOf(service).values()].flatMap((action) => action.formats))]
  const chosen = random.some(formats, random.heavyTailed(1.5, 0.7, 12)).map((format) => filledIn(random, format))
  return chosen.length === 0 ? ['*'] : [...new Set(chosen)]
}

function filledIn(random: SeededRandom, format: string): string {
  return format.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name === 'Partition') return 'aws'
    if (name === 'Region' || name === 'Account') return '*'
    if (random.chance(0.03)) return `\${aws:PrincipalTag/${name}}`
    return random.pick(['*', '*', `${random.pick(WORDS)}*`, `${random.pick(WORDS)}-*`, random.pick(WORDS)])
  })
}

const WORDS = [
  'app',
  'aws',
  'backup',
  'data',
  'default',
  'managed',
  'project',
  'service-role',
  'stack',
  'team',
] as const

type Drawn = readonly [operator: string, key: string, values: readonly string[]]

export function conditionsOf(random: SeededRandom, service: string): NonNullable<Statement['Condition']> {
  const blocks: Record<string, Record<string, readonly string[]>> = {}
  for (let left = random.heavyTailed(1.3, 0.5, 4); left > 0; left--) {
    const [operator, key, values] = conditionOf(random, service)
    const block = blocks[operator] ?? {}
    block[key] = values
    blocks[operator] = block
  }
  return blocks
}

/** Every operator of the language, the usual ones most often. */
function conditionOf(random: SeededRandom, service: string): Drawn {
  const word = () => random.pick(WORDS)
  const tag = `aws:${random.pick(['ResourceTag', 'RequestTag'])}/${random.pick(['Team', 'Project', 'ManagedBy'])}`
  const exists = random.chance(0.08) ? 'IfExists' : ''
  const quantifier = random.pick(['ForAllValues', 'ForAnyValue'])
  const drawn: readonly [() => Drawn, ...(() => Drawn)[]] = [
    () => [`StringEquals${exists}`, tag, random.some(WORDS, random.heavyTailed(1.5, 0.6, 6))],
    () => [`StringEquals${exists}`, 'iam:PassedToService', [`${service}.amazonaws.com`]],
    () => ['StringEquals', 'aws:ResourceAccount', ['${aws:PrincipalAccount}']],
    () => [`StringLike${exists}`, tag, [`${word()}*`, `${word()}-*`]],
    () => [`StringNotEquals${exists}`, tag, [word()]],
    () => ['StringNotLike', 'aws:PrincipalArn', [`arn:aws:iam::*:role/${word()}*`]],
    () => ['StringEqualsIgnoreCase', tag, [word()]],
    () => ['StringNotEqualsIgnoreCase', tag, [word()]],
    () => [`ArnLike${exists}`, 'aws:SourceArn', [`arn:aws:${service}:*:*:${word()}/*`]],
    () => ['ArnEquals', 'aws:SourceArn', [`arn:aws:${service}:*:111122223333:${word()}`]],
    () => ['ArnNotLike', 'aws:PrincipalArn', [`arn:aws:iam::*:role/${word()}`]],
    () => ['ArnNotEquals', 'aws:PrincipalArn', [`arn:aws:iam::111122223333:role/${word()}`]],
    () => [`${quantifier}:StringEquals`, 'aws:TagKeys', random.some(WORDS, 3)],
    () => [`${quantifier}:StringLike`, 'aws:TagKeys', [`${word()}*`, word()]],
    () => [`${quantifier}:StringNotEquals`, 'aws:TagKeys', [word()]],
    () => ['Bool', random.pick(['aws:SecureTransport', 'aws:ViaAWSService']), [random.pick(['true', 'false'])]],
    () => ['Null', tag, [random.pick(['true', 'false'])]],
    () => ['IpAddress', 'aws:SourceIp', [`10.${random.below(256)}.0.0/16`, '192.0.2.0/24']],
    () => ['NotIpAddress', 'aws:SourceIp', [`10.${random.below(256)}.0.0/${8 + random.below(20)}`]],
    () => ['NumericLessThan', 'aws:MultiFactorAuthAge', [String(60 * (1 + random.below(60)))]],
    () => [
      `Numeric${random.pick(['Equals', 'NotEquals', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'])}`,
      's3:max-keys',
      [String(random.below(100))],
    ],
    () => [
      `Date${random.pick(['LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'])}`,
      'aws:CurrentTime',
      [`20${20 + random.below(9)}-01-01T00:00:00Z`],
    ],
    () => [
      `Date${random.pick(['Equals', 'NotEquals'])}`,
      'aws:TokenIssueTime',
      [`20${20 + random.below(9)}-06-01T00:00:00Z`],
    ],
    () => ['BinaryEquals', `${service}:Blob`, ['QmluYXJ5VmFsdWVJbkJhc2U2NA==']],
  ]
  const usual = random.chance(0.5) ? drawn.slice(0, 4) : drawn
  return (random.pick(usual) ?? drawn[0])()
}
