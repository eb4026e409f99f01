import type { Diagnostic } from '../text/diagnostic.ts'
import type { Span } from '../text/span.ts'
import { loadRules, ruleIdOf } from './load.ts'
import { locate } from './locate.ts'
import { readYaml } from './located-yaml.ts'
import type { Rule } from './rule.ts'
import { folderName, type RuleFileProblem } from './rule-folders.ts'
import {
  demandsOfApprovals,
  REPOSITORY_SETTINGS,
  type ReadSettings,
  readSettings,
  type SettingsNames,
  settingsOf,
} from './settings.ts'
import type { SettingsFile } from './settings-schema.ts'

/** The files of one layer: its settings, and the rules in the folders that these name. */
export interface PolicyFiles {
  readonly yml?: string
  readonly yaml?: string
  /** By path. */
  readonly rules: ReadonlyMap<string, string>
  /** What stands in the folders and cannot be read as a rule, and of settings that are `NOT_TEXT` why they are. */
  readonly problems: readonly RuleFileProblem[]
}

/** Stands for a settings file that is no text: read as YAML it is an error, and so it holds. */
export const NOT_TEXT = '\u0000'

/** What to do about such a file, as a sentence. */
export const MEND_SETTINGS = 'Write settings there as text in UTF-8, or take it away.'

/** One layer as it was read: what is wrong with its rules is wrong with all of it. */
export interface PolicyLayerRead extends ReadSettings {
  /** The rules of its folders, sorted by id. */
  readonly rules: readonly Rule[]
  readonly files: PolicyFiles
}

/** An organisation's settings stand at the root of its `.github` repository. */
export const FLOOR_SETTINGS: SettingsNames = { yml: 'countersign.yml', yaml: 'countersign.yaml' }

/** Where a layer stands. */
export interface PolicyAt {
  readonly names: SettingsNames
  /** Begins every place that is told, such as `acme/.github/`. */
  readonly prefix: string
}

/** Together, in UTF-16 units. */
const MAX_RULE_CHARACTERS = 1_048_576

/**
 * Reads a layer. `known` are the rules that there are already: a folder takes no other one's place, and what stands in
 * for a rule of the folder is used instead. Without a place the files are a repository's own.
 */
export function readPolicyFiles(
  files: PolicyFiles,
  known: readonly Rule[],
  { names, prefix }: PolicyAt = { names: REPOSITORY_SETTINGS, prefix: '' },
): PolicyLayerRead {
  const at = (path: string) => `${prefix}${path}`
  const texts = new Map([...files.rules].map(([path, text]) => [at(path), text]))
  const { rules, diagnostics } = rulesIn(texts, files, known, { names, prefix })
  const read = readSettings(files, [...known, ...rules], { yml: at(names.yml), yaml: at(names.yaml) })
  const unread = unreadSettings(files, { names, prefix })
  const settings = unread.length === 0 ? read : { ...read, diagnostics: [], located: [] }
  const problems = [...unread, ...diagnostics, ...emptyFolders(settings, files)]
  if (problems.length === 0) return { ...settings, rules, files }
  const located = problems.flatMap((each) =>
    locate(
      each.subject.file === settings.file ? (files.yml ?? files.yaml ?? '') : (texts.get(each.subject.file) ?? ''),
      [each],
    ),
  )
  return {
    ...settings,
    ...(settings.readable ? demandsOf(settings) : {}),
    readable: false,
    // What is wrong comes first.
    diagnostics: [...problems, ...settings.diagnostics],
    located: [...located, ...settings.located],
    rules: [],
    files,
  }
}

/** Why settings are no text. What is wrong with them as YAML says nothing beside it. */
function unreadSettings({ problems }: PolicyFiles, at: PolicyAt): readonly Diagnostic[] {
  return problems
    .filter(({ file }) => isSettings(file, at))
    .map(({ file, why }) => ({ ...problem(`${at.prefix}${file}`, 'the settings cannot be read', why), code: UNREAD }))
}

const UNREAD = 'settings-unreadable'

function isSettings(file: string, { names }: PolicyAt): boolean {
  return file === names.yml || file === names.yaml
}

/** Half of a policy could be laxer than what was meant: of one without its rules, only whose approval it asks for stays. */
function demandsOf({ written, document }: ReadSettings): Pick<ReadSettings, 'settings' | 'written'> | object {
  if (written === undefined || document === undefined) return {}
  const demands: SettingsFile = { version: 1, approvals: demandsOfApprovals(written.approvals ?? {}) }
  return { written: demands, settings: settingsOf(demands, document, []) }
}

interface FolderRules {
  readonly rules: readonly Rule[]
  /** Errors, all of them. */
  readonly diagnostics: readonly Diagnostic[]
}

function rulesIn(
  texts: ReadonlyMap<string, string>,
  { problems }: PolicyFiles,
  known: readonly Rule[],
  place: PolicyAt,
): FolderRules {
  const characters = [...texts.values()].reduce((sum, { length }) => sum + length, 0)
  const [first = ''] = texts.keys()
  if (characters > MAX_RULE_CHARACTERS) return { rules: [], diagnostics: [tooLong(first, characters)] }
  const replaced = new Set(known.flatMap(({ id, standsIn }) => (standsIn === true ? [id] : [])))
  const loaded = loadRules(new Map([...texts].filter(([path]) => !replaced.has(ruleIdOf(path) ?? ''))))
  const ids = new Set(known.map(({ id }) => id))
  const refused = loaded.rules.flatMap((rule) => {
    const why = whyRefused(rule, ids)
    if (why === undefined) return []
    const file = fileOf(rule, texts)
    const refusal = problem(file, `the rule \`${rule.id}\` cannot be used`, why)
    return [ids.has(rule.id) ? refusal : { ...refusal, subject: fixedKey(file, texts) }]
  })
  return {
    rules: loaded.rules.filter((rule) => whyRefused(rule, ids) === undefined),
    diagnostics: [
      ...loaded.diagnostics.filter(({ severity }) => severity === 'error'),
      ...problems
        .filter(({ file }) => !isSettings(file, place))
        .map(({ file, why }) => problem(`${place.prefix}${file}`, 'the file cannot be read as a rule', why)),
      ...refused,
    ],
  }
}

function whyRefused({ id, fixed }: Rule, known: ReadonlySet<string>): string | undefined {
  if (known.has(id)) return 'There is one of this name already, which nothing takes the place of. Choose another name.'
  return fixed ? 'Only built-in rules are `fixed`. Remove the key.' : undefined
}

function fixedKey(file: string, texts: ReadonlyMap<string, string>): Span {
  return readYaml(file, texts.get(file) ?? '').keyAt(['fixed'])
}

function fileOf({ id }: Rule, texts: ReadonlyMap<string, string>): string {
  return [...texts.keys()].find((path) => path.endsWith(`/${id}.yml`)) ?? id
}

function tooLong(file: string, characters: number): Diagnostic {
  const detail = `Together they have ${characters} characters; at most ${MAX_RULE_CHARACTERS} are read. Nothing of them was.`
  return problem(file, 'the rule folders are too large', detail)
}

function problem(file: string, summary: string, detail: string): Diagnostic {
  return { severity: 'error', code: 'rule-invalid', summary, detail, subject: { file, start: 0, end: 0 } }
}

/** A folder without a rule is a mistake in its name, and its rules are missed. */
function emptyFolders({ written, document }: ReadSettings, { rules, problems }: PolicyFiles): readonly Diagnostic[] {
  const paths = [...rules.keys(), ...problems.map(({ file }) => file)]
  return (written?.ruleFolders ?? []).flatMap((folder, index): Diagnostic[] => {
    if (document === undefined || paths.some((path) => `${path}/`.startsWith(`${folderName(folder)}/`))) return []
    const summary = `no rule is in the folder \`${folder}\``
    const detail = 'Rules stand at `<category>/<name>.yml` in it. Correct the name, or remove it from the list.'
    const subject = document.valueAt(['ruleFolders', index])
    return [{ severity: 'error', code: 'settings-empty-rule-folder', summary, detail, subject }]
  })
}
