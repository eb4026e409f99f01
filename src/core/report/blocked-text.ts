import { plural } from '../text/figures.ts'

/** Which rules block, with the verb for one and for more of them: `access/any-resource and 2 more rules block`. */
export function blockedText([first = '', ...rest]: readonly string[], one = 'blocks', more = 'block'): string {
  return rest.length === 0 ? `${first} ${one}` : `${first} and ${plural(rest.length, 'more rule')} ${more}`
}

/** What a change needs that is not clear. Where a rule blocks, no approval is enough. */
export function needText(blockedBy: readonly string[]): string {
  return blockedBy.length === 0 ? 'needs a second human' : `${blockedText(blockedBy)} the merge whoever approves`
}
