import { z } from 'zod'
import { readYaml } from './located-yaml.ts'
import { ruleFoldersSchema } from './settings-schema.ts'

/** Files below rule folders that are rules by their place, and what is no rule and looks like one. */
export interface RuleFolderFiles {
  readonly paths: readonly string[]
  readonly problems: readonly RuleFileProblem[]
}

/** Why a file is not read as a rule: whole sentences. */
export interface RuleFileProblem {
  readonly file: string
  readonly why: string
}

/** The folders that a settings file names, without a slash at their end, whatever else is wrong with it. */
export function ruleFoldersIn(text: string): readonly string[] {
  const { data } = readYaml('settings', text)
  const parsed = z.object({ ruleFolders: ruleFoldersSchema.optional() }).safeParse(data)
  return [...new Set((parsed.data?.ruleFolders ?? []).map(folderName))]
}

export function folderName(written: string): string {
  return written.replace(/\/$/, '')
}

/** More rules in folders than these are read by nobody, and take long on every change. */
const MAX_RULE_FILES = 200

/**
 * Finds the rules in folders: `<category>/<name>.yml` in each. Silence about what looks like a rule and is none would
 * pass what it was meant to judge. `entries` are the tree as it is stored.
 */
export function ruleFolderFiles(
  folders: readonly string[],
  entries: Iterable<{ readonly path: string; readonly kind: string }>,
): RuleFolderFiles {
  const paths: string[] = []
  const problems: RuleFileProblem[] = []
  for (const { path, kind } of entries) {
    const folder = folders.find((each) => path === each || path.startsWith(`${each}/`))
    const why = folder === undefined ? undefined : whyNoRule(path.slice(folder.length + 1), kind)
    if (folder === undefined || why === 'is no rule') continue
    if (why === undefined) paths.push(path)
    else problems.push({ file: path, why })
  }
  const [first] = paths
  if (first === undefined || paths.length <= MAX_RULE_FILES) return { paths, problems }
  const why = `The rule folders hold ${paths.length} rules, and at most ${MAX_RULE_FILES} are read. Turn some into one.`
  return { paths: [], problems: [...problems, { file: first, why }] }
}

/** Undefined for a rule. */
function whyNoRule(name: string, kind: string): string | undefined {
  if (kind !== 'file') return 'It is a link or a submodule, and rules are read from files alone.'
  if (!/\.ya?ml$/i.test(name)) return 'is no rule'
  if (/^[^/]+\/[^/]+\.yml$/.test(name) && name !== 'authorship/signatures.yml') return undefined
  return 'Rules stand at `<category>/<name>.yml` in a rule folder.'
}
