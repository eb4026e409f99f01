import type { Waiver } from '../core/rules/waiver.ts'
import { topLevelNames } from '../core/syntax/hcl/top-level-names.ts'
import { indexLines, positionAt } from '../core/text/lines.ts'
import type { LineRange } from '../core/text/span.ts'
import { canHaveIgnores, fileIgnores, waiverOf } from './file-ignores.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

/** An inline ignore at the tip of the base branch, and the names of the blocks that it stands at. */
export interface StandingIgnore {
  readonly waiver: Waiver
  readonly blocks: ReadonlySet<string>
}

/** The inline ignores that files have at the tip of the base branch, by file. Throws `Fault`. */
export async function standingIgnores(
  policy: SideTexts,
  files: Iterable<string>,
  memory: TerraformMemory,
): Promise<ReadonlyMap<string, readonly StandingIgnore[]>> {
  // What a link leads to has another name, and changes without one that an ignore is looked for in.
  const paths = [...new Set(files)].filter((path) => canHaveIgnores(path) && policy.originOf(path) === path)
  await policy.load(paths)
  const found = new Map<string, readonly StandingIgnore[]>()
  for (const path of paths) {
    const text = policy.texts.get(path)
    const ignores = text === undefined ? [] : ignoresIn(path, text, memory)
    if (ignores.length > 0) found.set(path, ignores)
  }
  return found
}

function ignoresIn(path: string, text: string, memory: TerraformMemory): readonly StandingIgnore[] {
  const file = memory.parse(path, text)
  const index = indexLines(text)
  return fileIgnores(file).ignores.map((ignore) => ({
    waiver: waiverOf(ignore, positionAt(index, ignore.span.start)),
    blocks: topLevelNames(file, ignore.lines),
  }))
}

/** Those that stand at the block that these lines of a version of their file are in. */
export function ignoresAt(
  standing: readonly StandingIgnore[],
  { file, text, lines }: { readonly file: string; readonly text: string | undefined; readonly lines: LineRange },
  memory: TerraformMemory,
): readonly Waiver[] {
  if (standing.length === 0 || text === undefined) return []
  const blocks = topLevelNames(memory.parse(file, text), lines)
  return standing.filter((each) => !each.blocks.isDisjointFrom(blocks)).map(({ waiver }) => waiver)
}
