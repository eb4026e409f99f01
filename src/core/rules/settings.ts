import type { LocatedDiagnostic } from '../report/review-result.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import { indexLines, positionAt } from '../text/lines.ts'
import type { Severity } from './finding.ts'
import { type LocatedYaml, readYaml, type YamlPath } from './located-yaml.ts'
import type { Rule } from './rule.ts'
import { type SettingsFile, settingsFileSchema } from './settings-schema.ts'
import { shapeProblems, unknownKey } from './shape-problems.ts'

/** How a repository tunes Countersign. */
export interface Settings {
  readonly mode: 'enforce' | 'advisory'
  readonly rules: ReadonlyMap<string, RuleSetting>
  /** Which AI-authored changes need a second human. */
  readonly hold: 'governed' | 'broadening' | 'any'
  /** Logins, lower case, that are users to GitHub and nobody to the gate. */
  readonly machineUsers: ReadonlySet<string>
  /** Further signatures of AI tools, as written; undefined where there are none. */
  readonly signatures: RawSignatures | undefined
  /** Accountable humans that a held change needs at least. */
  readonly humans: number
  /** Where Terraform's plans of a commit are uploaded; undefined where nobody is to look for some. */
  readonly plans: PlanSettings | undefined
}

export interface PlanSettings {
  /** Names of workflow artifacts, each once. */
  readonly artifacts: readonly string[]
  /** Whether a change of governed files is held until all of them are there. */
  readonly required: boolean
}

export interface RuleSetting {
  readonly enabled?: boolean
  readonly severity?: Severity
}

/** The list under `authorship.signatures`, and where its parts stand (paths are relative to the list). */
interface RawSignatures {
  readonly data: readonly unknown[]
  readonly valueAt: LocatedYaml['valueAt']
  readonly keyAt: LocatedYaml['keyAt']
}

/** What applies without a settings file, and where the file cannot be read. */
export const DEFAULT_SETTINGS: Settings = {
  mode: 'enforce',
  rules: new Map(),
  hold: 'governed',
  machineUsers: new Set(),
  signatures: undefined,
  humans: 2,
  plans: undefined,
}

export const SETTINGS_YML = '.github/countersign.yml'
export const SETTINGS_YAML = '.github/countersign.yaml'

export interface ReadSettings {
  readonly settings: Settings
  /** The file the settings were read from. */
  readonly file: string | undefined
  /** False where a file is there and could not be read whole: the defaults apply, and the change must be held. */
  readonly readable: boolean
  readonly diagnostics: readonly Diagnostic[]
  /** The same with lines and columns. */
  readonly located: readonly LocatedDiagnostic[]
}

/**
 * Reads a repository's settings from the texts of the two possible files. Nothing of a file with an error applies:
 * half-read settings could be laxer than what was meant, the defaults are strict.
 * `rules` are the rules there are, for the check of their names.
 */
export function readSettings(
  files: { readonly yml?: string | undefined; readonly yaml?: string | undefined },
  rules: readonly Pick<Rule, 'id' | 'fixed' | 'lifecycle'>[],
): ReadSettings {
  const { yml, yaml } = files
  if (yml !== undefined && yaml !== undefined) return unreadable(SETTINGS_YAML, yaml, [bothFiles()])
  const file = yml === undefined ? SETTINGS_YAML : SETTINGS_YML
  const text = yml ?? yaml
  if (text === undefined) return NO_SETTINGS
  const document = readYaml(file, text)
  if (document.data === undefined) return unreadable(file, text, document.diagnostics)
  const parsed = settingsFileSchema.safeParse(document.data)
  const diagnostics = [
    ...(parsed.success ? [] : shapeProblems(document, parsed.error, 'settings-invalid', keysAt)),
    ...ruleNameProblems(document, rules),
  ]
  if (!parsed.success || diagnostics.some((diagnostic) => diagnostic.severity === 'error')) {
    return unreadable(file, text, diagnostics)
  }
  return { settings: settingsOf(parsed.data, document), file, readable: true, ...located(text, diagnostics) }
}

const NO_SETTINGS: ReadSettings = {
  settings: DEFAULT_SETTINGS,
  file: undefined,
  readable: true,
  diagnostics: [],
  located: [],
}

function unreadable(file: string, text: string, diagnostics: readonly Diagnostic[]): ReadSettings {
  return { settings: DEFAULT_SETTINGS, file, readable: false, ...located(text, diagnostics) }
}

function located(text: string, diagnostics: readonly Diagnostic[]): Pick<ReadSettings, 'diagnostics' | 'located'> {
  const index = indexLines(text)
  return {
    diagnostics,
    located: diagnostics.map(({ severity, code, summary, detail, subject }) => ({
      severity,
      code,
      file: subject.file,
      ...positionAt(index, subject.start),
      summary,
      detail,
    })),
  }
}

function bothFiles(): Diagnostic {
  return {
    severity: 'error',
    code: 'settings-twice',
    summary: `both ${SETTINGS_YML} and ${SETTINGS_YAML} exist`,
    detail: 'Which of them was meant cannot be known, so neither applies. Delete one of them.',
    subject: { file: SETTINGS_YAML, start: 0, end: 0 },
  }
}

function keysAt(path: YamlPath): readonly string[] {
  const shape = settingsFileSchema.shape
  switch (path[0]) {
    case undefined:
      return Object.keys(shape)
    case 'rules':
      return ['enabled', 'severity']
    case 'authorship':
      return Object.keys(shape.authorship.unwrap().shape)
    case 'plans':
      return Object.keys(shape.plans.unwrap().shape)
    default:
      return Object.keys(shape.approvals.unwrap().shape)
  }
}

function ruleNameProblems(
  document: LocatedYaml,
  rules: readonly Pick<Rule, 'id' | 'fixed' | 'lifecycle'>[],
): readonly Diagnostic[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return ownKeys(document.data, 'rules').flatMap((id) => {
    const rule = byId.get(id)
    if (rule === undefined) return [unknownKey(document, 'settings-unknown-rule', ['rules', id], [...byId.keys()])]
    if (rule.fixed) return [fixedRule(document, id)]
    return rule.lifecycle === 'stable' || rule.lifecycle === 'preview' ? [] : [agedRule(document, rule)]
  })
}

function ownKeys(data: unknown, key: string): readonly string[] {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, key)) return []
  const value: unknown = Reflect.get(data, key)
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}

function fixedRule(document: LocatedYaml, id: string): Diagnostic {
  return {
    severity: 'error',
    code: 'settings-fixed-rule',
    summary: `the rule \`${id}\` cannot be changed by settings`,
    detail: 'It speaks where the review itself failed. Without it a failure would pass. Remove this entry.',
    subject: document.keyAt(['rules', id]),
  }
}

function agedRule(document: LocatedYaml, rule: Pick<Rule, 'id' | 'lifecycle'>): Diagnostic {
  return {
    severity: 'warning',
    code: `settings-${rule.lifecycle}-rule`,
    summary: `the rule \`${rule.id}\` is ${rule.lifecycle}`,
    detail: `Its documentation says what takes its place. Remove this entry when you have moved.`,
    subject: document.keyAt(['rules', rule.id]),
  }
}

function settingsOf(file: SettingsFile, document: LocatedYaml): Settings {
  const at = (path: YamlPath): YamlPath => ['authorship', 'signatures', ...path]
  const data = file.authorship?.signatures
  return {
    mode: file.mode ?? DEFAULT_SETTINGS.mode,
    rules: new Map(Object.entries(file.rules ?? {}).map(([id, setting]) => [id, ruleSettingOf(setting)])),
    hold: file.authorship?.hold ?? DEFAULT_SETTINGS.hold,
    machineUsers: new Set((file.authorship?.machineUsers ?? []).map((login) => login.toLowerCase())),
    signatures: data && {
      data,
      valueAt: (path) => document.valueAt(at(path)),
      keyAt: (path) => document.keyAt(at(path)),
    },
    humans: file.approvals?.humans ?? DEFAULT_SETTINGS.humans,
    plans: file.plans && planSettingsOf(file.plans),
  }
}

function planSettingsOf({ artifact, required = false }: NonNullable<SettingsFile['plans']>): PlanSettings {
  return { artifacts: [...new Set([artifact].flat())], required }
}

function ruleSettingOf(setting: NonNullable<SettingsFile['rules']>[string]): RuleSetting {
  if (setting === 'off') return { enabled: false }
  if (typeof setting === 'string') return { severity: setting }
  return {
    ...(setting.enabled === undefined ? {} : { enabled: setting.enabled }),
    ...(setting.severity === undefined ? {} : { severity: setting.severity }),
  }
}
