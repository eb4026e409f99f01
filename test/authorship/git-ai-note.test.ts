import { describe, expect, it } from 'vitest'
import type { AgentNote } from '../../src/core/authorship/authorship.ts'
import { readGitAiNote } from '../../src/core/authorship/git-ai-note.ts'
import fc from '../seeded-properties.ts'
import { SIGNATURES } from './commit-facts.ts'

const SHA = 'c'.repeat(40)

function read(text: string): readonly AgentNote[] {
  const note = readGitAiNote({ sha: SHA, text }, SIGNATURES)
  return note.kind === 'read' ? note.notes : expect.fail(`the note ${note.why}`)
}

/** A note of version 3 with these lines and this metadata. */
function note(lines: readonly string[], metadata: object): string {
  const base = { schema_version: 'authorship/3.0.0', git_ai_version: '1.4.5', base_commit_sha: SHA, prompts: {} }
  return [...lines, '---', JSON.stringify({ ...base, ...metadata }, null, 2)].join('\n')
}

const CLAUDE = {
  agent_id: { tool: 'claude', id: 'conv_1', model: 'claude-sonnet-4-5' },
  human_author: 'Jane Example <jane@example.com>',
}
const CURSOR = { agent_id: { tool: 'cursor', id: '6ef2', model: 'gpt-5' } }

describe('a note of version 3', () => {
  it('tells the lines of each session, its tool, model and human', () => {
    const lines = [
      'main.tf',
      '  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1-10,15-20',
      '  s_c9883b05a2487d::t_a1b2c3d4e5f678 11,30',
      '  h_31dce776f88375 42-50',
      'iam/policy.tf',
      '  s_e7f2a90b31cc48::t_deadbeef012345 3',
    ]
    const humans = { h_31dce776f88375: { author: 'Jane Example <jane@example.com>' } }
    const sessions = { s_c9883b05a2487d: CLAUDE, s_e7f2a90b31cc48: CURSOR }
    expect(read(note(lines, { humans, sessions }))).toEqual([
      {
        sha: SHA,
        tool: 'claude-code',
        model: 'claude-sonnet-4-5',
        human: 'Jane Example <jane@example.com>',
        files: [{ path: 'main.tf', lines: [range(1, 11), range(15, 20), range(30, 30)] }],
      },
      { sha: SHA, tool: 'cursor', model: 'gpt-5', files: [{ path: 'iam/policy.tf', lines: [range(3, 3)] }] },
    ])
  })

  it('of before sessions tells prompts by their hash', () => {
    const lines = ['main.tf', '  abcd1234abcd1234 1-2,4,6-9']
    const [agent] = read(
      note(lines, { prompts: { abcd1234abcd1234: { ...CURSOR, total_additions: 3, messages: [] } } }),
    )
    expect(agent?.files).toEqual([{ path: 'main.tf', lines: [range(1, 2), range(4, 4), range(6, 9)] }])
  })

  it('is no evidence where no agent was at work', () => {
    const humans = { h_1: { author: 'Jane Example <jane@example.com>' } }
    expect(read(note([], {}))).toEqual([])
    expect(read(note(['main.tf', '  h_1 1-3', '  human 5'], { humans }))).toEqual([])
    expect(read(note([], { sessions: { s_1: { agent_id: { tool: 'human', id: 'human', model: 'human' } } } }))).toEqual(
      [],
    )
  })

  it('says so where all that an agent wrote was written over', () => {
    expect(read(note(['main.tf', '  h_1 1-3'], { sessions: { s_1: CURSOR } }))).toEqual([
      { sha: SHA, tool: 'cursor', model: 'gpt-5', files: [], noLines: true },
    ])
  })

  it('counts sessions of one tool, model and human as one', () => {
    const lines = ['b.tf', '  s_2::t_1 4-6', 'a.tf', '  s_1::t_1 1', '  s_3::t_9 2-3', 'b.tf', '  s_1::t_2 5-9']
    const notes = read(note(lines, { sessions: { s_1: CURSOR, s_2: CURSOR, s_3: CLAUDE } }))
    expect(notes.map(({ tool, files }) => [tool, files])).toEqual([
      [
        'cursor',
        [
          { path: 'a.tf', lines: [range(1, 1)] },
          { path: 'b.tf', lines: [range(4, 9)] },
        ],
      ],
      ['claude-code', [{ path: 'a.tf', lines: [range(2, 3)] }]],
    ])
  })

  it('reads paths in quotes, carriage returns and other indentation', () => {
    const lines = ['"iam/my policy.tf"\r', '  s_1::t_1 1\r', '', 'docs/a (copy).tf', '\ts_1::t_1  2,,3']
    const [agent] = read(note(lines, { sessions: { s_1: CURSOR } }).replace('\n---\n', '\n---\r\n'))
    expect(agent?.files).toEqual([
      { path: 'iam/my policy.tf', lines: [range(1, 1)] },
      { path: 'docs/a (copy).tf', lines: [range(2, 3)] },
    ])
  })

  it('names another AI tool where a session stands in another commit, or says too little', () => {
    const lines = ['main.tf', '  s_lost::t_1 1-3', '  abcd1234abcd1234 9', '  s_1::t_1 5']
    expect(read(note(lines, { sessions: { s_1: { agent_id: 'cursor' } } }))).toEqual([
      { sha: SHA, tool: 'other-ai-tool', files: [{ path: 'main.tf', lines: [range(1, 3), range(5, 5), range(9, 9)] }] },
    ])
  })

  it.each([
    ['a range backwards', 'main.tf', 's_1::t_1 5-3'],
    ['line 0', 'main.tf', 's_1::t_1 0-3'],
    ['a line beyond all files', 'main.tf', 's_1::t_1 1-999999999'],
    ['words', 'main.tf', 's_1::t_1 all'],
    ['no range', 'main.tf', 's_1::t_1'],
    ['a path whose quotes do not end', '"main.tf', 's_1::t_1 1'],
    ['a path that git has quoted', '"ma\\303\\244n.tf"', 's_1::t_1 1'],
  ])('tells no lines of an agent that has %s', (_, path, entry) => {
    const lines = ['other.tf', '  s_1::t_1 1', '  s_2::t_1 7', path, `  ${entry}`]
    const [cursor, claude] = read(note(lines, { sessions: { s_1: CURSOR, s_2: CLAUDE } }))
    expect(cursor).toEqual({ sha: SHA, tool: 'cursor', model: 'gpt-5', files: [] })
    expect(claude?.files).toEqual([{ path: 'other.tf', lines: [range(7, 7)] }])
  })

  it('tells no lines at all where an entry may be anybody’s', () => {
    const notes = read(note(['a.tf', '  s_1::t_1 1', '  ?? 2'], { sessions: { s_1: CURSOR } }))
    expect(notes.map(({ tool, files }) => [tool, files])).toEqual([
      ['cursor', []],
      ['other-ai-tool', []],
    ])
  })

  it('of a later version is read as far as its names are the same', () => {
    const lines = ['main.tf', '  s_1::t_1::x_1 1']
    const later = { schema_version: 'authorship/9.1.0', sessions: { s_1: { ...CURSOR, more: [1] } }, prompts: null }
    expect(read(note(lines, later))).toMatchObject([{ tool: 'cursor', files: [{ path: 'main.tf' }] }])
  })
})

describe('an older note', () => {
  it('of version 2 keeps its lines in JSON, and those of humans without a session', () => {
    const files = {
      'main.tf': [
        [[1, [3, 5]], 'a1b2', 'session-1', 0],
        [[2], 'c3d4'],
      ],
    }
    const authors = { a1b2: { username: 'claude', email: '' }, c3d4: { username: 'Jane', email: 'jane@example.com' } }
    const log = { files, authors, prompts: { 'session-1': { agent_id: CLAUDE.agent_id, messages: [] } } }
    expect(read(JSON.stringify({ ...log, schema_version: 'authorship/2.0.0', base_commit_sha: SHA }))).toEqual([
      {
        sha: SHA,
        tool: 'claude-code',
        model: 'claude-sonnet-4-5',
        files: [{ path: 'main.tf', lines: [range(1, 1), range(3, 5)] }],
      },
    ])
  })

  it('whose lines have another shape tells none', () => {
    const log = { schema_version: 'authorship/1.0.0', files: { 'main.tf': ['1-5'] }, prompts: { p: CURSOR } }
    expect(read(JSON.stringify(log))).toMatchObject([{ tool: 'cursor', files: [] }, { tool: 'other-ai-tool' }])
    expect(read(JSON.stringify(log))[0]).not.toHaveProperty('noLines')
  })

  it('that is a bare record tells the agent alone', () => {
    expect(read(JSON.stringify(CLAUDE))).toEqual([
      { sha: SHA, tool: 'claude-code', model: 'claude-sonnet-4-5', human: CLAUDE.human_author, files: [] },
    ])
  })
})

describe('a note that is no authorship log', () => {
  it.each([
    '',
    'Reviewed in the meeting',
    '---',
    'main.tf\n  s_1::t_1 1',
    'main.tf\n  s_1::t_1 1\n---\n{"schema_version":',
    '[]',
    'null',
    '"authorship/3.0.0"',
    '{"note":"unrelated"}',
    `${'['.repeat(200_000)}`,
  ])('is told apart: %.40j', (text) => {
    expect(readGitAiNote({ sha: SHA, text }, SIGNATURES)).toMatchObject({ kind: 'unreadable' })
  })

  it('is told apart where it is too large', () => {
    const text = `${' '.repeat(8 * 1024 * 1024)}${note([], {})}`
    expect(readGitAiNote({ sha: SHA, text }, SIGNATURES)).toEqual({ kind: 'unreadable', why: 'is larger than 8 MiB' })
  })
})

describe('a hostile note', () => {
  it('has no more agents than are read, and loses none of their lines', () => {
    const keys = Array.from({ length: 300 }, (_, index) => `s_${index}`)
    const sessions = Object.fromEntries(keys.map((key) => [key, { agent_id: { tool: key, id: key, model: 'm' } }]))
    const lines = ['main.tf', ...keys.map((key, index) => `  ${key}::t_1 ${index + 1}`)]
    const notes = read(note(lines, { sessions }))
    expect(notes).toHaveLength(201)
    expect(notes.at(-1)).toMatchObject({ tool: 'other-ai-tool', files: [{ lines: [range(201, 300)] }] })
  })

  it('beyond the limit of ranges tells no lines', () => {
    const many = Array.from({ length: 200_001 }, (_, index) => 2 * index + 1).join(',')
    const lines = ['main.tf', `  s_1::t_1 ${many}`]
    const unnamed = { sha: SHA, tool: 'other-ai-tool', files: [] }
    expect(read(note(lines, {}))).toEqual([unnamed])
    const cursor = { sha: SHA, tool: 'cursor', model: 'gpt-5', files: [] }
    expect(read(note(lines, { sessions: { s_1: CURSOR } }))).toEqual([cursor, unnamed])
  })

  it('gains nothing by names that objects have', () => {
    const json =
      '{"schema_version":"authorship/3.0.0","sessions":{"__proto__":{"agent_id":{"tool":"cursor"}},"constructor":7}}'
    expect(read(`__proto__\n  __proto__ 1\n  toString 2\n---\n${json}`).map(({ tool }) => tool)).toContain(
      'other-ai-tool',
    )
  })

  it('has long names cut', () => {
    const agent_id = { tool: 't'.repeat(500), id: '', model: 'm'.repeat(500) }
    const [agent] = read(note([], { sessions: { s_1: { agent_id, human_author: 'h'.repeat(500) } } }))
    expect([agent?.tool.length, agent?.model?.length, agent?.human?.length]).toEqual([64, 200, 200])
  })

  it('always has an answer, with sorted and disjoint lines', () => {
    const part = fc.constantFrom(
      ...[
        'main.tf',
        '  s_1::t_1 ',
        '  h_1 ',
        '"a b"',
        '---',
        '\n',
        '1-3',
        ',',
        '7',
        '5-4',
        '{"sessions":',
        '{"s_1":',
        '}',
      ],
      ...[
        '{"agent_id":{"tool":"cursor"}}',
        '"prompts":[]',
        '"files":{"a":[[[1,[2,9]],"x","s_1"]]}',
        '  ',
        '\r\n',
        '\0',
      ],
    )
    const text = fc.array(fc.oneof({ weight: 9, arbitrary: part }, fc.string()), { maxLength: 30 })
    fc.assert(
      fc.property(text, (parts) => {
        const result = readGitAiNote({ sha: SHA, text: parts.join('') }, SIGNATURES)
        for (const { lines } of result.kind === 'read' ? result.notes.flatMap(({ files }) => files) : []) {
          let end = 0
          for (const { startLine, endLine } of lines) {
            expect(startLine).toBeGreaterThan(end)
            expect(endLine).toBeGreaterThanOrEqual(startLine)
            end = endLine
          }
        }
      }),
    )
  })
})

describe('the tool that a note names', () => {
  it.each([
    ['claude', 'claude-code'],
    ['Claude Code', 'claude-code'],
    ['cursor-agent', 'cursor'],
    ['github-copilot', 'copilot-cli'],
    ['codex-cloud', 'codex'],
    ['devin', 'devin'],
    ['opencode', 'opencode'],
    ['mock_ai', 'mock_ai'],
    ['In-house Agent', 'In-house Agent'],
    [' ', 'other-ai-tool'],
  ])('%j is %s', (given, tool) => {
    const agent_id = { tool: given, id: '1', model: '' }
    expect(read(note([], { sessions: { s_1: { agent_id } } }))).toEqual([{ sha: SHA, tool, files: [], noLines: true }])
  })
})

function range(startLine: number, endLine: number) {
  return { startLine, endLine }
}
