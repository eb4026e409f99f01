import { type ActionFacts, actionsOf, findAction, knownServices } from '../../authorization/aws/catalogue/catalogue.ts'
import type { Lexeme } from './lexicon.ts'
import type { CompiledClause } from './rule.ts'

/** Services that people know, asked first for an action to show. */
const WELL_KNOWN: readonly string[] = [
  's3',
  'iam',
  'ec2',
  'sts',
  'kms',
  'dynamodb',
  'lambda',
  'secretsmanager',
  'sqs',
  'sns',
]

/** Actions whose meaning needs no manual, asked before all others. */
const TELLING: readonly string[] = [
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  's3:ListBucket',
  'iam:PassRole',
  'iam:CreateUser',
  'ec2:RunInstances',
  'sts:AssumeRole',
  'kms:Decrypt',
  'dynamodb:GetItem',
  'lambda:InvokeFunction',
  'secretsmanager:GetSecretValue',
  'sqs:SendMessage',
  'sns:Publish',
]

/** Actions that people know better than others of their service, asked first of its own: what changes, then what reads. */
const FAMILIAR: ReadonlySet<string> = new Set([
  'ec2:TerminateInstances',
  'ec2:DescribeInstances',
  'iam:AttachRolePolicy',
  'iam:GetRole',
  'kms:CreateGrant',
  'dynamodb:Query',
  'dynamodb:PutItem',
  'lambda:UpdateFunctionCode',
  'sqs:ReceiveMessage',
  'sns:Subscribe',
  'ssm:GetParameter',
  'ssm:SendCommand',
  'rds:DeleteDBInstance',
  'rds:DescribeDBInstances',
  'ecr:BatchGetImage',
  'ecr:PutImage',
  'ecs:RunTask',
  'eks:DescribeCluster',
  'logs:GetLogEvents',
  'logs:PutLogEvents',
  'cloudformation:UpdateStack',
  'cloudtrail:StopLogging',
  'cloudwatch:GetMetricData',
  'events:PutRule',
  'organizations:LeaveOrganization',
  'organizations:DescribeOrganization',
  'route53:ChangeResourceRecordSets',
  'states:StartExecution',
])

/** The one action that a clause names, where it names one and no more. */
export function spelledOutAction(clauses: readonly CompiledClause[]): string | undefined {
  for (const clause of clauses) {
    const [element, ...others] = clause.elements
    if (clause.negated || element === undefined || others.length > 0) continue
    const text = literalText(element.lexeme)
    if (text !== undefined) return text
  }
  return undefined
}

/**
 * Actions of the catalogue that a pattern may match: telling ones, then those of the service that an action of tomorrow
 * was found in, then those of the patterns' services, or of all.
 */
export function* knownActions(clauses: readonly CompiledClause[], future: string): Generator<ActionFacts> {
  for (const action of TELLING) {
    const facts = findAction(action)
    if (facts !== undefined) yield facts
  }
  yield* serviceActions(future.slice(0, future.indexOf(':')))
  for (const service of servicesOf(clauses)) yield* serviceActions(service)
}

/** Those for which AWS lists no resource last: a request with a resource is shown with an action that acts on it. */
function serviceActions(service: string): readonly ActionFacts[] {
  const all = actionsOf(service)
  const known = inOrder.get(all) ?? ordered(all)
  inOrder.set(all, known)
  return known
}

const inOrder = new WeakMap<ReturnType<typeof actionsOf>, readonly ActionFacts[]>()

function ordered(all: ReturnType<typeof actionsOf>): readonly ActionFacts[] {
  const familiar = [...FAMILIAR].flatMap((name) => all.get(name.toLowerCase()) ?? [])
  const others = [...all.values()].filter(({ name }) => !FAMILIAR.has(name))
  const { acting = [], alone = [] } = Object.groupBy(others, ({ formats }) => (formats.length > 0 ? 'acting' : 'alone'))
  return [...familiar, ...acting, ...alone]
}

/** The catalogue's facts, or none for an action that it does not know. */
export function factsOf(action: string): ActionFacts | undefined {
  return findAction(action)
}

function servicesOf(clauses: readonly CompiledClause[]): Iterable<string> {
  for (const clause of clauses) {
    if (clause.negated) continue
    const services = clause.elements.map(({ lexeme }) => serviceOf(lexeme))
    if (services.every((service) => service !== undefined)) return new Set(services)
  }
  return new Set([...WELL_KNOWN, ...knownServices()])
}

function serviceOf(lexeme: Lexeme): string | undefined {
  const [first] = lexeme.pattern.tokens
  if (first?.kind !== 'literal' || !first.text.includes(':')) return undefined
  return first.text.slice(0, first.text.indexOf(':')).toLowerCase()
}

function literalText(lexeme: Lexeme): string | undefined {
  const [first, ...others] = lexeme.pattern.tokens
  return first?.kind === 'literal' && others.length === 0 ? first.text : undefined
}
