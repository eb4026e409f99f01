import { MAX_MODULE_DEPTH } from '../core/configuration/terraform/limits.ts'
import { withoutInstanceKeys } from '../core/configuration/terraform/plan/planned-change.ts'
import type { Plan } from '../core/configuration/terraform/plan/read-plan.ts'
import type { Cause } from '../core/difference/difference.ts'
import type { Declaration } from '../core/difference/locate.ts'
import type { Location } from '../core/difference/location.ts'
import type { Span } from '../core/text/span.ts'
import type { TreeComparison } from './compare-trees.ts'
import { firstChange } from './facts-of-files.ts'

/** Where something that a plan names is declared. */
export interface PlanPlace {
  readonly declaration: Declaration
  /** Where base declared it, for what head no longer declares. */
  readonly baseCauses: readonly Cause[]
}

type Change = Pick<TreeComparison, 'modules' | 'sources' | 'governed' | 'others'>

/**
 * Finds the block behind an address of a plan: a plan does not say where it was made, so it is of the root module
 * that declares most of what it names. Undefined where no root that the change reaches declares more than half, or
 * this root does not declare the address: then nothing is known of its place.
 */
export function planPlaces(plan: Plan, change: Change): (address: string) => PlanPlace | undefined {
  const names = plan.changes.filter(({ mode }) => mode === 'managed')
  const addresses = new Set(names.map(({ address }) => withoutInstanceKeys(address)))
  const roots = [...Map.groupBy(change.modules, ({ directory }) => directory).values()].flatMap((each) =>
    each.slice(0, 1),
  )
  const counts = roots.map(({ base, head }) => {
    const declared = [...addresses].filter(
      (each) => isDeclared(each, head.addresses) || isDeclared(each, base.addresses),
    )
    return declared.length
  })
  const most = Math.max(0, ...counts)
  const root = most * 2 > addresses.size ? roots[counts.indexOf(most)] : undefined
  if (root === undefined) return () => undefined
  return (address) => placeIn(root, withoutInstanceKeys(address), change)
}

/** The first changed line of the change: in a governed file that is there at head, else in one whose text is known. */
export function firstChangedLine({ governed, others, sources }: Change): Location {
  const paths = [...governed.map(({ path }) => path), ...others]
  const path = paths.find((each) => sources.text('head', each) !== undefined) ?? paths[0]
  return path === undefined ? { file: '.', startLine: 1, endLine: 1 } : firstChange(path, sources)
}

type Addresses = ReadonlyMap<string, Span>

/** An address is declared, too, where it lies in a module whose call is declared and whose content is not known. */
function isDeclared(address: string, addresses: Addresses): boolean {
  return addresses.has(address) || callsAround(address).some((call) => addresses.has(call))
}

/** From within: `module.a.module.b` and `module.a`, of `module.a.module.b.aws_iam_role.c`. */
function callsAround(address: string): readonly string[] {
  const parts = address.split('.')
  const calls: string[] = []
  for (let at = 0; parts[at] === 'module' && at < 2 * MAX_MODULE_DEPTH; at += 2) {
    calls.unshift(parts.slice(0, at + 2).join('.'))
  }
  return calls
}

function placeIn(root: Change['modules'][number], address: string, { sources }: Change): PlanPlace | undefined {
  const there = (side: 'base' | 'head') => (span: Span) => sources.text(side, span.file) !== undefined
  const gone = root.head.addresses.has(address) ? undefined : root.base.addresses.get(address)
  const baseSpans = gone === undefined ? [] : [gone].filter(there('base'))
  const baseCauses: readonly Cause[] = baseSpans.length === 0 ? [] : [{ role: 'document', spans: baseSpans }]
  const own = [root.head.addresses.get(address)].filter((each) => each !== undefined).filter(there('head'))
  const calls = callsAround(address)
    .flatMap((call) => root.head.addresses.get(call) ?? [])
    .filter(there('head'))
  const span = own[0] ?? baseSpans[0] ?? calls[0]
  return span === undefined ? undefined : { declaration: { span, documents: [], calls, before: [] }, baseCauses }
}
