import { describe, expect, it } from 'vitest'
import { type Asker, authoriseCommand } from '../../src/core/commands/authorise-command.ts'
import type { Command } from '../../src/core/commands/parse-command.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  explain: { kind: 'explain' },
  help: { kind: 'help' },
  unknown: { kind: 'unknown', word: 'x' },
  'not-alone': { kind: 'not-alone', name: 'explain' },
  recheck: { kind: 'recheck' },
  'request-reviewers': { kind: 'request-reviewers' },
  acknowledge: { kind: 'acknowledge' },
  override: { kind: 'override', reason: 'The site is down' },
}

const PEOPLE: Readonly<Record<string, Asker>> = {
  'an administrator': { permission: 'admin', role: 'admin', isAuthor: false, isPublic: true },
  'a writer': { permission: 'write', role: 'maintain', isAuthor: false, isPublic: true },
  'a reader of a private repository': { permission: 'read', role: 'read', isAuthor: false, isPublic: false },
  'somebody who may triage a public one': { permission: 'read', role: 'triage', isAuthor: false, isPublic: true },
  'the author without any right': { permission: 'none', isAuthor: true, isPublic: true },
  'somebody who may read a public one': { permission: 'read', role: 'read', isAuthor: false, isPublic: true },
  'somebody whose role there is not told': { permission: 'read', isAuthor: false, isPublic: true },
  'somebody who may see nothing': { permission: 'none', role: 'none', isAuthor: false, isPublic: false },
}

const ALL = Object.keys(COMMANDS)
const NONE: readonly string[] = []
const ASKING = ALL.filter((name) => name !== 'recheck' && name !== 'request-reviewers')

describe('a command is', () => {
  it.each([
    ['an administrator', ALL, NONE],
    ['a writer', ALL, NONE],
    ['a reader of a private repository', ASKING, ['recheck', 'request-reviewers']],
    ['somebody who may triage a public one', ASKING, ['recheck', 'request-reviewers']],
    ['the author without any right', [...ASKING, 'recheck'], ['request-reviewers']],
    ['somebody who may read a public one', NONE, NONE],
    ['somebody whose role there is not told', NONE, NONE],
    ['somebody who may see nothing', NONE, NONE],
  ])('of %s: allowed %j, refused %j, and else left alone', (who, allowed, refused) => {
    const asker = PEOPLE[who] ?? expect.fail('Nobody of that name')
    const outcomes = ALL.map(
      (name) => [name, authoriseCommand(COMMANDS[name] ?? { kind: 'help' }, asker).kind] as const,
    )
    const of = (kind: string) => outcomes.flatMap(([name, outcome]) => (outcome === kind ? [name] : [])).toSorted()
    expect(of('allowed')).toEqual([...allowed].toSorted())
    expect(of('refused')).toEqual([...refused].toSorted())
    expect(of('stranger')).toHaveLength(ALL.length - allowed.length - refused.length)
  })

  it('refused in words', () => {
    const reader = PEOPLE['a reader of a private repository'] ?? expect.fail('Nobody of that name')
    expect(authoriseCommand({ kind: 'request-reviewers' }, reader)).toEqual({
      kind: 'refused',
      reason: 'Who asks for this has to have write access to this repository.',
    })
    expect(authoriseCommand({ kind: 'recheck' }, reader)).toEqual({
      kind: 'refused',
      reason: 'Who asks for this has to have write access to this repository or have opened this pull request.',
    })
  })
})
