import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Suggestion, wholeLines } from '../suggestion/suggestion.ts'
import { fenced } from './fenced.ts'

/** What leads to a suggestion. */
export const SUGGESTED = 'This takes it away, which was tried, and brings nothing else:'

/** Lines that GitHub offers to take over with one click, in the place of those that the comment stands on. */
export function suggestionBlock({ replacement }: Pick<Suggestion, 'replacement'>): string {
  return fenced('suggestion', wholeLines(replacement).map(withoutEnd))
}

/** A comment's text in which nothing can be taken over any more: what it was offered for is gone. */
export function withoutOffers(body: string): string {
  return body.replaceAll(/^(`{3,})suggestion(?=\r?$)/gm, '$1text')
}

/** What would go and what would come, for where nothing can be taken over with a click. */
export function suggestionDiff({ replaced, replacement }: Suggestion): string {
  const signed = (sign: string, text: string) => wholeLines(text).map((line) => `${sign}${withoutEnd(line)}`)
  return fenced('diff', [...signed('-', replaced), ...signed('+', replacement)])
}

/** `line 4` or `lines 4-6`. */
export function suggestedLines({ startLine, endLine }: Suggestion): string {
  return startLine === endLine ? `line ${startLine}` : `lines ${startLine}-${endLine}`
}

/** What a comment with a suggestion is known by: these lines in the place of those, wherever they stand. */
export function suggestionMark({ replaced, replacement }: Suggestion): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([replaced, replacement])))).slice(0, MARK_LENGTH)
}

const MARK_LENGTH = 16

function withoutEnd(line: string): string {
  return line.replace(/\r?\n$/, '')
}
