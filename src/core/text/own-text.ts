/**
 * The first line of a text that the app keeps on GitHub and finds again: an HTML comment, which GitHub does not show.
 * `words` are lower-case letters, digits and hyphens. It only counts in texts of the app's own account.
 */
export function ownMarker(...words: readonly string[]): string {
  return `${OPENING}${words.join(' ')} -->`
}

/** The words of the marker that a text begins with; undefined where it begins with none. */
export function markerWords(text: string): readonly string[] | undefined {
  return MARKER.exec(text)?.[1]?.split(' ')
}

const OPENING = '<!-- countersign '
/** At the very start: what stands further below may be a quotation of what a pull request says. */
const MARKER = /^<!-- countersign ([a-z0-9 -]+?) -->(?:\r?\n|$)/
