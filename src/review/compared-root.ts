import { grantsOf } from '../core/authorization/access.ts'
import { type Reach, reachWithin } from '../core/configuration/terraform/affected.ts'
import type { ModuleAccess, Variant } from '../core/configuration/terraform/module-access.ts'
import { withoutKeys } from '../core/configuration/terraform/moved.ts'
import { fileNameOf } from '../core/configuration/terraform/paths.ts'
import { type ComparedBefore, differ, nothingCompared } from '../core/difference/differ.ts'
import { actingTogether } from './acting-together.ts'
import type { ComparedAccess } from './compared-access.ts'
import { type CasesOfGroup, inCases } from './compared-cases.ts'
import { ABSENT, type InCase, NOT_DEPLOYED, type OpenRoot } from './open-root.ts'
import { type AssumedCase, NO_CASE } from './possible-cases.ts'

/** A comparison under a name for people. */
export interface NamedComparison extends ComparedAccess {
  readonly variant: string
  /** The variant that it is a case of, and which of its cases are together all that can be. */
  readonly part: CasesOfGroup & { readonly of: string }
}

/**
 * Compares a root in every variant of head. A variant of files that only head has is a new deployment, one that only
 * base has is none any more. Where conditions that nobody knows leave something undecided, each case is compared by
 * itself.
 */
export async function compareInVariants(
  base: OpenRoot,
  head: OpenRoot,
  changed: readonly string[],
): Promise<readonly NamedComparison[]> {
  const results: NamedComparison[] = []
  const sides = await openSides(base, head, changed)
  for (const variant of head.variants.length === 0 ? base.variants : head.variants) {
    const before = variantBefore(variant, base.variants)
    const [declared] = results
    // Nothing that the change reaches depends on what a variant sets.
    if (declared !== undefined && before !== undefined && !varies(declared, sides.reach)) continue
    const compare = (assumed: AssumedCase) => compareOnce(sides, before, variant, assumed)
    const cases = await inCases(await compare(NO_CASE), compare)
    const of = nameOf(variant)
    results.push(
      ...cases.map(({ where, among, ...each }) => ({ ...each, variant: of + where, part: { ...among, of } })),
    )
  }
  return results
}

interface Sides {
  readonly base: OpenRoot
  readonly head: OpenRoot
  readonly reach: Reach | undefined
  /** What is the same in every variant. */
  readonly inBase: InCase
  readonly inHead: InCase
  /** Much is the same in all variants and cases. */
  readonly comparedBefore: ComparedBefore
}

async function openSides(base: OpenRoot, head: OpenRoot, changed: readonly string[]): Promise<Sides> {
  const [before, after] = [await base.open(), await head.open()]
  const reach = before === undefined || after === undefined ? undefined : reachWithin(before, after, changed)
  const unaffected = reach && {
    unaffected: { addresses: reach.unaffected, changedFiles: new Set(changed) },
  }
  return {
    base,
    head,
    reach,
    comparedBefore: nothingCompared(),
    inBase: { ...unaffected, ...(before === undefined ? {} : { opened: before }) },
    inHead: { ...unaffected, ...(after === undefined ? {} : { opened: after }) },
  }
}

/** Whether what the change reaches, or what acts together with it, may be another thing in another variant. */
function varies({ base, head }: ComparedAccess, reach: Reach | undefined): boolean {
  if (reach === undefined) return true
  const policies = [...grantsOf(base), ...grantsOf(head)]
  const isReached = (address: string) => !reach.unaffected.has(withoutKeys(address))
  // What is not reached is there only because it acts together with what is.
  const acting = policies.map(({ address }) => withoutKeys(address))
  const declared = [...base.addresses.keys(), ...head.addresses.keys()].filter(isReached)
  return reach.varies([...acting, ...declared])
}

/** Base's variant for one of head's: the same, or values that only moved to another folder. */
function variantBefore(variant: Variant, variants: readonly Variant[]): Variant | undefined {
  if (variant.kind !== 'tfvars') return variant
  const files = variants.filter((each) => each.kind === 'tfvars')
  const moved = files.filter((each) => fileNameOf(each.path) === fileNameOf(variant.path))
  return files.find((each) => each.path === variant.path) ?? (moved.length === 1 ? moved[0] : undefined)
}

async function compareOnce(
  sides: Sides,
  before: Variant | undefined,
  variant: Variant,
  assumed: AssumedCase,
): Promise<ComparedAccess> {
  const { base, head, inBase, inHead } = sides
  const found = before === undefined ? ABSENT : await base.configure(before, { ...inBase, ...assumed })
  const isThere = found !== ABSENT && !(variant.kind === 'workspace' && (await failsOnlyHere(base, inBase, found)))
  // Of what was not there before, nothing is as it was.
  const given = isThere ? inHead : withEverything(inHead)
  const reached = await head.configure(variant, { ...given, ...assumed, before: found.addresses })
  // What a variant that is new has may be there by another one.
  const nothing = base.variants.length === 0 ? NOT_DEPLOYED : ABSENT
  const [baseAccess, headAccess] = actingTogether(isThere ? found : nothing, reached)
  if (given.unaffected !== undefined && baseAccess.wanted.length + headAccess.wanted.length > 0) {
    const asWhole = { ...sides, inBase: withEverything(inBase), inHead: withEverything(inHead) }
    return compareOnce(asWhole, before, variant, assumed)
  }
  return { base: baseAccess, head: headAccess, difference: differ(baseAccess, headAccess, sides.comparedBefore) }
}

/** With everything, whether the change reaches it or not. */
function withEverything({ opened }: InCase): InCase {
  return opened === undefined ? {} : { opened }
}

/** A workspace that base did not know of is one that nothing was deployed in: evaluating it fails. */
async function failsOnlyHere(base: OpenRoot, inBase: InCase, { diagnostics }: ModuleAccess): Promise<boolean> {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  if (errors === 0) return false
  const declared = await base.configure({ kind: 'declared' }, inBase)
  return errors > declared.diagnostics.filter(({ severity }) => severity === 'error').length
}

/** For people: `with the declared values`, `with env/prod.tfvars`. */
function nameOf(variant: Variant): string {
  switch (variant.kind) {
    case 'declared':
      return 'with the declared values'
    case 'unset':
      return 'with other values of its variables'
    case 'tfvars':
      return `with ${variant.path}`
    case 'workspace':
      return `in the workspace ${variant.name}`
  }
}
