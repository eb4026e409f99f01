import { expect, it } from 'vitest'
import { memorySourceTrees } from '../../src/adapters/memory/source-trees.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { differ } from '../../src/core/difference/differ.ts'
import { compareTrees } from '../../src/review/compare-trees.ts'
import { openSide } from '../../src/review/side-texts.ts'
import { terraformMemory } from '../../src/review/terraform-memory.ts'
import { configured } from '../configuration/cloudformation/template-double.ts'
import fc from '../seeded-properties.ts'
import { runs } from './runs.ts'

const RUNS = runs(150, 10)

const VALUES = { A: ['yes', 'no'], B: ['yes', 'no'], C: ['yes', 'no'], Env: ['prod', 'dev', 'test'] } as const
type Parameter = keyof typeof VALUES
type World = Readonly<Record<Parameter, string>>

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:Get*', 's3:*Object', 'sqs:SendMessage'] as const
const CONDITIONS = ['OnA', 'OnB', 'OnC', 'IsProd', 'IsDev', 'Both', 'Either', 'Neither'] as const

interface Statement {
  readonly action: string
  readonly under: string | undefined
}

interface Written {
  /** Statements of two roles, and of a policy that is attached to one or the other of them. */
  readonly roles: readonly (readonly Statement[])[]
  readonly shared: readonly Statement[]
  readonly chooses: string
  readonly allowed: boolean
}

const statement = fc.record({
  action: fc.constantFrom(...ACTIONS),
  under: fc.option(fc.constantFrom(...CONDITIONS), { nil: undefined }),
})
const statements = fc.array(statement, { maxLength: 3 })
const written: fc.Arbitrary<Written> = fc.record({
  roles: fc.tuple(statements, statements),
  shared: statements,
  chooses: fc.constantFrom(...CONDITIONS),
  allowed: fc.boolean(),
})

/** A template and what becomes of it: most of it stays. */
const change = written.chain((base) =>
  fc
    .record({
      roles: fc.tuple(...base.roles.map((each) => edited(each))),
      shared: edited(base.shared),
      chooses: fc.oneof({ weight: 3, arbitrary: fc.constant(base.chooses) }, fc.constantFrom(...CONDITIONS)),
    })
    .map((head) => ({ base, head: { ...head, allowed: base.allowed } })),
)

function edited(before: readonly Statement[]): fc.Arbitrary<readonly Statement[]> {
  const each = before.map((one) => fc.oneof({ weight: 2, arbitrary: fc.constant(one) }, statement))
  return fc.oneof({ weight: 4, arbitrary: fc.tuple(...each) }, fc.constant(before.slice(1)), statements)
}

it('finds growth wherever some values make it, and grants nothing where none do', { timeout: 300_000 }, async () => {
  let decided = 0
  await fc.assert(
    fc.asyncProperty(change, async ({ base, head }) => {
      const grows = worlds().some((world) => growsIn(base, head, world))
      const facts = await review(base, head)
      if (grows) expect(facts).not.toEqual([])
      else expect(facts.filter((kind) => kind === 'granted')).toEqual([])
      if (grows === facts.includes('granted')) decided += 1
    }),
    { numRuns: RUNS },
  )
  // What is left open is held, and is the exception.
  expect(decided).toBeGreaterThan(RUNS * 0.9)
})

function worlds(): readonly World[] {
  return VALUES.A.flatMap((A) =>
    VALUES.B.flatMap((B) => VALUES.C.flatMap((C) => ['prod', 'dev', 'test'].map((Env): World => ({ A, B, C, Env })))),
  )
}

/** The comparison with every value known. */
function growsIn(base: Written, head: Written, world: World): boolean {
  const [before, after] = [base, head].map((each) => configured({ 'stack.yaml': template(each, world) }))
  if (before === undefined || after === undefined) throw new Error('there are two sides')
  return differ(before, after).some(({ difference }) => difference.granted.length + difference.undecided.length > 0)
}

async function review(base: Written, head: Written): Promise<readonly string[]> {
  const trees = memorySourceTrees({ base: { 'stack.yaml': template(base) }, head: { 'stack.yaml': template(head) } })
  const sides = { base: await openSide({ trees, id: 'base' }), head: await openSide({ trees, id: 'head' }) }
  const revisions = { base: 'base', head: 'head' }
  const { facts } = await compareTrees({ ...sides, revisions, sources: firstOf([]), memory: terraformMemory() })
  return facts.map(({ kind }) => kind)
}

/** A template, whose parameters have a world's values or none. */
function template({ roles, shared, chooses, allowed }: Written, world?: World): string {
  const parameter = (name: Parameter) => [
    name,
    {
      Type: 'String',
      ...(name === 'Env' && allowed ? { AllowedValues: VALUES.Env } : {}),
      ...(world === undefined ? {} : { Default: world[name] }),
    },
  ]
  const is = (name: Parameter, text: string) => ({ 'Fn::Equals': [{ Ref: name }, text] })
  const named = (Condition: string) => ({ Condition })
  return JSON.stringify({
    Parameters: Object.fromEntries((['A', 'B', 'C', 'Env'] as const).map(parameter)),
    Conditions: {
      OnA: is('A', 'yes'),
      OnB: is('B', 'yes'),
      OnC: is('C', 'yes'),
      IsProd: is('Env', 'prod'),
      IsDev: is('Env', 'dev'),
      Both: { 'Fn::And': [named('OnA'), named('IsProd')] },
      Either: { 'Fn::Or': [named('OnB'), named('IsDev')] },
      Neither: { 'Fn::Not': [{ 'Fn::Or': [named('IsProd'), named('IsDev')] }] },
    },
    Resources: {
      One: role('one', roles[0] ?? []),
      Two: role('two', roles[1] ?? []),
      Shared: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'shared',
          Roles: [{ 'Fn::If': [chooses, 'one', 'two'] }],
          PolicyDocument: document([{ action: 'logs:PutLogEvents', under: undefined }, ...shared]),
        },
      },
    },
  })
}

function role(name: string, own: readonly Statement[]) {
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }
  const Policies = own.length === 0 ? [] : [{ PolicyName: 'own', PolicyDocument: document(own) }]
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [trust] }
  return { Type: 'AWS::IAM::Role', Properties: { RoleName: name, AssumeRolePolicyDocument, Policies } }
}

function document(statements: readonly Statement[]) {
  const Statement = statements.map(({ action, under }) => {
    const each = { Effect: 'Allow', Action: action, Resource: '*' }
    return under === undefined ? each : { 'Fn::If': [under, each, { Ref: 'AWS::NoValue' }] }
  })
  return { Version: '2012-10-17', Statement }
}
