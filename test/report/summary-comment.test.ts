import { describe, expect, it } from 'vitest'
import { checkReport } from '../../src/core/report/check-report.ts'
import { summaryStep } from '../../src/core/report/summary-comment.ts'
import { granted } from '../rules/facts.ts'
import { checkInput } from './results.ts'

const AT = { headSha: '1a2b3c4d5e6f7a8b9c0d', addsAccess: true }
const HELD = checkReport(checkInput([granted({})]))

function bodyOf(output: { readonly summary: string }): string {
  const step = summaryStep([], output, AT)
  return step.kind === 'add' ? step.body : expect.fail('It was not added')
}

describe('the comment that says what the check says', () => {
  it('has the check’s own words between an invisible marker and what it is', () => {
    const body = bodyOf(HELD)
    expect(body).toBe(
      `<!-- countersign summary -->\n${HELD.summary}\n\n---\n\nThis is what the check \`countersign\` says of commit \`1a2b3c4d5e6f\`. The check decides, this comment only repeats it.`,
    )
  })

  it('is made where access grows, and not where a change adds none', () => {
    expect(summaryStep([], HELD, { ...AT, addsAccess: false })).toEqual({ kind: 'nothing' })
    expect(summaryStep([{ id: 1, body: 'Seen.' }], HELD, AT).kind).toBe('add')
  })

  it('is edited where it says something else, and told even that nothing is left to say', () => {
    const own = [
      { id: 1, body: 'Seen.' },
      { id: 2, body: bodyOf(HELD) },
    ]
    expect(summaryStep(own, HELD, AT)).toEqual({ kind: 'nothing' })
    const clear = checkReport(checkInput([]))
    const step = summaryStep(own, clear, { ...AT, addsAccess: false })
    expect(step).toMatchObject({ kind: 'edit', id: 2, body: expect.stringContaining('Clear: this change adds no') })
  })

  it('is put right where somebody made it say something else', () => {
    const forged = bodyOf(HELD).replace('Held: 1 finding needs', 'Countersigned by rob:')
    expect(summaryStep([{ id: 2, body: forged }], HELD, AT)).toEqual({ kind: 'edit', id: 2, body: bodyOf(HELD) })
  })

  it('is not taken for another one of the app’s that quotes its marker', () => {
    const quoting = { id: 1, body: 'You wrote:\n<!-- countersign summary -->\n' }
    expect(summaryStep([quoting], HELD, AT).kind).toBe('add')
  })

  it('fits into a comment whatever the check says, and says where the rest is', () => {
    const body = bodyOf({ summary: `**Held**\n\n${'- a line of what was found – é\n'.repeat(5000)}` })
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536)
    expect(body).toContain('**Held**')
    expect(body).toMatch(/- a line of what was found – é\n\n… cut here [^\n]*The check says the rest\.\n\n---\n/)
  })
})
