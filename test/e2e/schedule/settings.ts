/** Settings that the schedule's people choose from, as text and as what they ask for. */
export interface ScheduledSettings {
  readonly text: string
  readonly humans: number
  /** Somebody of the team `security` has to approve. */
  readonly team: boolean
  /** Dave, who owns the policy, has to approve. */
  readonly owners: boolean
  readonly machineUsers: readonly string[]
}

const NONE = { text: 'version: 1\n', humans: 2, team: false, owners: false, machineUsers: [] } as const

export const SETTINGS: readonly [ScheduledSettings, ...ScheduledSettings[]] = [
  NONE,
  { ...NONE, text: 'version: 1\napprovals: { humans: 3 }\n', humans: 3 },
  { ...NONE, text: 'version: 1\napprovals: { teams: [security] }\n', team: true },
  { ...NONE, text: 'version: 1\napprovals: { codeowners: true }\n', owners: true },
  { ...NONE, text: 'version: 1\nauthorship: { machineUsers: [bob] }\n', machineUsers: ['bob'] },
]

/** What a settings file asks for; undefined is a branch without one. */
export function settingsOf(text: string | undefined): ScheduledSettings {
  return SETTINGS.find((each) => each.text === text) ?? NONE
}
