import type { Suggestion } from './suggestion.ts'

/** Whether a suggestion holds a sensitive text, or a line of one, in whatever way it is escaped. */
export function showsSecret({ replaced, replacement }: Suggestion, secrets: ReadonlySet<string>): boolean {
  const shown = bare(`${replaced}\n${replacement}`)
  return [...secrets].some((secret) =>
    secret.split('\n').some((line) => bare(line).length >= MIN_LENGTH && shown.includes(bare(line))),
  )
}

/** Shorter lines stand everywhere. */
const MIN_LENGTH = 4

/** Without the backslashes of escapes; what is escaped by its number is no text that people write. */
function bare(text: string): string {
  return text.replaceAll(/[\\\r]/g, '').trim()
}
