import { type ConfiguredAccess, type ConfiguredGrant, grantsOf } from '../core/authorization/access.ts'
import { isTransform } from '../core/configuration/cloudformation/opaque-parts.ts'
import type { ModuleAccess } from '../core/configuration/terraform/module-access.ts'
import { directoryOf } from '../core/configuration/terraform/paths.ts'
import type { LocatedDifference } from '../core/difference/differ.ts'
import type { ComparedAccess } from './compared-access.ts'
import type { DeploymentsOfSides } from './deploying-templates.ts'
import type { PairedPath } from './paired-templates.ts'

const SIDES = ['base', 'head'] as const

/** What is known of the templates that deploy others. */
export interface DeployingTemplates {
  readonly deployments: DeploymentsOfSides
  /** Paths of templates that differ, on whatever side they are. */
  readonly changed: ReadonlySet<string>
  /** A template in every variant and case; undefined where it is not there on both sides. */
  compare(path: string): Promise<readonly ComparedAccess[] | undefined>
}

/**
 * What a template changes by itself, without what it only takes over from another template, or leaves to one, that the
 * same template deploys. All templates that deploy it judge that: none of them may find that the one who holds the
 * access gains something, and in each of them another changed template must say something of the very same holder.
 * What is not proved so stays as it is.
 */
export async function withoutMoves<Compared extends ComparedAccess>(
  own: readonly Compared[],
  pair: PairedPath,
  deploying: DeployingTemplates,
): Promise<readonly Compared[]> {
  const compared: ComparedAccess[] = []
  for (const root of rootsOf(pair, deploying.deployments)) {
    const found = await deploying.compare(root)
    if (found === undefined) return own
    compared.push(...found.filter((each) => SIDES.some((side) => prefixesIn(each[side], pair[side]).length > 0)))
  }
  if (compared.length === 0 || compared.some(isUncertain)) return own
  const judges = compared.map((each) => judgeOf(each, pair))
  return own.map((each) => {
    const declared = { base: declaredIn(each.base, ''), head: declaredIn(each.head, '') }
    const difference = each.difference.flatMap((located) => {
      return leftOf(located, declared, { pair, judges, changed: deploying.changed })
    })
    const isWhole =
      difference.length === each.difference.length && difference.every((it) => each.difference.includes(it))
    return isWhole ? each : { ...each, ...readBy(each, compared), difference }
  })
}

/** What judged it determined it as well. */
function readBy({ base, head }: ComparedAccess, judges: readonly ComparedAccess[]): Omit<ComparedAccess, 'difference'> {
  const [before, after] = SIDES.map((side) => judges.flatMap((judge) => judge[side].read))
  return {
    base: { ...base, read: [...new Set([...base.read, ...(before ?? [])])] },
    head: { ...head, read: [...new Set([...head.read, ...(after ?? [])])] },
  }
}

/** Whether something that is compared may have been moved: there is more of something in one of several templates. */
export function mayBeMoved(compared: readonly (readonly ComparedAccess[])[]): boolean {
  const differences = compared.flatMap((each) => each.flatMap(({ difference }) => difference))
  return compared.length > 1 && differences.some((each) => each.holders !== undefined && isHeld(each))
}

/**
 * The templates that deploy one and that no other one deploys which deploys it, too. None, where one of them does so
 * on one side only, or where one may deploy it of which nobody knows what it deploys.
 */
function rootsOf(pair: PairedPath, deployments: DeploymentsOfSides): readonly string[] {
  const there = SIDES.flatMap((side) => {
    const path = pair[side]?.path
    return path === undefined ? [] : [{ path, known: deployments[side] }]
  })
  if (there.some(({ path, known }) => known.mayDeployUnseen(path))) return []
  const all = [...new Set(there.flatMap(({ path, known }) => [...known.of(path)]))]
  const isWithin = (one: string, other: string) =>
    one !== other && there.every(({ path, known }) => !known.of(path).has(one) || known.of(one).has(other))
  const roots = all.filter((one) => !all.some((other) => isWithin(one, other)))
  return roots.every((root) => there.every(({ path, known }) => known.of(path).has(root))) ? roots : []
}

function prefixesIn({ stacks = [] }: ModuleAccess, template: PairedPath['base']): readonly string[] {
  return stacks.filter(({ path }) => path === template?.path).map(({ prefix }) => prefix)
}

/** Whether something went wrong in it, or a macro may make something else of what is written. */
function isUncertain({ base, head }: ComparedAccess): boolean {
  return [base, head].some(
    ({ diagnostics, opaque }) =>
      diagnostics.some(({ severity }) => severity === 'error') || opaque.some(({ key }) => isTransform(key)),
  )
}

function isHeld({ difference: { granted, undecided } }: LocatedDifference): boolean {
  return granted.length + undecided.length > 0
}

/** What is declared on a side, by what tells declarations of a template apart, wherever it is deployed. */
type Declared = ReadonlyMap<string, readonly ConfiguredGrant[]>

/** A template that deploys another one, and what that declares in each stack. */
interface Judge extends ComparedAccess {
  readonly stacks: Readonly<Record<'base' | 'head', readonly Declared[]>>
}

function judgeOf(compared: ComparedAccess, pair: PairedPath): Judge {
  const stacksOf = (side: 'base' | 'head') =>
    prefixesIn(compared[side], pair[side]).map((prefix) => declaredIn(compared[side], prefix))
  return { ...compared, stacks: { base: stacksOf('base'), head: stacksOf('head') } }
}

function declaredIn(access: ModuleAccess, prefix: string): Declared {
  const own = grantsOf(access).filter(({ address }) => address.startsWith(prefix))
  return Map.groupBy(own, ({ address, kind, span }) =>
    JSON.stringify([address.slice(prefix.length), kind, span.file, span.start, span.end]),
  )
}

interface Judging extends Pick<DeployingTemplates, 'changed'> {
  readonly pair: PairedPath
  readonly judges: readonly Judge[]
}

/** A difference of a template by itself, as far as those that deploy it do not say that it is none. */
function leftOf(
  located: LocatedDifference,
  declared: Readonly<Record<'base' | 'head', Declared>>,
  { pair, judges, changed }: Judging,
): readonly LocatedDifference[] {
  const { holders = [] } = located
  let losesSomething = false
  for (const judge of judges) {
    const same = sameHolders(holders, declared, judge)
    if (same === undefined || !isSaidElsewhere(same, judge, pair, changed)) return [located]
    const found = judge.difference.filter((each) => each.holders?.some((holder) => same.has(holder)))
    if (found.some(isHeld)) return [located]
    losesSomething ||= found.some(({ difference }) => difference.revoked.length > 0)
  }
  const { revoked } = located.difference
  return losesSomething && revoked.length > 0
    ? [{ ...located, difference: { granted: [], revoked, undecided: [] } }]
    : []
}

/**
 * What a template's holders are where another one deploys it: those of the very same declarations. Undefined where one
 * of these is not there, or gives more or less.
 */
function sameHolders(
  holders: readonly string[],
  declared: Readonly<Record<'base' | 'head', Declared>>,
  { stacks }: Judge,
): ReadonlySet<string> | undefined {
  const found = new Set<string>()
  for (const side of SIDES) {
    const concerned = [...declared[side]].filter(([, grants]) => grants.some((grant) => concerns(grant, holders)))
    if (concerned.length > 0 && stacks[side].length === 0) return undefined
    for (const stack of stacks[side]) {
      for (const [key, grants] of concerned) {
        const there = stack.get(key) ?? []
        const names = grants.map((grant, index) => namesThere(grant, there[index], holders))
        if (there.length !== grants.length || names.includes(undefined)) return undefined
        for (const name of names.flatMap((each) => each ?? [])) found.add(name)
      }
    }
  }
  return found.size === 0 ? undefined : found
}

function concerns(grant: ConfiguredGrant, holders: readonly string[]): boolean {
  return namesOf(grant).some((name) => name !== undefined && holders.includes(name))
}

/** Whose a grant is, and to whom it gives something, in its order. */
function namesOf(grant: ConfiguredGrant): readonly (string | undefined)[] {
  return [grant.holder, ...('reach' in grant ? grant.reach.entries.map(({ link }) => link?.holder) : [])]
}

/** What those of a grant's names that are asked for are called in another evaluation of it. */
function namesThere(
  grant: ConfiguredGrant,
  there: ConfiguredGrant | undefined,
  holders: readonly string[],
): readonly string[] | undefined {
  const [names, others] = [namesOf(grant), there === undefined ? [] : namesOf(there)]
  if (names.length !== others.length) return undefined
  const asked = names.flatMap((name, index) => (name !== undefined && holders.includes(name) ? [others[index]] : []))
  return asked.every((name) => name !== undefined) ? asked : undefined
}

/**
 * Whether another template that changed says something of the holders. A template that is new takes over only what was
 * said in its folder: elsewhere it may be deployed for something else.
 */
function isSaidElsewhere(
  holders: ReadonlySet<string>,
  judge: ComparedAccess,
  pair: PairedPath,
  changed: ReadonlySet<string>,
): boolean {
  const own = new Set(SIDES.flatMap((side) => pair[side]?.path ?? []))
  const folder = pair.base === undefined ? directoryOf(pair.path) : undefined
  const isTelling = (grant: ConfiguredGrant) => {
    const { file } = grant.span
    if (own.has(file) || !changed.has(file) || !concerns(grant, [...holders])) return false
    return folder === undefined || directoryOf(file) === folder
  }
  const sides: readonly ConfiguredAccess[] = pair.base === undefined ? [judge.base] : [judge.base, judge.head]
  return sides.some((side) => grantsOf(side).some(isTelling))
}
