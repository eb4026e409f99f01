import { boundedText, quotedText } from '../text/quoted-text.ts'
import type { Release } from './decision.ts'

/** Whole sentences on a change that passes without a countersignature: by whom, why, and until when. */
export function releaseText(release: Release): string {
  switch (release.kind) {
    case 'override': {
      const { login, team, statedAt, expiresAt, reason } = release
      const words = JSON.stringify(boundedText(reason.replaceAll(/\s+/g, ' ').trim()))
      const who = `${login} (of ${quotedText(team)}) released it in an emergency on ${timeText(statedAt)}`
      return `NOBODY has countersigned this change. ${who}, for this reason: ${words}. That holds until ${timeText(expiresAt)}. Somebody independent has to look at it afterwards.`
    }
    case 'acknowledgement':
      return acknowledgedText(release.logins)
  }
}

/** `2026-03-01 10:10 UTC`. Of a time that can be read. */
export function timeText(time: string): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function acknowledgedText([author = 'The author', ...others]: readonly string[]): string {
  const who =
    others.length === 0
      ? `Its author ${author} has acknowledged it alone, since nobody else may write to this repository.`
      : `${[author, ...others].join(' and ')} have acknowledged it, who all answer for it: nobody else may write to this repository.`
  return `Nobody has countersigned this change. ${who}`
}
