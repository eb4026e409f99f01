import type { Waiver } from '../rules/waiver.ts'
import { waiverContent } from '../rules/waiver-content.ts'
import { whyNotNow } from '../rules/weigh-waivers.ts'
import type { MergedChange, Replayed } from './replayed.ts'

/** One waiver of the settings over the history that was replayed. */
export interface WaiverUse {
  readonly waiver: Waiver
  /** Why it does not act any more, or not yet: a sentence; undefined where it acts. */
  readonly whyNotNow: string | undefined
  /** Changes with a finding that it took, when it stood at their base and acted at their time. */
  readonly changes: number
  /** Those findings. */
  readonly findings: number
  /** The newest of the changes. */
  readonly newest: MergedChange | undefined
}

/**
 * How often each waiver of settings was used in a history, which is given newest first; in the order of the settings.
 * One that was renewed is the same. `nowMs` is the time of asking, since the epoch.
 */
export function waiverUses(
  history: readonly Replayed[],
  waivers: readonly Waiver[],
  nowMs: number,
): readonly WaiverUse[] {
  return waivers.map((waiver) => {
    const content = waiverContent(waiver)
    const used = history.flatMap(({ change, verdict }) =>
      verdict.kind === 'failed'
        ? []
        : verdict.waived.filter((each) => each.waiver === content).map(({ findings }) => ({ change, findings })),
    )
    return {
      waiver,
      whyNotNow: whyNotNow(waiver, nowMs),
      changes: used.length,
      findings: used.reduce((sum, { findings }) => sum + findings, 0),
      newest: used[0]?.change,
    }
  })
}
