import { describe, expect, it } from 'vitest'
import { allTranslations } from '../../../src/core/configuration/cloudformation/translate/table.ts'
import type { Translation } from '../../../src/core/configuration/cloudformation/translate/translation.ts'
import { allAdapters } from '../../../src/core/configuration/terraform/access/adapters.ts'
import { type Change, foundIn } from './found-in.ts'
import { otherValues } from './others.ts'
import { isBlock, isSpecial, put, type Scenario, type State, type Written } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { subjectScenarios } from './subjects.ts'
import { canSay, cloudformationOf } from './write-cloudformation.ts'
import { terraformOf } from './write-terraform.ts'

/** Attributes by which others name a resource: what is about them is told by these. */
const NAMES = ['id', 'arn', 'name', 'url']

/** Arguments that are read so that they do not count, and why. */
const QUIET: Readonly<Record<string, readonly string[]>> = {
  'which addresses a network has says nothing of who reaches them': ['aws_vpc', 'aws_subnet'].flatMap((type) =>
    ['cidr_block', 'ipv6_cidr_block', 'assign_generated_ipv6_cidr_block'].map((name) => `${type} ${name}`),
  ),
  'a tag alone gives nobody anything': ['key', 'values', 'catalog_id'].map(
    (name) => `aws_lakeformation_lf_tag ${name}`,
  ),
  'what becomes of messages that nobody took': [
    'aws_sns_topic_subscription redrive_policy',
    'aws_sns_topic_subscription delivery_policy',
  ],
  'the only action that there is': ['aws_lambda_layer_version_permission action'],
  'a text for people': ['aws_verifiedpermissions_policy_store description'],
  'in which order rules are tried: test/difference has them': ['aws_network_acl_rule rule_number'],
  'a name by which nobody tells it apart': ['aws_iam_role inline_policy.name'],
  'which listener a rule is of: it says whose login the rule may pass': ['aws_lb_listener_rule listener_arn'],
  'of which path a method is: test/cases have it where that is declared beside it': [
    'aws_api_gateway_method resource_id',
    'aws_api_gateway_method rest_api_id',
  ],
  'whether it is a secret is told by what the value refers to': ['aws_ssm_parameter value'],
  'an account has it once': ['aws_s3_account_public_access_block account_id'],
}

/** What changes: a text in a state of a scenario for another one, or one value for another. */
interface Changed {
  readonly type: string
  readonly path: string
  readonly one: State
  readonly other: State
}

const ALL: readonly Scenario[] = [...scenarios(), ...subjectScenarios()]
const OTHERS = otherValues()
/** Each text in each scenario as another one: another bucket, another role. */
const RENAMED: readonly Changed[] = scenarios().flatMap(({ type, less, more }) =>
  [less, more].flatMap((state) => (state === 'nothing' ? [] : renamedIn(type, state))),
)

function renamedIn(type: string, state: Exclude<State, 'nothing'>): readonly Changed[] {
  return leavesOf(state).flatMap(([path, value]): readonly Changed[] => {
    if (typeof value !== 'string' || value.startsWith('{')) return []
    return [{ type, path, one: state, other: put(state, path, `${value}-other`) }]
  })
}

/** Which of the changes are told, in either direction. */
async function toldIn(
  changes: readonly Changed[],
  file: string,
  written: (change: Changed, state: State) => string,
): Promise<readonly boolean[]> {
  const found = await foundIn(
    changes.flatMap((each, at): readonly Change[] => {
      const [one, other] = [written(each, each.one), written(each, each.other)]
      return [
        { folder: `there/${at}`, base: one, head: other },
        { folder: `back/${at}`, base: other, head: one },
      ]
    }),
    file,
  )
  return changes.map((_, at) => found.has(`there/${at}`) || found.has(`back/${at}`))
}

const toldInTerraform = await toldIn([...OTHERS, ...RENAMED], 'main.tf', ({ type, one }, state) =>
  terraformOf({ type, less: one, more: one, known: one, unknown: {}, kind: 'exposure', paths: [] }, state),
)

const BY_ROW = allTranslations().flatMap((row) =>
  [...OTHERS, ...RENAMED].filter(({ type }) => type === row.to).map((each) => ({ ...each, row })),
)
const toldInCloudformation = await toldIn(BY_ROW, 'template.yaml', (change, state) => {
  const row = BY_ROW.find((each) => each === change)?.row
  return row === undefined ? '' : cloudformationOf(row, state)
})

describe('every argument that is read', () => {
  it.each(OTHERS.map(({ type, path }, at) => [type, path, at] as const))('%s with another %s', (_, __, at) => {
    expect(toldInTerraform[at]).toBe(true)
  })

  it('is told when it changes, or says why not: give it a scenario, or another value, where this fails', () => {
    const changed = [
      ...ALL.flatMap(({ type, less, more }) => between(less, more).map((path) => `${type} ${path}`)),
      ...[...OTHERS, ...RENAMED].flatMap((each, at) => (toldInTerraform[at] === true ? namesOf(each) : [])),
    ]
    const read = new Set(allAdapters().flatMap(({ type, reads }) => reads.map((each) => `${type} ${each}`)))
    expect(untold(read, changed)).toEqual([])
  })

  it('is told in CloudFormation, too', () => {
    const left = allTranslations().flatMap((row) => {
      const changed = [
        ...scenarios()
          .filter(({ type, paths }) => type === row.to && paths.some((path) => canSay(row, path)))
          .flatMap(({ less, more }) => between(less, more).map((path) => `${row.to} ${path}`)),
        ...BY_ROW.flatMap((each, at) => (each.row === row && toldInCloudformation[at] === true ? namesOf(each) : [])),
      ]
      const said = new Set(argumentsOf(row).map((each) => `${row.to} ${each}`))
      return untold(said, changed).map((each) => `${row.from}: ${each}`)
    })
    expect(left).toEqual([])
  })
})

function untold(read: ReadonlySet<string>, changed: readonly string[]): readonly string[] {
  const quiet = Object.values(QUIET).flat()
  return [...read].filter((each) => {
    const [, path = ''] = each.split(' ')
    const isName = NAMES.includes(path)
    return !isName && !quiet.includes(each) && !changed.some((other) => touches(other, each))
  })
}

/** The arguments that properties say; others name the resource itself. */
function argumentsOf({ arguments: given, each, blocks = {} }: Translation): readonly string[] {
  const own = Object.entries(given).flatMap(([name, place]) => (/^[@=]/.test(place) ? [] : [name]))
  const inner = Object.entries(blocks).flatMap(([block, { arguments: of }]) =>
    Object.keys(of).map((name) => `${block}.${name}`),
  )
  return [...own, ...Object.keys(each?.arguments ?? {}), ...inner]
}

function namesOf({ type, path, one, other }: Changed): readonly string[] {
  return [path, ...between(one, other)].map((each) => `${type} ${each}`)
}

/** Where two states say something else. */
function between(one: State, other: State): readonly string[] {
  const [before, after] = [one, other].map((state) => new Map(state === 'nothing' ? [] : leavesOf(state)))
  const paths = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])
  return [...paths].filter((path) => JSON.stringify(before?.get(path)) !== JSON.stringify(after?.get(path)))
}

/** What stands in a block, by its path. */
function leavesOf(value: Written, at = ''): readonly (readonly [path: string, value: Written])[] {
  const entries = entriesOf(value)
  if (entries === undefined) return [[at, value]]
  return Object.entries(entries).flatMap(([name, each]) => leavesOf(each, at === '' ? name : `${at}.${name}`))
}

function entriesOf(value: Written): Readonly<Record<string, Written>> | undefined {
  if (isBlock(value)) return value
  if (!isSpecial(value)) return undefined
  if (value.special === 'map') return value.entries
  return value.special === 'json' ? value.value : undefined
}

function touches(path: string, read: string): boolean {
  return path === read || path.startsWith(`${read}.`) || read.startsWith(`${path}.`)
}
