import { answerStanding, markedAnswer, type Question } from '../core/commands/answers-given.ts'
import type { Clock } from '../ports/clock.ts'
import type { CommandJob } from '../ports/commands.ts'
import type { Comments } from '../ports/comments.ts'
import { Fault } from '../ports/fault.ts'

interface AnswerDependencies {
  readonly comments: Comments
  readonly releases: { readonly clock: Clock }
}

/**
 * Writes the answer to a question as a comment, unless it has one already. Returns why there is none, undefined where
 * there is. `write` makes the text, and is not called where none is to be written. Throws `Fault` where it is worth
 * trying again.
 */
export async function answerOnce(
  job: CommandJob,
  write: () => Promise<string>,
  dependencies: AnswerDependencies,
): Promise<string | undefined> {
  const { comments, releases } = dependencies
  const { key } = job
  const question = questionOf(job)
  const standing = answerStanding(question, await comments.own(key), releases.clock.now())
  if (standing === 'answered') return undefined
  if (standing === 'too-many') {
    await react(job, '-1', dependencies)
    return 'enough was answered within the last hour'
  }
  const text = markedAnswer(question, await write())
  try {
    await comments.add(key, text)
    return undefined
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error
    return error.message
  }
}

/** A sign on a comment that asks for something. It is no more than that: where GitHub does not take it, nothing is lost. */
export async function react(
  { key, asked }: CommandJob,
  reaction: 'eyes' | '+1' | '-1',
  { comments }: Pick<AnswerDependencies, 'comments'>,
): Promise<void> {
  if (asked.kind !== 'comment') return
  try {
    await comments.react(key, asked.commentId, reaction)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}

function questionOf({ by, asked }: CommandJob): Question {
  const origin = asked.kind === 'comment' ? `comment-${asked.commentId}` : `button-${asked.eventId}`
  return { origin, askerId: by.id }
}
