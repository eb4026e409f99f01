import { describe, expect, it } from 'vitest'
import { readExampleFact } from '../../src/core/rules/example-fact.ts'

describe('a fact that an example states', () => {
  it('has what is given, and the rest made up', () => {
    expect(readExampleFact('kind: governance\nwhat: merge-conflict\nfile: a.tf\ndetail: it conflicts\n')).toEqual({
      kind: 'fact',
      fact: {
        kind: 'governance',
        what: 'merge-conflict',
        address: 'a.tf',
        location: { file: 'a.tf', startLine: 1, endLine: 1 },
        detail: 'it conflicts',
      },
    })
  })

  it('opens access where it says so', () => {
    const text = 'kind: authorship\ntools: [Some Tool]\nverdict: ai\nopens: [broadened, undecided]\nknown: note\n'
    const read = readExampleFact(text)
    expect(read).toMatchObject({
      fact: { kind: 'authorship', tools: ['Some Tool'], commits: [{ verdict: 'ai' }], opened: { known: 'note' } },
    })
    const opened = read.kind === 'fact' && read.fact.kind === 'authorship' ? read.fact.opened?.facts : []
    expect(opened?.map(({ kind }) => kind)).toEqual(['granted', 'undecided'])
  })

  it.each([
    ['another kind', 'kind: weather\n', '`kind`'],
    [
      'a name that no fact has',
      'kind: governance\nwhat: merge\ndetail: x\n',
      '`what`: must be one of: settings-changed',
    ],
    ['a name of every object', 'kind: governance\nwhat: constructor\ndetail: x\n', '`what`: must be one of'],
    ['a missing part', 'kind: undecided\n', '`reason`'],
    ['another part', 'kind: malformed\ncode: a\nsummary: b\nmore: c\n', 'more'],
    ['no YAML', 'kind: [\n', 'the YAML cannot be read'],
    ['a duplicate key', 'kind: granted\nkind: granted\n', 'stands twice'],
    ['nothing', '', '`fact`'],
  ])('is refused with the reason: %s', (_, text, why) => {
    const read = readExampleFact(text)
    expect(read.kind === 'problem' && read.why).toContain(why)
  })
})
