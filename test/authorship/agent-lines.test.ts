import { describe, expect, it } from 'vitest'
import { agentLines } from '../../src/core/authorship/agent-lines.ts'
import type {
  AgentLines,
  AgentNote,
  CommitAuthorship,
  CommitVerdict,
  LineOrigin,
} from '../../src/core/authorship/authorship.ts'
import fc from '../seeded-properties.ts'

const [AI, HUMAN, OLD] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)]
const PATH = 'main.tf'

function commit(sha: string, verdict: CommitVerdict, tools: readonly string[] = ['cursor']): CommitAuthorship {
  const evidence = tools.map((tool) => ({ tool, where: 'trailer', match: tool, strength: 'trailer' }) as const)
  return verdict === 'human'
    ? { sha, verdict, tool: null, evidence: [] }
    : { sha, verdict, tool: tools[0] ?? null, evidence }
}

function origin(sha: string, startLine: number, endLine: number, there?: number, path = PATH): LineOrigin {
  return { sha, startLine, endLine, ...(there === undefined ? {} : { original: { path, startLine: there } }) }
}

function note(sha: string, tool: string, lines: readonly (readonly [number, number])[], path = PATH): AgentNote {
  const files: readonly AgentLines[] = [{ path, lines: lines.map(([startLine, endLine]) => ({ startLine, endLine })) }]
  return { sha, tool, files: lines.length === 0 ? [] : files }
}

function check(expected: string, ...given: Parameters<typeof agentLines>): void {
  const lines = agentLines(...given)
  const shown = lines?.map(({ startLine, endLine, tool, known }) => `${startLine}-${endLine} ${tool} by ${known}`)
  expect(shown?.join(', ')).toBe(expected)
}

const FILE = [origin(OLD, 1, 3, 1), origin(AI, 4, 9, 14), origin(HUMAN, 10, 12, 10), origin(AI, 13, 13, 2)]

describe('lines of AI tools', () => {
  it('are all those of a commit with evidence and without a note', () => {
    check('4-9 cursor by commit, 13-13 cursor by commit', FILE, [commit(AI, 'ai-assisted'), commit(HUMAN, 'human')], [])
    check('4-9 cursor by commit, 13-13 cursor by commit', FILE, [commit(AI, 'ai')], [])
  })

  it('are none of commits by humans and of automation that is not AI, nor of commits before the change', () => {
    check('', FILE, [commit(AI, 'bot', ['dependabot']), commit(HUMAN, 'human')], [])
    check('', FILE, [], [])
  })

  it('are exactly those that a note names, at their place in head, where nothing else marks the commit', () => {
    const lines = [
      note(AI, 'cursor', [
        [2, 2],
        [15, 16],
        [18, 40],
      ]),
    ]
    check('5-6 cursor by note, 8-9 cursor by note, 13-13 cursor by note', FILE, [commit(AI, 'human')], lines)
    check('', FILE, [commit(AI, 'human')], [note(AI, 'cursor', [[15, 16]], 'other.tf')])
  })

  it('may be the rest of a commit that carries the mark of the tool, too: a note acquits nothing', () => {
    const rest = '4-4 cursor by beside-note, 5-6 cursor by note, 7-9 cursor by beside-note, 13-13 cursor by beside-note'
    check(rest, FILE, [commit(AI, 'ai-assisted')], [note(AI, 'cursor', [[15, 16]])])
    const all = '4-9 cursor by beside-note, 13-13 cursor by beside-note'
    check(all, FILE, [commit(AI, 'ai-assisted')], [note(AI, 'cursor', [[15, 16]], 'other.tf')])
  })

  it('are told by a note alone too', () => {
    check('4-4 claude-code by note', FILE, [commit(AI, 'human')], [note(AI, 'claude-code', [[14, 14]])])
    check('4-4 claude-code by note', FILE, [], [note(AI, 'claude-code', [[14, 14]])])
  })

  it('are found by the name that the file had in the commit', () => {
    const file = [origin(AI, 1, 2, 7, 'old.tf')]
    check('2-2 cursor by note', file, [], [note(AI, 'cursor', [[8, 8]], 'old.tf')])
    check('', file, [], [note(AI, 'cursor', [[8, 8]])])
  })

  it('are all of the commit where a note tells no lines, or their place in head is not known', () => {
    check('4-9 cursor by commit, 13-13 cursor by commit', FILE, [commit(AI, 'ai-assisted')], [note(AI, 'cursor', [])])
    const unplaced = [origin(AI, 1, 5), origin(AI, 6, 8, 1)]
    const lines = [note(AI, 'cursor', [[2, 2]])]
    check('1-5 cursor by commit, 7-7 cursor by note', unplaced, [], lines)
  })

  it('are none where the note alone speaks of a tool and says that nothing is left of its lines', () => {
    const written: AgentNote = { sha: AI, tool: 'cursor', files: [], noLines: true }
    check('', FILE, [commit(AI, 'human')], [written])
    check('4-4 codex by note', FILE, [commit(AI, 'human')], [written, note(AI, 'codex', [[14, 14]])])
    check('4-9 cursor by beside-note, 13-13 cursor by beside-note', FILE, [commit(AI, 'ai-assisted')], [written])
  })

  it('of two tools go to the one that the notes name for them', () => {
    const notes = [note(AI, 'codex', [[16, 18]]), note(AI, 'cursor', [[14, 16]])]
    const expected = '4-6 cursor by note, 7-8 codex by note'
    check(expected, FILE, [commit(AI, 'human')], notes)
    const rest = `${expected}, 9-9 cursor by beside-note, 13-13 cursor by beside-note`
    check(rest, FILE, [commit(AI, 'ai-assisted', ['cursor', 'codex'])], notes)
  })

  it('are the rest of the commit for a tool that no note tells of', () => {
    const commits = [commit(AI, 'ai-assisted', ['cursor', 'devin'])]
    const expected = '4-4 cursor by note, 5-9 devin by commit, 13-13 devin by commit'
    check(expected, FILE, commits, [note(AI, 'cursor', [[14, 14]])])
  })

  it('are all of a commit whose author is the tool, whatever a note says', () => {
    const expected = '4-9 cursor by commit, 13-13 cursor by commit'
    check(expected, FILE, [commit(AI, 'ai')], [{ sha: AI, tool: 'cursor', files: [], noLines: true }])
    check(
      expected.replace('4-9', '4-4 cursor by note, 5-9'),
      FILE,
      [commit(AI, 'ai')],
      [note(AI, 'cursor', [[14, 14]])],
    )
  })

  it('are not known where the origin of a line is not', () => {
    const commits = [commit(AI, 'ai')]
    expect(agentLines(undefined, commits, [])).toBeUndefined()
    expect(agentLines([origin(AI, 2, 3)], commits, [])).toBeUndefined()
    expect(agentLines([origin(AI, 1, 3), origin(OLD, 5, 6)], commits, [])).toBeUndefined()
    expect(agentLines([origin(AI, 1, 3), origin(OLD, 3, 6)], commits, [])).toBeUndefined()
    expect(agentLines([origin(AI, 1, 0)], commits, [])).toBeUndefined()
    expect(agentLines([], commits, [])).toEqual([])
  })
})

describe('lines of AI tools, whatever the history', () => {
  const shas = ['1', '2', '3', '4'].map((digit) => digit.repeat(40))
  const sha = fc.constantFrom(...shas)
  const tool = fc.constantFrom('cursor', 'codex', 'devin')
  const run = fc.record({
    sha,
    length: fc.integer({ min: 1, max: 6 }),
    there: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  })
  const file = fc.array(run, { maxLength: 12 }).map((runs) => {
    let next = 1
    return runs.map(({ sha, length, there }) => {
      next += length
      return origin(sha, next - length, next - 1, there)
    })
  })
  const verdict = fc.constantFrom<CommitVerdict>('ai', 'ai-assisted', 'bot', 'human')
  const commits = fc.uniqueArray(
    fc
      .record({ sha, verdict, tools: fc.array(tool, { minLength: 1, maxLength: 2 }) })
      .map((each) => commit(each.sha, each.verdict, each.tools)),
    { selector: (each) => each.sha },
  )
  const span = fc
    .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 8 }))
    .map(([start, more]) => [start, start + more] as const)
  const notes = fc.array(
    fc
      .record({ sha, tool, lines: fc.array(span, { maxLength: 4 }) })
      .map((each) => note(each.sha, each.tool, each.lines)),
    { maxLength: 5 },
  )

  it('are sorted, disjoint, within the file, and each of the commit it is said to be of', () => {
    fc.assert(
      fc.property(file, commits, notes, (origins, change, told) => {
        const lines = agentLines(origins, change, told) ?? expect.fail('the origins have no gaps')
        const shaOf = byLine(origins)
        let end = 0
        for (const each of lines) {
          expect(each.startLine).toBeGreaterThan(end)
          expect(each.endLine).toBeGreaterThanOrEqual(each.startLine)
          for (let line = each.startLine; line <= each.endLine; line += 1) expect(shaOf.get(line)).toBe(each.sha)
          end = each.endLine
        }
      }),
    )
  })

  it('hold every line of a commit that has evidence, whatever notes say', () => {
    fc.assert(
      fc.property(file, commits, notes, (origins, change, told) => {
        const found = linesOf(agentLines(origins, change, told) ?? [])
        const marked = change.filter(({ verdict: by }) => by === 'ai' || by === 'ai-assisted')
        const whole = new Set(marked.map((each) => each.sha))
        for (const [line, by] of byLine(origins)) if (whole.has(by)) expect(found.has(line)).toBe(true)
      }),
    )
  })

  it('become no fewer by evidence for another commit', () => {
    fc.assert(
      fc.property(file, commits, notes, sha, tool, (origins, change, told, other, by) => {
        const before = linesOf(agentLines(origins, change, told) ?? [])
        const more = [...change.filter((each) => each.sha !== other), commit(other, 'ai', [by])]
        const after = linesOf(agentLines(origins, more, told) ?? [])
        for (const line of before) expect(after.has(line)).toBe(true)
      }),
    )
  })

  it('become no fewer by one more note', () => {
    fc.assert(
      fc.property(file, commits, notes, sha, tool, fc.array(span), (origins, change, told, of, by, lines) => {
        const before = linesOf(agentLines(origins, change, told) ?? [])
        const after = linesOf(agentLines(origins, change, [...told, note(of, by, lines)]) ?? [])
        for (const line of before) expect(after.has(line)).toBe(true)
      }),
    )
  })

  it('are found in time in a large file with a hostile note', () => {
    const origins = Array.from({ length: 50_000 }, (_, index) => origin(AI, index + 1, index + 1, 50_000 - index))
    const tools = Array.from({ length: 200 }, (_, index) => `tool-${index}`)
    const told = tools.map((each, index) =>
      note(
        AI,
        each,
        Array.from({ length: 250 }, (_, at) => [at * 200 + index + 1, 50_000]),
      ),
    )
    expect(linesOf(agentLines(origins, [commit(AI, 'ai-assisted', tools)], told) ?? []).size).toBe(50_000)
  })
})

function byLine(origins: readonly LineOrigin[]): ReadonlyMap<number, string> {
  return new Map(
    origins.flatMap(({ sha, startLine, endLine }) =>
      Array.from({ length: endLine - startLine + 1 }, (_, index) => [startLine + index, sha] as const),
    ),
  )
}

function linesOf(ranges: readonly { readonly startLine: number; readonly endLine: number }[]): ReadonlySet<number> {
  return new Set(
    ranges.flatMap(({ startLine, endLine }) =>
      Array.from({ length: endLine - startLine + 1 }, (_, index) => startLine + index),
    ),
  )
}
