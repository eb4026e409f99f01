import type { FindTemplate } from '../core/configuration/cloudformation/stack.ts'
import type { ModuleAccess } from '../core/configuration/terraform/module-access.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

/** Templates name templates: more rounds than this are not followed. */
const MAX_LOADING_ROUNDS = 8

/** Configures again and again until every template that is asked for is loaded. */
export async function loading(side: SideTexts, configure: () => ModuleAccess): Promise<ModuleAccess> {
  for (let round = 1; ; round++) {
    const access = configure()
    if (access.wanted.length === 0 || round > MAX_LOADING_ROUNDS) return { ...access, wanted: [] }
    await side.load(access.wanted)
  }
}

/** The templates of one side, of what is loaded of it. */
export function findIn(side: SideTexts, memory: TerraformMemory): FindTemplate {
  return (path) => {
    const text = side.texts.get(path)
    if (text !== undefined) return { kind: 'template', parsed: memory.template(side.originOf(path), text), text }
    return side.entries.has(path) && !side.unreadable.has(path) ? { kind: 'not-loaded' } : { kind: 'missing' }
  }
}
