import { asksForTags } from '../rules/data-labels.ts'
import type { Settings } from '../rules/settings.ts'

/**
 * The keys of settings that change and that judging the same facts again says nothing of: they decide what is found out
 * of a change (its authors, its plans), or who may release what is held.
 */
export function untriedSettings(before: Settings, after: Settings): readonly string[] {
  return Object.values(TRIED).flatMap((each) => {
    if (each === true || textOf(each.read(before)) === textOf(each.read(after))) return []
    return [each.key]
  })
}

/** A part of settings that is not tried, as people know it. */
interface Untried {
  readonly key: string
  readonly read: (settings: Settings) => unknown
}

/** True where judging anew tells what changes, or nothing of a verdict does. */
const TRIED: { readonly [Part in keyof Settings]: true | Untried } = {
  mode: true,
  rules: true,
  scopes: true,
  environments: true,
  waivers: true,
  humans: true,
  teams: true,
  reviewers: true,
  request: true,
  reminders: true,
  comments: true,
  // What is not governed is looked at with `any` alone.
  hold: { key: 'authorship.hold: any', read: ({ hold }) => hold === 'any' },
  // Tags are read where some are asked for.
  dataClassification: {
    key: 'dataClassification (tags)',
    read: ({ dataClassification }) => asksForTags(dataClassification),
  },
  machineUsers: { key: 'authorship.machineUsers', read: ({ machineUsers }) => [...machineUsers].sort() },
  signatures: { key: 'authorship.signatures', read: ({ signatures }) => signatures?.data },
  declaration: { key: 'authorship.declaration', read: ({ declaration }) => declaration },
  suggestions: { key: 'authorship.suggestions', read: ({ suggestions }) => suggestions },
  codeowners: { key: 'approvals.codeowners', read: ({ codeowners }) => codeowners },
  selfAcknowledgement: {
    key: 'approvals.selfAcknowledgement',
    read: ({ selfAcknowledgement }) => selfAcknowledgement,
  },
  override: { key: 'approvals.override', read: ({ override }) => override },
  plans: { key: 'plans', read: ({ plans }) => plans },
  policyKinds: { key: 'policyKinds', read: ({ policyKinds }) => policyKinds },
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? ''
}
