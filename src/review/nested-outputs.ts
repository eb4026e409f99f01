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

/** Whether a template that is there on both sides puts out something else. */
export function putsOutOtherwise({ base, head }: PairedPath, compared: readonly ModuleVariant[]): boolean {
  if (base === undefined || base.path !== head?.path) return false
  return compared.some((each) => each.base.outputs !== each.head.outputs)
}

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
