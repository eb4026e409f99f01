import { boundedText } from '../text/quoted-text.ts'
import type { Waiver } from './waiver.ts'

/** `The waiver at .github/countersign.yml:12`, to begin a sentence with. */
export function waiverName({ kind, at }: Pick<Waiver, 'kind' | 'at'>): string {
  return `The ${NAMES[kind]} at ${boundedText(at.file)}:${at.line}`
}

const NAMES: Readonly<Record<Waiver['kind'], string>> = { waiver: 'waiver', 'inline-ignore': 'inline ignore' }

/** A whole sentence: until when a finding is waived, who answers for that, why, and where it is written. */
export function waivedSentence({ until, approver, reason, kind, at }: Waiver): string {
  const words = JSON.stringify(boundedText(reason.replaceAll(/\s+/g, ' ').trim()))
  return `Waived until ${until} (UTC) by ${approver}, because ${words} (${NAMES[kind]} at ${boundedText(at.file)}:${at.line}).`
}
