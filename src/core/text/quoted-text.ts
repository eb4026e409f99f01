import { visibleText } from './visible-text.ts'

/**
 * A name or value of the user's inside of a sentence: visible, bounded (a very long one keeps its start and its end),
 * and in quotes where it could be read as words of the sentence.
 */
export function quotedText(text: string): string {
  const value = boundedText(text)
  return /[\s"`]/.test(value) || value === '' ? JSON.stringify(value) : value
}

/** The same without quotes, for what is a sentence already. */
export function boundedText(text: string): string {
  const visible = visibleText(text)
  return visible.length <= MAX_SHOWN ? visible : `${visible.slice(0, KEPT_START)}…${visible.slice(-KEPT_END)}`
}

const MAX_SHOWN = 300
const KEPT_START = 200
const KEPT_END = 80
