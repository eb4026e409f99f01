import { compareInVariants, type NamedComparison } from './compared-root.ts'
import { incomparableCalls } from './matching-modules.ts'
import { NOWHERE, type OpenRoot, openRoot } from './open-root.ts'
import type { TerraformSide } from './side-repository.ts'
import type { TerraformMemory } from './terraform-memory.ts'
import type { ReachedRoot } from './terraform-roots.ts'

/** A root module in one variant, on both sides of a change. */
export interface ModuleVariant extends NamedComparison {
  /** The root's name among all roots: the directory that it is deployed as. */
  readonly directory: string
  /** How many variants the root has. */
  readonly of: number
}

/** Evaluates one root module on both sides, in every variant that either side knows. `changed`: the paths that differ. */
export async function moduleVariants(
  root: ReachedRoot,
  base: TerraformSide,
  head: TerraformSide,
  memory: TerraformMemory,
  changed: readonly string[],
): Promise<readonly ModuleVariant[]> {
  const { directory, files, isNew } = root
  const before = isNew ? NOWHERE : await openRoot(directory, files.base, base, memory)
  const after = await openRoot(directory, files.head, head, memory)
  return compareVariants(directory, { open: before, side: base }, { open: after, side: head }, changed)
}

/** A root as it is opened on one side. */
export interface OpenSide {
  readonly open: OpenRoot
  readonly side: TerraformSide
}

/**
 * Compares what is opened on both sides, in every variant, once every call is refused that must not be compared. Calls
 * are the same in every variant. A module that is refused is one less whose own calls are read.
 */
export async function compareVariants(
  directory: string,
  base: OpenSide,
  head: OpenSide,
  changed: readonly string[],
): Promise<readonly ModuleVariant[]> {
  // A call of a path in the repository is read all the same: what only one side has is new, or gone.
  const refused = new Set<string>()
  for (;;) {
    const compared = await compareInVariants(base.open, head.open, changed)
    const calls = refusable(directory, compared[0], base, head).filter(([address]) => !refused.has(address))
    if (calls.length === 0) return ofRoot(directory, compared)
    for (const [address, reason] of calls) {
      refused.add(address)
      for (const { side } of [base, head]) side.modules.refuse(directory, address, reason)
    }
  }
}

/** Comparisons of one root, which know how many variants it has. */
export function ofRoot(directory: string, compared: readonly NamedComparison[]): readonly ModuleVariant[] {
  const of = new Set(compared.map(({ part }) => part.of)).size
  return compared.map((each) => ({ ...each, directory, of }))
}

function refusable(
  root: string,
  compared: NamedComparison | undefined,
  base: OpenSide,
  head: OpenSide,
): readonly (readonly [string, string])[] {
  if (compared === undefined || compared.base.addresses.size === 0 || compared.head.addresses.size === 0) return []
  const sides = [
    { access: compared.base, modules: base.side.modules },
    { access: compared.head, modules: head.side.modules },
  ] as const
  return [...incomparableCalls(root, ...sides)]
}
