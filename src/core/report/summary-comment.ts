import { byteLength } from '../text/byte-length.ts'
import { markerWords, ownMarker } from '../text/own-text.ts'
import type { CheckOutput } from './check-output.ts'
import { codeSpan } from './escape-markdown.ts'

/** What is to be done about the one comment that says what the check says. */
export type SummaryStep =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'add'; readonly body: string }
  | { readonly kind: 'edit'; readonly id: number; readonly body: string }

/**
 * `own` are the app's own comments on the pull request, oldest first. A comment that is there says the news, whatever it
 * is; a new one is made only where there is something to say. One that somebody has deleted is made anew: whoever wrote
 * a change could otherwise take its verdict out of the conversation.
 */
export function summaryStep(
  own: readonly { readonly id: number; readonly body: string }[],
  output: Pick<CheckOutput, 'summary'>,
  { headSha, addsAccess }: { readonly headSha: string; readonly addsAccess: boolean },
): SummaryStep {
  const body = summaryComment(output, headSha)
  const known = own.find((comment) => markerWords(comment.body)?.join() === NAME)
  if (known === undefined) return addsAccess ? { kind: 'add', body } : { kind: 'nothing' }
  // GitHub gives line feeds back as they were sent; what somebody else has edited is put right.
  return known.body === body ? { kind: 'nothing' } : { kind: 'edit', id: known.id, body }
}

/** GitHub refuses longer ones. Characters count for less than bytes, which is on the safe side. */
const MAX_BODY_BYTES = 65_536
const NAME = 'summary'

/** The check's own Markdown between an invisible marker and a line that says what this is. */
function summaryComment({ summary }: Pick<CheckOutput, 'summary'>, headSha: string): string {
  const opening = `${ownMarker(NAME)}\n`
  const closing = `\n\n---\n\nThis is what the check ${codeSpan('countersign')} says of commit ${codeSpan(headSha.slice(0, 12))}. The check decides, this comment only repeats it.`
  const room = MAX_BODY_BYTES - byteLength(opening + closing)
  return `${opening}${byteLength(summary) <= room ? summary : wholeLines(summary, room)}${closing}`
}

const CUT = '\n\n… cut here because GitHub limits the length of a comment. The check says the rest.'

/** The lines that fit, none of them in half. What is folded at the end closes with the comment. */
function wholeLines(text: string, room: number): string {
  let left = room - byteLength(CUT)
  const kept: string[] = []
  for (const line of text.split('\n')) {
    left -= byteLength(line) + 1
    if (left < 0) break
    kept.push(line)
  }
  return `${kept.join('\n')}${CUT}`
}
