import { describe, expect, it } from 'vitest'
import { type ChangedPlace, lineComments, MAX_LINE_COMMENTS } from '../../src/core/report/line-comments.ts'
import { reviewComment } from '../../src/core/report/review-comment.ts'
import type { Finding } from '../../src/core/rules/finding.ts'
import { governance, granted } from '../rules/facts.ts'
import { resultOf } from './results.ts'

const QUIET = { comments: [], reviews: [] }
const LINE: ChangedPlace = { side: 'head', startLine: 7, endLine: 7 }

/** In the order of their numbers; what stands in one place comes in the order of its digests otherwise. */
function findings(count: number): readonly Finding[] {
  const facts = Array.from({ length: count }, (_, index) => granted({ actions: [`s3:Action${index}`] }))
  return facts.flatMap((fact) => resultOf([fact]).findings)
}

function onLines(all: readonly Finding[]): ReadonlyMap<string, ChangedPlace> {
  return new Map(all.map(({ digest }) => [digest, LINE]))
}

/** What the app has told once it has done what was planned. */
function done(plan: ReturnType<typeof lineComments>) {
  return { comments: plan.add.map(({ body }, index) => ({ id: index + 1, body })), reviews: [plan.body] }
}

describe('comments on lines', () => {
  const [first, second, ...others] = findings(2)
  const two = first && second && others.length === 0 ? [first, second] : expect.fail('There are two findings')

  it('are one a finding that stands on lines of the change', () => {
    const plan = lineComments(two, onLines(two.slice(0, 1)), QUIET)
    expect(plan.add).toEqual([{ path: 'main.tf', ...LINE, body: reviewComment(two[0] ?? expect.fail()) }])
    expect(plan.edit).toEqual([])
    expect(plan.body).toMatch(/^<!-- countersign findings [0-9a-f]{64} -->\n1 finding of the check `countersign`/)
  })

  it('say what is gained, why that matters and how to narrow it', () => {
    const body = reviewComment(two[0] ?? expect.fail())
    expect(body).toMatch(/^<!-- countersign finding [0-9a-f]{64} -->\n\*\*high: Allows `s3:Action0`/)
    for (const part of ['Newly possible', 'For example', 'Why it matters', 'How to narrow it', 'access/broader-access'])
      expect(body).toContain(part)
    expect(body).not.toContain('```')
  })

  it('are never made twice', () => {
    const told = done(lineComments(two, onLines(two), QUIET))
    expect(lineComments(two, onLines(two), told)).toMatchObject({ add: [], edit: [] })
  })

  it('are not made again where somebody has deleted them', () => {
    const { reviews } = done(lineComments(two, onLines(two), QUIET))
    expect(lineComments(two, onLines(two), { comments: [], reviews })).toMatchObject({ add: [], edit: [] })
  })

  it('say that their finding is gone, once, and speak again when it is back', () => {
    const told = done(lineComments(two, onLines(two), QUIET))
    const [gone, ...none] = lineComments(two.slice(1), onLines(two), told).edit
    expect([gone?.id, none]).toEqual([1, []])
    expect(gone?.body).toMatch(/^<!-- countersign finding [0-9a-f]{64} -->\n\*\*No longer found:\*\*/)
    expect(gone?.body).toContain('<summary>What was found here before</summary>\n\n**high: Allows `s3:Action0`')
    const after = { ...told, comments: [gone ?? expect.fail(), ...told.comments.slice(1)] }
    expect(lineComments(two.slice(1), onLines(two), after).edit).toEqual([])
    expect(lineComments(two, onLines(two), after)).toMatchObject({ add: [], edit: [{ id: 1 }] })
  })

  it('are the most severe first, and a limited number a pull request', () => {
    const notice = resultOf([governance('settings-changed')]).findings
    const many = [...notice.map((each) => ({ ...each, severity: 'low' as const })), ...findings(40)]
    const plan = lineComments(many, onLines(many), QUIET)
    expect(plan.add.length).toBe(MAX_LINE_COMMENTS)
    expect(plan.add.every(({ path }) => path === 'main.tf')).toBe(true)
    expect(lineComments(many, onLines(many), done(plan)).add).toEqual([])
  })

  it('of others are left alone, whatever they quote', () => {
    const body = `You wrote:\n${reviewComment(two[0] ?? expect.fail())}`
    expect(lineComments([], new Map(), { comments: [{ id: 1, body }], reviews: [body] }).edit).toEqual([])
    expect(lineComments(two, onLines(two), { comments: [], reviews: [body] }).add.length).toBe(2)
  })
})
