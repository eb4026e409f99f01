import { z } from 'zod'
import type { LocatedDiagnostic } from '../report/review-result.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import type { Severity } from './finding.ts'
import { locate } from './locate.ts'
import { type LocatedYaml, readYaml, type YamlPath } from './located-yaml.ts'
import { lowerCase } from './login.ts'
import type { PolicyLayers } from './policy-layers.ts'
import { ruleSettingProblems, type TunableRule } from './rule-setting-problems.ts'
import { scopeProblems } from './scope-problems.ts'
import {
  NO_SCOPES,
  type RuleScope,
  ruleScopeOf,
  type ScopeSettings,
  scopeKeysAt,
  scopeSettingsOf,
} from './scope-settings.ts'
import {
  commentsSchema,
  declarationSchema,
  escalationSchema,
  overrideSchema,
  RULE_SETTING_KEYS,
  remindersSchema,
  type SettingsFile,
  settingsFileSchema,
} from './settings-schema.ts'
import { shapeProblems } from './shape-problems.ts'
import type { Waiver } from './waiver.ts'
import { waiverSchema } from './waiver-schema.ts'
import { waiverRuleProblems, waiversOf } from './waiver-settings.ts'

/** How a repository tunes Countersign. */
export interface Settings extends ScopeSettings {
  readonly mode: 'enforce' | 'advisory'
  readonly rules: ReadonlyMap<string, RuleSetting>
  /** Which AI-authored changes need a second human. */
  readonly hold: 'governed' | 'broadening' | 'any'
  /** Logins, lower case, that are users to GitHub and nobody to the gate; agents of one's own among them. */
  readonly machineUsers: ReadonlySet<string>
  /** Further signatures of AI tools, as written, and those of one's own agents; undefined where there are none. */
  readonly signatures: RawSignatures | undefined
  /** What every commit to governed files must say of AI tools; undefined where it need not. */
  readonly declaration: DeclarationSettings | undefined
  /** Whether a reviewer whose suggestion was applied answers for the change. */
  readonly suggestions: 'director' | 'allow'
  /** Accountable humans that a held change needs at least. */
  readonly humans: number
  /** Teams of which somebody must approve whatever is held, lower case: `security`, or `acme/security`. */
  readonly teams: readonly string[]
  /** Logins, lower case, of whom one must approve whatever is held; none where nobody in particular has to. */
  readonly reviewers: readonly string[]
  /** Whether an owner of each governed file must approve whatever is held. */
  readonly codeowners: boolean
  /** Whether people are asked for their review of what is held; undefined asks them where the app was granted to. */
  readonly request: boolean | undefined
  /** Whether an author may acknowledge a held change themselves where nobody else may write. */
  readonly selfAcknowledgement: boolean
  /** Who may release a held change in an emergency; undefined where nobody may. */
  readonly override: OverrideSettings | undefined
  /** When people are reminded of a held change; undefined where nobody is. */
  readonly reminders: ReminderSettings | undefined
  readonly comments: CommentSettings
  /** Where Terraform's plans of a commit are uploaded; undefined where nobody is to look for some. */
  readonly plans: PlanSettings | undefined
  /** In the order of the file; whether one acts hangs on the change and on the time. */
  readonly waivers: readonly Waiver[]
}

export interface OverrideSettings {
  /** Lower case: `security`, or `acme/security`. */
  readonly team: string
  /** How long an override holds. */
  readonly hours: number
}

export interface ReminderSettings {
  /** Since the change was held without an answer. */
  readonly afterHours: number
  /** Teams (lower case) that are told after longer. */
  readonly escalation: { readonly afterHours: number; readonly teams: readonly string[] } | undefined
}

/** What is written beside the check. */
export interface CommentSettings {
  /** One comment that says what the check says. */
  readonly summary: boolean
  /** Comments on the lines of findings. */
  readonly review: boolean
}

export interface PlanSettings {
  /** Names of workflow artifacts, each once. */
  readonly artifacts: readonly string[]
  /** Whether a change of governed files is held until all of them are there. */
  readonly required: boolean
}

export interface DeclarationSettings {
  /** Keys of trailers as written; each commit needs one. */
  readonly trailers: readonly string[]
  /** Those of them that say that no AI tool took part. */
  readonly withoutAi: readonly string[]
}

export interface RuleSetting extends RuleScope {
  readonly enabled?: boolean
  readonly severity?: Severity
  /** Never fewer than the rule itself asks for. */
  readonly humans?: number
  /** Beside those that the rule itself names; lower case. */
  readonly teams?: readonly string[]
  /** Of whom one must approve, beside whom the rule itself names; lower case. */
  readonly reviewers?: readonly string[]
  /** Whether no approval releases its findings; rules may have it so by themselves. */
  readonly block?: boolean
  /** False where neither waivers nor inline ignores act on its findings. */
  readonly waivers?: boolean
}

/** The list under `authorship.signatures`, and where its parts stand (paths are relative to the list). */
interface RawSignatures {
  readonly data: readonly unknown[]
  readonly valueAt: LocatedYaml['valueAt']
  readonly keyAt: LocatedYaml['keyAt']
}

/** What applies without a settings file, and where the file cannot be read. */
export const DEFAULT_SETTINGS: Settings = {
  ...NO_SCOPES,
  mode: 'enforce',
  rules: new Map(),
  hold: 'governed',
  machineUsers: new Set(),
  signatures: undefined,
  declaration: undefined,
  suggestions: 'director',
  humans: 2,
  teams: [],
  reviewers: [],
  codeowners: false,
  request: undefined,
  selfAcknowledgement: false,
  override: undefined,
  reminders: undefined,
  comments: { summary: false, review: false },
  plans: undefined,
  waivers: [],
}

export const SETTINGS_YML = '.github/countersign.yml'
const SETTINGS_YAML = '.github/countersign.yaml'

/** The two names that a settings file may have, as they are told to people. */
export interface SettingsNames {
  readonly yml: string
  readonly yaml: string
}

export const REPOSITORY_SETTINGS: SettingsNames = { yml: SETTINGS_YML, yaml: SETTINGS_YAML }

export interface ReadSettings {
  readonly settings: Settings
  /** The file the settings were read from. */
  readonly file: string | undefined
  /** False where a file is there and could not be read whole: the defaults apply, and the change must be held. */
  readonly readable: boolean
  readonly diagnostics: readonly Diagnostic[]
  /** The same with lines and columns. */
  readonly located: readonly LocatedDiagnostic[]
  /** The file as it is written; of one that cannot be read, only whose approval it asks for. Absent without a file. */
  readonly written?: SettingsFile
  readonly document?: Pick<LocatedYaml, 'valueAt' | 'keyAt' | 'text'>
  /** Where settings of several layers became one: which of them decided what. */
  readonly layers?: PolicyLayers
}

/**
 * Reads a repository's settings from the texts of the two possible files. Nothing of a file with an error applies:
 * half-read settings could be laxer than what was meant, the defaults are strict. Only whose approval it asks for stays.
 * `rules` are the rules there are, for the check of their names.
 */
export function readSettings(
  files: { readonly yml?: string | undefined; readonly yaml?: string | undefined },
  rules: readonly TunableRule[],
  names: SettingsNames = REPOSITORY_SETTINGS,
): ReadSettings {
  const { yml, yaml } = files
  if (yml !== undefined && yaml !== undefined) return unreadable(names.yaml, yaml, [bothFiles(names)])
  const file = yml === undefined ? names.yaml : names.yml
  const text = yml ?? yaml
  if (text === undefined) return NO_SETTINGS
  const document = readYaml(file, text)
  if (document.data === undefined) return unreadable(file, text, document.diagnostics)
  const parsed = settingsFileSchema.safeParse(document.data)
  const diagnostics = [
    ...(parsed.success ? [] : shapeProblems(document, parsed.error, 'settings-invalid', keysAt)),
    ...ruleSettingProblems(document, rules),
    ...scopeProblems(document, rules),
    ...waiverRuleProblems(document, rules),
  ]
  if (!parsed.success || diagnostics.some((diagnostic) => diagnostic.severity === 'error')) {
    return unreadable(file, text, diagnostics, document.data)
  }
  const settings = settingsOf(parsed.data, document, waiversOf(parsed.data, document))
  return { settings, file, readable: true, written: parsed.data, document, ...located(text, diagnostics) }
}

const NO_SETTINGS: ReadSettings = {
  settings: DEFAULT_SETTINGS,
  file: undefined,
  readable: true,
  diagnostics: [],
  located: [],
}

function unreadable(file: string, text: string, diagnostics: readonly Diagnostic[], data?: unknown): ReadSettings {
  const approvals = demandsIn(data)
  const { humans, teams, reviewers, codeowners } = approvalsOf(approvals)
  const settings = { ...DEFAULT_SETTINGS, humans, teams, reviewers, codeowners }
  const written = { version: 1, approvals } as const
  return { settings, file, readable: false, written, ...located(text, diagnostics) }
}

/** Whose approval a file asks for can only raise what the defaults ask: a mistake elsewhere in it takes nobody off. */
function demandsIn(data: unknown): SettingsFile['approvals'] {
  const parsed = z.object({ approvals: settingsFileSchema.shape.approvals }).safeParse(data)
  return parsed.data?.approvals && demandsOfApprovals(parsed.data.approvals)
}

function located(text: string, diagnostics: readonly Diagnostic[]): Pick<ReadSettings, 'diagnostics' | 'located'> {
  return { diagnostics, located: locate(text, diagnostics) }
}

function bothFiles({ yml, yaml }: SettingsNames): Diagnostic {
  return {
    severity: 'error',
    code: 'settings-twice',
    summary: `both ${yml} and ${yaml} exist`,
    detail: 'Which of them was meant cannot be known, so neither applies. Delete one of them.',
    subject: { file: yaml, start: 0, end: 0 },
  }
}

function keysAt(path: YamlPath): readonly string[] {
  const shape = settingsFileSchema.shape
  switch (path[0]) {
    case undefined:
      return Object.keys(shape)
    case 'rules':
      return RULE_SETTING_KEYS
    case 'authorship':
      return Object.keys(path[1] === 'declaration' ? declarationSchema.shape : shape.authorship.unwrap().shape)
    case 'reminders':
      return Object.keys(path[1] === 'escalation' ? escalationSchema.shape : remindersSchema.shape)
    case 'comments':
      return Object.keys(commentsSchema.shape)
    case 'environments':
    case 'policyKinds':
    case 'scopes':
      return scopeKeysAt(path)
    case 'plans':
      return Object.keys(shape.plans.unwrap().shape)
    case 'waivers':
      return Object.keys(waiverSchema.shape)
    default:
      return Object.keys(path[1] === 'override' ? overrideSchema.shape : shape.approvals.unwrap().shape)
  }
}

/**
 * What a file says, with the defaults where it says nothing. `document` tells where its signatures stand. Where several
 * layers became one file, `waivers` are those of each layer, which know their own places.
 */
export function settingsOf(
  file: SettingsFile,
  document: Pick<LocatedYaml, 'valueAt' | 'keyAt'>,
  waivers: readonly Waiver[],
): Settings {
  const { hold, machineUsers = [], agents = [], declaration, suggestions } = file.authorship ?? {}
  return {
    ...scopeSettingsOf(file),
    mode: file.mode ?? DEFAULT_SETTINGS.mode,
    rules: new Map(Object.entries(file.rules ?? {}).map(([id, setting]) => [id, ruleSettingOf(setting)])),
    hold: hold ?? DEFAULT_SETTINGS.hold,
    machineUsers: new Set([...machineUsers, ...agents].map((login) => login.toLowerCase())),
    signatures: signaturesOf(file.authorship, document),
    declaration: declaration && declarationOf(declaration),
    suggestions: suggestions ?? DEFAULT_SETTINGS.suggestions,
    ...approvalsOf(file.approvals),
    reminders: file.reminders && remindersOf(file.reminders),
    comments: { summary: file.comments?.summary ?? false, review: file.comments?.review ?? false },
    plans: file.plans && planSettingsOf(file.plans),
    waivers,
  }
}

/** Whose approval is asked for, of what `approvals` says. */
export function demandsOfApprovals(approvals: NonNullable<SettingsFile['approvals']>): SettingsFile['approvals'] {
  const { humans, teams, reviewers, codeowners } = approvals
  return { humans, teams, reviewers, codeowners }
}

type ApprovalSettings = Pick<
  Settings,
  'humans' | 'teams' | 'reviewers' | 'codeowners' | 'request' | 'selfAcknowledgement' | 'override'
>

function approvalsOf({
  humans = DEFAULT_SETTINGS.humans,
  teams = [],
  reviewers = [],
  codeowners = DEFAULT_SETTINGS.codeowners,
  request = DEFAULT_SETTINGS.request,
  selfAcknowledgement = DEFAULT_SETTINGS.selfAcknowledgement,
  override,
}: SettingsFile['approvals'] = {}): ApprovalSettings {
  return {
    humans,
    teams: lowerCase(teams),
    reviewers: lowerCase(reviewers),
    codeowners,
    request,
    selfAcknowledgement,
    override:
      override === undefined || override === 'off'
        ? undefined
        : { team: override.team.toLowerCase(), hours: override.hours ?? DEFAULT_OVERRIDE_HOURS },
  }
}

export const DEFAULT_OVERRIDE_HOURS = 4

function remindersOf({ afterHours, escalation }: NonNullable<SettingsFile['reminders']>): ReminderSettings {
  return { afterHours, escalation: escalation && { ...escalation, teams: lowerCase(escalation.teams) } }
}

/** What is listed, then one tool an agent of one's own: named by its account, recognised by it alone. */
function signaturesOf(
  authorship: SettingsFile['authorship'],
  document: Pick<LocatedYaml, 'valueAt' | 'keyAt'>,
): RawSignatures | undefined {
  const { signatures, agents = [] } = authorship ?? {}
  if (signatures === undefined && agents.length === 0) return undefined
  const at = (path: YamlPath): YamlPath => ['authorship', 'signatures', ...path]
  const own = agents.map((login) => {
    const id = `agent-${login.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`.slice(0, TOOL_ID_CHARS)
    return { id, name: login, signatures: [{ kind: 'account', login }] }
  })
  return {
    data: [...(signatures ?? []), ...own],
    valueAt: (path) => document.valueAt(at(path)),
    keyAt: (path) => document.keyAt(at(path)),
  }
}

const TOOL_ID_CHARS = 64

function declarationOf({
  trailers,
  withoutAi = trailers.filter((key) => key.toLowerCase() === 'no-ai'),
}: NonNullable<NonNullable<SettingsFile['authorship']>['declaration']>): DeclarationSettings {
  return { trailers, withoutAi }
}

function planSettingsOf({ artifact, required = false }: NonNullable<SettingsFile['plans']>): PlanSettings {
  return { artifacts: [...new Set([artifact].flat())], required }
}

function ruleSettingOf(setting: NonNullable<SettingsFile['rules']>[string]): RuleSetting {
  if (setting === 'off') return { enabled: false }
  if (typeof setting === 'string') return { severity: setting }
  return {
    ...ruleScopeOf(setting),
    ...(setting.enabled === undefined ? {} : { enabled: setting.enabled }),
    ...(setting.severity === undefined ? {} : { severity: setting.severity }),
    ...(setting.humans === undefined ? {} : { humans: setting.humans }),
    ...(setting.teams === undefined ? {} : { teams: lowerCase(setting.teams) }),
    ...(setting.reviewers === undefined ? {} : { reviewers: lowerCase(setting.reviewers) }),
    ...(setting.block === undefined ? {} : { block: setting.block }),
    ...(setting.waivers === undefined ? {} : { waivers: setting.waivers }),
  }
}
