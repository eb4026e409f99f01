/** How far the log of webhooks has been swept. All times are GitHub's own, ISO 8601: no two clocks are compared. */
export interface SweepProgress {
  /** Every failed attempt up to here was dealt with, but for those of `behind`. */
  readonly sweptUntil: string
  /** A stretch that one sweep could not finish: it goes from a cursor of GitHub's back to a time. */
  readonly behind?: { readonly cursor: string; readonly until: string }
}

/** What sweeps remember between processes. Every method throws `Fault`. */
export interface SweepRecords {
  progress(): Promise<SweepProgress | undefined>
  setProgress(progress: SweepProgress): Promise<void>
  /** Which of these deliveries are stored and were not given up on, and which of those are handled. */
  known(guids: readonly string[]): Promise<ReadonlyMap<string, 'pending' | 'handled'>>
}
