/** `not-visible` is neither good nor bad: it was not seen. `warning`: the gate holds, but for a way round it. */
export type SetupSeverity = 'ok' | 'advice' | 'warning' | 'broken' | 'not-visible'

/** One thing that was looked at. Texts are sentences and may carry names of repositories, branches and files. */
export interface SetupFinding {
  /** Stable, e.g. `check-required`. */
  readonly id: string
  readonly severity: SetupSeverity
  /** Without a full stop. */
  readonly title: string
  /** Empty where the title says it all. */
  readonly detail: string
  /** The way out: the setting and where it is. Empty where there is nothing to do. */
  readonly fix: string
}

export interface SetupGroup {
  readonly heading: string
  readonly findings: readonly SetupFinding[]
}

export function fine(id: string, title: string, detail = ''): SetupFinding {
  return { id, severity: 'ok', title, detail, fix: '' }
}

export function notVisible(id: string, title: string, why: string, fix = ''): SetupFinding {
  return { id, severity: 'not-visible', title, detail: `Not visible: ${why}.`, fix }
}
