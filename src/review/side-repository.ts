import type { FileAnswer, Repository } from '../core/configuration/terraform/module-access.ts'
import type { SideModules } from './side-modules.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

/** One side of a change, and what can be read of modules that are elsewhere. */
export interface TerraformSide {
  readonly texts: SideTexts
  readonly modules: SideModules
}

/** What a root may ask for on one side. After the last round nothing is loaded any more. */
export function sideRepository(
  root: string,
  { texts, modules }: TerraformSide,
  memory: TerraformMemory,
  isLastRound: boolean,
): Repository {
  const within = (path: string) => modules.side(path) ?? { side: texts, path, prefix: '' }
  return {
    parse: (path, text) => {
      const { side, path: inside, prefix } = within(path)
      return memory.parse(prefix + side.originOf(inside), text)
    },
    readFile: (path) => {
      const { side, path: inside, prefix } = within(path)
      return answer(side, inside, prefix, isLastRound)
    },
    listFiles: (directory) => {
      const { side, path, prefix } = within(directory)
      return side.index.below(path).map((each) => prefix + each)
    },
    filesIn: (directory) => {
      const { side, path, prefix } = within(directory)
      return side.index.within(path).map((each) => prefix + each)
    },
    identity: (path) => {
      const { side, path: inside } = within(path)
      return side.entries.get(inside)?.id
    },
    remoteModule: (call) => modules.answer(root, call, isLastRound),
  }
}

/** Loads paths of the repository, and of the packages that modules of elsewhere came in. */
export async function loadPaths(paths: readonly string[], { texts, modules }: TerraformSide): Promise<void> {
  const placed = paths.map((path) => modules.side(path) ?? { side: texts, path, prefix: '' })
  const bySide = Map.groupBy(placed, ({ side }) => side)
  await Promise.all([...bySide].map(([side, each]) => side.load(each.map(({ path }) => path))))
}

function answer(side: SideTexts, path: string, prefix: string, isLastRound: boolean): FileAnswer {
  const text = side.texts.get(path)
  if (text !== undefined) return { kind: 'text', text, path: prefix + side.originOf(path) }
  const canLoad = side.entries.has(path) && !side.unreadable.has(path) && !isLastRound
  return canLoad ? { kind: 'not-loaded' } : { kind: 'missing' }
}
