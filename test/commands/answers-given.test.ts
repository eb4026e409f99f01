import { describe, expect, it } from 'vitest'
import { answerStanding, markedAnswer } from '../../src/core/commands/answers-given.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const QUESTION = { origin: 'comment-77', askerId: 11 }

/** An answer that was given so many minutes ago. */
function answer(origin: string, askerId: number, minutesAgo = 1) {
  const createdAt = new Date(NOW - minutesAgo * 60_000).toISOString()
  return { body: markedAnswer({ origin, askerId }, 'Because'), createdAt }
}

function answers(count: number, askerId: (index: number) => number, minutesAgo = 1) {
  return Array.from({ length: count }, (_, index) => answer(`comment-${100 + index}`, askerId(index), minutesAgo))
}

describe('a question', () => {
  it('is open where nothing answers it', () => {
    const others = [answer('comment-7', 11), answer('comment-777', 11), answer('button-77', 11)]
    expect(answerStanding(QUESTION, others, NOW)).toBe('open')
    expect(answerStanding(QUESTION, [], NOW)).toBe('open')
  })

  it('is answered however long ago that was, and whatever else was', () => {
    expect(answerStanding(QUESTION, [answer('comment-77', 11, 10_000)], NOW)).toBe('answered')
    expect(answerStanding(QUESTION, [...answers(9, () => 11), answer('comment-77', 11)], NOW)).toBe('answered')
  })

  it('is not answered by a text that quotes the answer to it', () => {
    const quote = { body: `Look:\n${answer('comment-77', 11).body}`, createdAt: '2026-03-01T11:59:00Z' }
    expect(answerStanding(QUESTION, [quote], NOW)).toBe('open')
  })

  it('of somebody who has had five answers within the hour is one too many', () => {
    expect(
      answerStanding(
        QUESTION,
        answers(4, () => 11),
        NOW,
      ),
    ).toBe('open')
    expect(
      answerStanding(
        QUESTION,
        answers(5, () => 11),
        NOW,
      ),
    ).toBe('too-many')
    expect(
      answerStanding(
        QUESTION,
        answers(5, () => 12),
        NOW,
      ),
    ).toBe('open')
    expect(
      answerStanding(
        QUESTION,
        answers(5, () => 11, 60),
        NOW,
      ),
    ).toBe('open')
  })

  it('on a pull request that has had thirty answers within the hour is one too many, whoever asks', () => {
    expect(
      answerStanding(
        QUESTION,
        answers(29, (index) => 100 + index),
        NOW,
      ),
    ).toBe('open')
    expect(
      answerStanding(
        QUESTION,
        answers(30, (index) => 100 + index),
        NOW,
      ),
    ).toBe('too-many')
  })
})
