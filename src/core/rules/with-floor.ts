import {
  allowed,
  amongst,
  asked,
  by,
  common,
  decided,
  type FloorMerge,
  larger,
  type Merge,
  type MergedKeys,
  names,
  type PolicyLayer,
  preferred,
  type Refusal,
  refuse,
  shared,
  stricter,
  together,
  within,
} from './floor-merge.ts'
import { askedMode, isAskedFor, MODES, ruleWithFloor, type WrittenRule } from './rule-with-floor.ts'
import { dataWithFloor, environmentsWithFloor, policyKindsWithFloor, scopesWithFloor } from './scopes-with-floor.ts'
import { DEFAULT_OVERRIDE_HOURS } from './settings.ts'
import type { SettingsFile } from './settings-schema.ts'

/** Two layers as one file, and what came of it. */
export interface WithFloor {
  readonly file: SettingsFile
  /** Who decided each value that is not built in, by its path in the file, joined with dots. */
  readonly decidedBy: ReadonlyMap<string, PolicyLayer>
  readonly refusals: readonly Refusal[]
}

/**
 * A repository's settings above its organisation's floor. What the organisation writes applies where the repository is
 * silent; where both write, the stricter value does, and what would be laxer is refused. Both are valid files.
 */
export function withFloor(repository: SettingsFile, organisation: SettingsFile): WithFloor {
  const decidedBy = new Map<string, PolicyLayer>()
  const refusals: Refusal[] = []
  const merge = { path: [], decidedBy, refusals }
  const at = (key: keyof SettingsFile) => within(merge, key)
  const file: MergedKeys<SettingsFile> & SettingsFile = {
    version: 1,
    mode: stricter(MODES)(organisation.mode, repository.mode, at('mode')),
    rules: rules(organisation, repository, at('rules')),
    scopes: scopesWithFloor(organisation.scopes, repository.scopes, enforcedRules(organisation), at('scopes')),
    environments: environmentsWithFloor(organisation.environments, repository.environments, at('environments')),
    dataClassification: dataWithFloor(
      organisation.dataClassification,
      repository.dataClassification,
      at('dataClassification'),
    ),
    policyKinds: policyKindsWithFloor(organisation.policyKinds, repository.policyKinds, at('policyKinds')),
    authorship: authorship(organisation.authorship, repository.authorship, at('authorship')),
    approvals: approvals(organisation.approvals, repository.approvals, at('approvals')),
    reminders: reminders(organisation.reminders, repository.reminders, at('reminders')),
    comments: comments(organisation.comments, repository.comments, at('comments')),
    waivers: waivers(organisation, repository, at('waivers')),
    // Each layer's folders are read where its file is: nothing is to be merged but the rules in them.
    ruleFolders: preferred<Folders>()(undefined, repository.ruleFolders, at('ruleFolders')),
    plans: plans(organisation.plans, repository.plans, at('plans')),
  }
  return { file, decidedBy, refusals }
}

type Folders = NonNullable<SettingsFile['ruleFolders']>
type Rules = NonNullable<SettingsFile['rules']>
type Authorship = NonNullable<SettingsFile['authorship']>
type Declaration = NonNullable<Authorship['declaration']>
type Approvals = NonNullable<SettingsFile['approvals']>
type Override = NonNullable<Approvals['override']>
type Reminders = NonNullable<SettingsFile['reminders']>
type Escalation = NonNullable<Reminders['escalation']>
type Comments = NonNullable<SettingsFile['comments']>
type Plans = NonNullable<SettingsFile['plans']>

function rules(organisation: SettingsFile, repository: SettingsFile, merge: FloorMerge): Rules {
  const [asks = {}, wants = {}] = [organisation.rules, repository.rules]
  const ids = new Set([...Object.keys(asks), ...Object.keys(wants)])
  const rule = (id: string): [string, WrittenRule] => [
    id,
    ruleWithFloor(own(asks, id), own(wants, id), organisation.mode, within(merge, id)),
  ]
  return Object.fromEntries([...ids].map(rule))
}

/** Rules that hold the merge wherever they act; undefined where all of them do. */
function enforcedRules({ mode, rules: written = {} }: SettingsFile): readonly string[] | undefined {
  if (mode === 'enforce') return undefined
  const named = Object.entries(written).filter(
    ([, rule]) => typeof rule === 'object' && askedMode(rule, mode) === 'enforce',
  )
  return named.map(([id]) => id)
}

/** A repository waives nothing that its organisation asks for. */
function waivers(organisation: SettingsFile, repository: SettingsFile, merge: FloorMerge): SettingsFile['waivers'] {
  const kept = (repository.waivers ?? []).filter(({ rule }, index) => {
    const isKept = mayWaive(organisation, rule)
    if (!isKept) refuse(within(merge, index, 'rule'), `\`${rule}\` without waivers`)
    return isKept
  })
  const all = [...(organisation.waivers ?? []), ...kept]
  return all.length === 0 ? undefined : by(kept.length === 0 ? 'organisation' : 'repository', all, merge)
}

/** Whether a repository may waive findings of a rule. */
export function mayWaive({ rules: written = {} }: SettingsFile, id: string): boolean {
  const rule = own(written, id)
  return !isAskedFor(rule) || (typeof rule === 'object' && rule.waivers === true)
}

/** The names are what people write: `constructor` is none that every object has. */
function own(written: Rules, id: string): WrittenRule | undefined {
  return Object.hasOwn(written, id) ? written[id] : undefined
}

const authorship: Merge<Authorship> = (organisation, repository, merge) => {
  const at = (key: keyof Authorship) => within(merge, key)
  const merged: MergedKeys<Authorship> = {
    hold: stricter<NonNullable<Authorship['hold']>>(['broadening', 'governed', 'any'])(
      organisation?.hold,
      repository?.hold,
      at('hold'),
    ),
    machineUsers: names(organisation?.machineUsers, repository?.machineUsers, at('machineUsers')),
    agents: names(organisation?.agents, repository?.agents, at('agents')),
    declaration: declaration(organisation?.declaration, repository?.declaration, at('declaration')),
    suggestions: stricter<NonNullable<Authorship['suggestions']>>(['allow', 'director'])(
      organisation?.suggestions,
      repository?.suggestions,
      at('suggestions'),
    ),
    signatures: together<unknown>((tool) => JSON.stringify(tool))(
      organisation?.signatures,
      repository?.signatures,
      at('signatures'),
    ),
  }
  return merged
}

/** One of the trailers is enough, so that every further one is laxer; so is every further word for `no tool`. */
const declaration: Merge<Declaration> = decided((organisation, repository, merge) => {
  const trailers = common(organisation.trailers, repository.trailers, within(merge, 'trailers'))
  const { withoutAi } = repository
  const denials = denialsOf(organisation)
  const kept = withoutAi === undefined ? denials : shared(denials, withoutAi, within(merge, 'withoutAi'))
  return { trailers, withoutAi: shared(trailers, kept) }
})

function denialsOf({ trailers, withoutAi }: Declaration): string[] {
  return withoutAi ?? trailers.filter((key) => key.toLowerCase() === 'no-ai')
}

const approvals: Merge<Approvals> = (organisation, repository, merge) => {
  const at = (key: keyof Approvals) => within(merge, key)
  const merged: MergedKeys<Approvals> = {
    humans: larger<number>(Number)(organisation?.humans, repository?.humans, at('humans')),
    teams: names(organisation?.teams, repository?.teams, at('teams')),
    reviewers: amongst(organisation?.reviewers, repository?.reviewers, at('reviewers')),
    codeowners: asked(organisation?.codeowners, repository?.codeowners, at('codeowners')),
    request: preferred<boolean>()(organisation?.request, repository?.request, at('request')),
    selfAcknowledgement: allowed(
      organisation?.selfAcknowledgement,
      repository?.selfAcknowledgement,
      at('selfAcknowledgement'),
    ),
    override: override(organisation?.override, repository?.override, at('override')),
  }
  return merged
}

/** A repository names its team; where the organisation names one, no other, and not for longer. */
const override: Merge<Override> = (organisation, repository, merge) => {
  if (repository === undefined) return undefined
  if (organisation === undefined || repository === 'off') return by('repository', repository, merge)
  if (organisation === 'off') {
    refuse(merge, '`off`: nobody may release a held change')
    return by('organisation', 'off', merge)
  }
  if (organisation.team.toLowerCase() !== repository.team.toLowerCase()) {
    refuse(within(merge, 'team'), `\`${organisation.team}\`, so nobody may release a held change`)
    return by('organisation', 'off', merge)
  }
  const hours = sooner(hoursOf(organisation), hoursOf(repository), within(merge, 'hours'))
  return { team: by('repository', repository.team, within(merge, 'team')), ...(hours === undefined ? {} : { hours }) }
}

function hoursOf({ hours = DEFAULT_OVERRIDE_HOURS }: Exclude<Override, 'off'>): number {
  return hours
}

/** The sooner it is, or the shorter it lasts, the stricter. */
const sooner: Merge<number> = larger((hours) => -hours)

const reminders: Merge<Reminders> = decided((organisation, repository, merge) => {
  const merged: MergedKeys<Reminders> = {
    afterHours: sooner(organisation.afterHours, repository.afterHours, within(merge, 'afterHours')),
    escalation: escalation(organisation.escalation, repository.escalation, within(merge, 'escalation')),
  }
  return { ...merged, afterHours: merged.afterHours ?? organisation.afterHours }
})

const escalation: Merge<Escalation> = decided((organisation, repository, merge) => {
  const merged: MergedKeys<Escalation> = {
    afterHours: sooner(organisation.afterHours, repository.afterHours, within(merge, 'afterHours')),
    teams: names(organisation.teams, repository.teams, within(merge, 'teams')),
  }
  return { afterHours: merged.afterHours ?? organisation.afterHours, teams: merged.teams ?? organisation.teams }
})

const comments: Merge<Comments> = (organisation, repository, merge) => {
  const at = (key: keyof Comments) => within(merge, key)
  const merged: MergedKeys<Comments> = {
    summary: preferred<boolean>()(organisation?.summary, repository?.summary, at('summary')),
    review: preferred<boolean>()(organisation?.review, repository?.review, at('review')),
  }
  return merged
}

/** Plans only add to what is found, so that more of them are never laxer. */
const plans: Merge<Plans> = decided((organisation, repository, merge) => {
  const at = (key: keyof Plans) => within(merge, key)
  const artifacts = together<string>(String)(
    [organisation.artifact].flat(),
    [repository.artifact].flat(),
    at('artifact'),
  )
  const merged: MergedKeys<Plans> = {
    artifact: artifacts ?? organisation.artifact,
    required: asked(organisation.required, repository.required, at('required')),
  }
  return { ...merged, artifact: merged.artifact ?? organisation.artifact }
})
