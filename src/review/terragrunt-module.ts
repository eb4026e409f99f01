import type { TerragruntUnit } from '../core/configuration/terraform/terragrunt/terragrunt-unit.ts'
import { unitModuleCall } from '../core/configuration/terraform/terragrunt/unit-module-call.ts'
import type { TerraformSide } from './side-repository.ts'
import { rootFilesIn } from './terragrunt-view.ts'

/** Where the module of a unit is, or why it cannot be read: a predicate for people. */
export type UnitPlace =
  | { readonly kind: 'directory'; readonly directory: string }
  | { readonly kind: 'unread'; readonly reason: string }

/** Of each side that has the unit. */
interface UnitPlaces {
  readonly base: UnitPlace | undefined
  readonly head: UnitPlace | undefined
}

/**
 * Where a unit's module is on both sides. What only one side can read is unread on both: all of it would look new, or
 * gone; and so is what is only what happens to be installed, where each side asks for another version.
 */
export async function locateUnitModules(
  before: TerragruntUnit | undefined,
  after: TerragruntUnit | undefined,
  base: TerraformSide,
  head: TerraformSide,
): Promise<UnitPlaces> {
  const places = { base: before && (await placeOf(before, base)), head: after && (await placeOf(after, head)) }
  if (places.base?.kind === 'unread' && places.head?.kind === 'directory') {
    return { ...places, head: { kind: 'unread', reason: `${places.base.reason} (before this change)` } }
  }
  if (places.head?.kind === 'unread' && places.base?.kind === 'directory') {
    return { ...places, base: { kind: 'unread', reason: `${places.head.reason} (after this change)` } }
  }
  if (before === undefined || after === undefined || !isInstalledForOne(before.directory, base, head)) return places
  const unread: UnitPlace = {
    kind: 'unread',
    reason: 'is asked for in another version than before, and only one is installed',
  }
  return { base: unread, head: unread }
}

async function placeOf({ module, directory }: TerragruntUnit, side: TerraformSide): Promise<UnitPlace> {
  switch (module.kind) {
    case 'own':
      return { kind: 'directory', directory }
    case 'local': {
      const isThere = rootFilesIn({ filesIn: (folder) => side.texts.index.within(folder) }, module.directory).length > 0
      if (isThere) return { kind: 'directory', directory: module.directory }
      return { kind: 'unread', reason: 'names a directory without Terraform files' }
    }
    case 'outside':
      return { kind: 'unread', reason: 'lies outside of the repository' }
    case 'unknown':
      return { kind: 'unread', reason: 'has a source that is only known when Terragrunt runs' }
    case 'remote': {
      const call = unitModuleCall(module.address)
      if (call === undefined) return { kind: 'unread', reason: 'has a source that is only known when Terragrunt runs' }
      await side.modules.load(directory, call)
      const answer = side.modules.answer(directory, call, true)
      if (answer.kind === 'directory') return answer
      return { kind: 'unread', reason: answer.kind === 'unreadable' ? answer.reason : 'is not loaded' }
    }
  }
}

/** The unit's own module has no call: its address among the calls is empty. */
function isInstalledForOne(directory: string, base: TerraformSide, head: TerraformSide): boolean {
  const [from, to] = [base, head].map(({ modules }) => modules.resolved(directory).get(''))
  if (from === undefined || to === undefined || from.written === to.written) return false
  return from.choice === 'installed' || to.choice === 'installed'
}
