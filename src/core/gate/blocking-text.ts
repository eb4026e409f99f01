import { quotedText } from '../text/quoted-text.ts'

/** The beginning of a sentence: `access/any-resource blocks`, `access/any-resource, access/broader-trust block`. */
export function blockingText(rules: readonly string[]): string {
  return `${rules.map(quotedText).join(', ')} ${rules.length === 1 ? 'blocks' : 'block'}`
}
