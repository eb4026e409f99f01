import { outlineOf } from '../../core/syntax/hcl/outline.ts'
import type { OpinionReading, SecondOpinion } from '../../ports/second-opinion.ts'
import { type ParserThread, type ParserThreadLimits, startParserThread } from './parser-thread.ts'

export interface SecondOpinionLimits extends ParserThreadLimits {
  /** UTF-16 units of one file; hcl2-parser reads some 100,000 of them a second. */
  readonly textLength: number
}

export const DEFAULT_SECOND_OPINION_LIMITS: SecondOpinionLimits = {
  textLength: 300_000,
  startMs: 20_000,
  answerMs: 5_000,
  heapMegabytes: 256,
}

/** Deeper than any body that the first parser reads; what lies deeper still counts as a value. */
const OUTLINE_DEPTH = 1_000

/**
 * Asks hcl2-parser, an independent implementation, in a thread of its own. The thread is ended where a file takes
 * too long or makes the parser throw, since it answers nothing sensible after that; the next file gets a new one.
 */
export function hclSecondOpinion(limits: SecondOpinionLimits = DEFAULT_SECOND_OPINION_LIMITS): SecondOpinion {
  let thread: ParserThread | undefined
  let closed = false
  let turn: Promise<unknown> = Promise.resolve()

  const answer = async (text: string): Promise<OpinionReading> => {
    if (closed) return noOpinion('the second parser was already closed')
    thread ??= startParserThread(limits)
    const reply = await thread.ask(text)
    if (reply.kind === 'json') return readingOf(reply.json)
    if (!reply.usable) {
      await thread.end()
      thread = undefined
    }
    return noOpinion(reply.reason)
  }

  return {
    read(_path, text) {
      if (text.length > limits.textLength) {
        const reason = `it has ${text.length} characters, and the second parser takes up to ${limits.textLength}`
        return Promise.resolve(noOpinion(reason))
      }
      const reading = turn.then(() => answer(text))
      turn = reading
      return reading
    },
    async close() {
      closed = true
      await thread?.end()
      await turn
    },
  }
}

function noOpinion(reason: string): OpinionReading {
  return { kind: 'no-opinion', reason }
}

function readingOf(json: string): OpinionReading {
  try {
    return { kind: 'outline', outline: outlineOf(JSON.parse(json), OUTLINE_DEPTH) }
  } catch (error) {
    return noOpinion(
      `the second parser answered with malformed JSON (${error instanceof Error ? error.message : error})`,
    )
  }
}
