import { join } from 'node:path'
import { directoryTrees } from '../adapters/filesystem/directory-trees.ts'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import { ignoreProblems } from '../core/rules/ignore-problems.ts'
import { locate } from '../core/rules/locate.ts'
import type { WaivableRule } from '../core/rules/waiver-settings.ts'
import { parseHcl } from '../core/syntax/hcl/parse.ts'
import { Fault } from '../ports/fault.ts'
import { canHaveIgnores, fileIgnores, mayHaveIgnores } from '../review/file-ignores.ts'
import { openSide, type SideTexts } from '../review/side-texts.ts'

/** More than the configuration of any repository. */
const MAX_BYTES = 256 * 1024 * 1024

interface CheckedIgnores {
  /** Those that have some, or may: they cannot be read. */
  readonly files: readonly string[]
  /** At the files' paths as `root` names them. */
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/**
 * Checks the inline ignores of a work tree, in the files in which a review looks for them: how they are written, and
 * whether they can act at this time. `rules` are the rules there are. Throws `Fault`.
 */
export async function checkIgnores(root: string, rules: readonly WaivableRule[]): Promise<CheckedIgnores> {
  const side = await sideOf(root)
  if (typeof side === 'string') return notRead(root, side)
  // What a link leads to has another name, at which it is looked through.
  const paths = [...side.entries.values()]
    .filter(({ kind, path }) => kind === 'file' && canHaveIgnores(path) && side.originOf(path) === path)
    .map(({ path }) => path)
  const bytes = paths.reduce((sum, path) => sum + (side.entries.get(path)?.sizeBytes ?? 0), 0)
  if (bytes > MAX_BYTES)
    return notRead(root, `Its configuration has ${bytes} bytes, more than the ${MAX_BYTES} that are read`)
  await side.load(paths)
  const checked = paths.map((path) =>
    checkFile(join(root, path), side.texts.get(path), side.unreadable.get(path), rules),
  )
  return {
    files: checked.flatMap(({ files }) => files),
    diagnostics: checked.flatMap(({ diagnostics }) => diagnostics),
  }
}

/** Or why there is none: too much is there. */
async function sideOf(root: string): Promise<SideTexts | string> {
  try {
    return await openSide({ trees: directoryTrees(), id: root })
  } catch (error) {
    if (error instanceof Fault && error.kind === 'invalid') return error.message
    throw error
  }
}

function checkFile(
  file: string,
  text: string | undefined,
  unreadable: string | undefined,
  rules: readonly WaivableRule[],
): CheckedIgnores {
  if (text === undefined) return notRead(file, `It ${unreadable ?? 'is not there any more'}`)
  if (!mayHaveIgnores(text)) return { files: [], diagnostics: [] }
  const { ignores, diagnostics } = fileIgnores(parseHcl(file, text))
  const problems = [...diagnostics, ...ignoreProblems(ignores, rules, Date.now())]
  return { files: ignores.length + problems.length > 0 ? [file] : [], diagnostics: locate(text, problems) }
}

function notRead(file: string, why: string): CheckedIgnores {
  const summary = 'inline ignores are not checked here'
  const place = { file, line: 1, column: 1 }
  return {
    files: [file],
    diagnostics: [{ severity: 'warning', code: 'ignores-unread', ...place, summary, detail: `${why}.` }],
  }
}
