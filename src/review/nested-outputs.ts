import { NOWHERE } from '../core/text/span.ts'
import type { DeploymentsOfSides } from './deploying-templates.ts'
import type { PairedPath } from './paired-templates.ts'
import type { ModuleVariant } from './terraform-modules.ts'

interface Deploying {
  readonly deployments: DeploymentsOfSides
  /** Paths of templates that differ, on whatever side they are. */
  readonly changed: ReadonlySet<string>
  /** A template in every variant and case; undefined where it is not there on both sides. */
  compare(path: string): Promise<readonly ModuleVariant[] | undefined>
}

/**
 * Whether a template that is there on both sides puts out something else under a name. One more name is of no concern:
 * nothing that does not change can speak of it.
 */
export function putsOutOtherwise(pair: PairedPath, compared: readonly ModuleVariant[]): boolean {
  return changedOutput(pair, compared) !== undefined
}

function changedOutput({ base, head }: PairedPath, compared: readonly ModuleVariant[]): string | undefined {
  if (base === undefined || base.path !== head?.path) return undefined
  const changed = compared.flatMap(({ base: before, head: after }) =>
    [...(before.outputs ?? [])].flatMap(([name, value]) => (after.outputs?.get(name) === value ? [] : [name])),
  )
  return changed[0]
}

/** Undecided where nobody knows which templates deploy one that puts out something else. */
export function unfollowedOutputs(
  compared: ReadonlyMap<PairedPath, readonly ModuleVariant[]>,
): readonly ModuleVariant[] {
  return [...compared].flatMap(([pair, variants]) => {
    const [variant] = variants
    const name = changedOutput(pair, variants)
    if (variant === undefined || name === undefined) return []
    const span = pair.head?.outputs.get(name)?.keySpan ?? pair.base?.outputs.get(name)?.keySpan ?? NOWHERE
    const headCauses = [{ role: 'document', spans: [span] }] as const
    const region = { address: name, reason: UNFOLLOWED, decidedAtBase: false, headCauses, baseCauses: [] }
    const difference = { granted: [], revoked: [], undecided: [region] }
    return [{ ...variant, difference: [{ declaration: { span, documents: [], calls: [], before: [] }, difference }] }]
  })
}

const UNFOLLOWED =
  'another value is put out, and which templates of the repository deploy this one is not known: there are too many files, or one of them cannot be read'

/**
 * What templates that do not change come to give, since one that they deploy puts out something else. What the changed
 * ones declare themselves is told of these.
 */
export async function throughOutputs(
  compared: ReadonlyMap<PairedPath, readonly ModuleVariant[]>,
  { deployments, changed, compare }: Deploying,
): Promise<readonly ModuleVariant[]> {
  const putting = [...compared].filter(([pair, own]) => putsOutOtherwise(pair, own)).map(([{ path }]) => path)
  const all = putting.flatMap((path) => [...deployments.base.of(path), ...deployments.head.of(path)])
  const deploying = [...new Set(all)].filter((path) => !changed.has(path)).sort()
  const found: ModuleVariant[] = []
  for (const path of deploying) found.push(...((await compare(path)) ?? []))
  return found.flatMap((each) => {
    const difference = each.difference.filter(({ declaration }) => !changed.has(declaration.span.file))
    return difference.length === 0 ? [] : [{ ...each, difference }]
  })
}
