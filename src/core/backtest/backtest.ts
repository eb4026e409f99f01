import type { BacktestDifference } from './difference.ts'
import type { MergedChange } from './replayed.ts'
import type { Tally } from './tally.ts'
import type { WaiverUse } from './waiver-uses.ts'

/** What was replayed, and with what. */
export interface BacktestScope {
  readonly revision: string
  /** The commit that the revision names. */
  readonly head: string
  /** True where the repository holds only a part of its history. */
  readonly shallow: boolean
  /** As asked for. */
  readonly since?: string
  readonly last?: number
  /** Of the changes that were replayed; absent where there are none. */
  readonly newest?: MergedChange
  readonly oldest?: MergedChange
  /** Names engine and rules, as a digest does. */
  readonly rules: string
  /** Likewise, of the second set of rules. */
  readonly against?: string
  readonly time: BacktestTime
  /** Absent where a local repository was replayed. */
  readonly installed?: InstalledScope
}

/** Where each change is a pull request of a repository that the app is installed on. */
export interface InstalledScope {
  /** `owner/name`, as GitHub spells it. */
  readonly name: string
  readonly url: string
  /** Steps of the branch, since the oldest pull request that was replayed, that none brought: they are left out. */
  readonly withoutPull: number
  /** False where there are older pull requests than are listed. */
  readonly complete: boolean
}

export interface BacktestTime {
  /** Of this run. */
  readonly elapsedMs: number
  /** Changes that this run has examined; an earlier one had examined the others. */
  readonly replayed: number
  /** Examinations at a time. */
  readonly jobs: number
  /** Of one change, over all that were examined: half of them took less. */
  readonly medianMs: number
}

/** A replay of history, by one set of rules or by two. */
export type Backtest =
  | {
      readonly kind: 'replay'
      readonly scope: BacktestScope
      readonly tally: Tally
      /** Those of the settings at the head; undefined where these cannot be read. */
      readonly waivers: readonly WaiverUse[] | undefined
    }
  | { readonly kind: 'difference'; readonly scope: BacktestScope; readonly difference: BacktestDifference }
