import { describe, expect, it } from 'vitest'
import { ACCESS_LEVELS, accessLevelsOf } from '../../src/core/rules/access-levels.ts'
import { loadRules, ruleIdOf } from '../../src/core/rules/load.ts'
import { indexLines, positionAt } from '../../src/core/text/lines.ts'
import { ruleFiles } from './built-in-rules.ts'

const GOOD = `title: Anything new
severity: high
kind: broadened
when: change.origin == "allowed"
headline: Allows {actions}
message: it is new.
fix: name {resources}.
`

function load(text: string, path = 'rules/access/mine.yml') {
  const { rules, diagnostics } = loadRules(new Map([[path, text]]))
  const [first] = diagnostics
  const place = first && positionAt(indexLines(text), first.subject.start)
  const says = first && `${first.summary}. ${first.detail}`
  const marked = first && text.slice(first.subject.start, first.subject.end)
  return { rules, diagnostics, line: place?.line, column: place?.column, says, marked }
}

describe('loading rules', () => {
  it('takes every file below rules/ that is one', () => {
    const files = ruleFiles('yml')
    const { rules, diagnostics } = loadRules(files)
    expect(diagnostics).toEqual([])
    expect(rules.map((rule) => `rules/${rule.id}.yml`)).toEqual(
      [...files.keys()].filter((path) => !path.endsWith('signatures.yml')),
    )
  })

  it('fills in what a file leaves out', () => {
    const { rules, diagnostics } = load(GOOD)
    expect(diagnostics).toEqual([])
    expect(rules).toMatchObject([
      { id: 'access/mine', lifecycle: 'stable', general: false, fixed: false, humans: 2, references: [] },
    ])
  })

  it('names a rule after its path, wherever the folder is', () => {
    expect(ruleIdOf('policy/rules/network/open-port.yml')).toBe('network/open-port')
    expect(ruleIdOf('rules/network/open-port.md')).toBeUndefined()
    expect(ruleIdOf('rules/authorship/signatures.yml')).toBeUndefined()
    expect(ruleIdOf('alone.yml')).toBeUndefined()
  })

  it('refuses a second rule of one name', () => {
    const files = new Map([
      ['a/access/mine.yml', GOOD],
      ['b/access/mine.yml', GOOD],
    ])
    const { rules, diagnostics } = loadRules(files)
    expect(rules.length).toBe(1)
    expect(diagnostics).toMatchObject([{ severity: 'error', summary: 'the rule `access/mine` stands twice' }])
  })

  it('refuses a name that settings could not write', () => {
    expect(load(GOOD, 'rules/access/My_Rule.yml').says).toContain("not a rule's name")
  })
})

const WHEN = 'when: change.origin == "allowed"\n'
const when = (expression: string) => GOOD.replace(WHEN, expression)

/** Each: what is wrong, the file, the text that must be marked, its line and column, what must be said. */
const MISTAKES: readonly (readonly [string, string, string, readonly [number, number], RegExp])[] = [
  [
    'an unknown field',
    when('when: change.origni == "a"\n'),
    'origni',
    [4, 14],
    /no such key: origni.*Fields of `change`/s,
  ],
  [
    'an unknown field of a region',
    when('when: change.regions.exists(r, r.pubic)\n'),
    'pubic',
    [4, 34],
    /no such key: pubic/,
  ],
  ['an unknown variable', when('when: finding.kind == "a"\n'), 'finding', [4, 7], /unknown variable/i],
  ['a wrong type', when('when: change.origin == 1\n'), 'change.origin == 1', [4, 7], /no such overload/],
  [
    'something that is not a boolean',
    when('when: change.origin\n'),
    'change.origin',
    [4, 7],
    /of type string, not bool/,
  ],
  ['a list that is not a boolean', when('when: change.actions\n'), 'change.actions', [4, 7], /not bool/],
  ['a syntax error', when('when: change.origin == ==\n'), '==', [4, 24], /not valid/],
  [
    'a field in a literal block',
    when('when: |-\n  change.origin == "a"\n  && change.kidn == "b"\n'),
    'kidn',
    [6, 13],
    /kidn/,
  ],
  [
    'a field in a folded block',
    when('when: >-\n  change.origin == "a"\n  && change.kidn == "b"\n'),
    'kidn',
    [6, 13],
    /kidn/,
  ],
  ['a field in a quoted text', when('when: \'change.kidn == "b"\'\n'), 'kidn', [4, 15], /kidn/],
  ['a field over two lines', when('when: change.origin == "a"\n  && change.kidn == "b"\n'), 'kidn', [5, 13], /kidn/],
  [
    'a pattern that could take exponential time',
    when('when: change.origin.matches("(a+)+b")\n'),
    'change.origin.matches("(a+)+b")',
    [4, 7],
    /`matches` may not be used.*`like`/s,
  ],
  [
    'a misspelt function',
    when('when: change.actions.exists(a, a.startWith("s3:"))\n'),
    'a.startWith("s3:")',
    [4, 32],
    /Did you mean `startsWith`\?.*Rules may call: all/s,
  ],
  ['an escape from types', when('when: dyn(change).anything == 1\n'), 'dyn(change)', [4, 7], /`dyn` may not be used/],
  [
    'parameters that are not declared',
    when('when: parameters.names.size() > 0\n'),
    'parameters',
    [4, 7],
    /This rule declares none: add them under `parameters`/,
  ],
  [
    'a time zone that nobody has, on whatever way',
    when('when: change.origin == "a" && context.time.getHours("Europe/Berln") > 1\n'),
    'context.time.getHours("Europe/Berln")',
    [4, 31],
    /fails on every change.*"Europe\/Berln" is no time zone/s,
  ],
  [
    'a time that is none',
    when('when: context.time > timestamp("yesterday")\n'),
    'timestamp("yesterday")',
    [4, 22],
    /"yesterday" is no time/,
  ],
  ['a sentence', when('when: change.origin is new\n'), 'is', [4, 21], /docs\/writing-rules\.md/],
  [
    'a placeholder with blanks',
    GOOD.replace('{actions}', '{ actions }'),
    '{ actions }',
    [5, 18],
    /Did you mean `actions`\?/,
  ],
  [
    'a placeholder that is an expression',
    GOOD.replace('{resources}', '{change.file}'),
    '{change.file}',
    [7, 11],
    /unknown placeholder `{change\.file}` in `fix`/,
  ],
  [
    'three nested loops',
    when('when: change.actions.exists(a, change.actions.exists(b, change.actions.exists(c, a == b && b == c)))\n'),
    'change.actions.exists(a, change.actions.exists(b, change.actions.exists(c, a == b && b == c)))',
    [4, 7],
    /nested too deeply/,
  ],
  [
    'lists that are joined, which no limit on the cost foresees',
    when('when: size(change.actions + change.resources) > 1\n'),
    'change.actions + change.resources',
    [4, 12],
    /may not be joined.*Ask each list by itself/s,
  ],
  [
    'texts of the change that are joined',
    when('when: change.file + "x" == change.file + change.detail\n'),
    'change.file + change.detail',
    [4, 28],
    /may not be joined.*written in the rule/s,
  ],
  [
    'an unknown placeholder',
    GOOD.replace('{actions}', '{acitons}'),
    '{acitons}',
    [5, 18],
    /`\{acitons\}` in `headline`/,
  ],
  ['an unknown key', `${GOOD}sevreity: low\n`, 'sevreity', [8, 1], /Did you mean `severity`\?/],
  ['an unknown key of require', `${GOOD}require:\n  human: 2\n`, 'human', [9, 3], /Did you mean `humans`\?/],
  [
    'an unknown severity',
    GOOD.replace('severity: high', 'severity: hihg'),
    'hihg',
    [2, 11],
    /low, medium, high, critical/,
  ],
  [
    'a missing key',
    GOOD.replace('title: Anything new\n', ''),
    GOOD.replace('title: Anything new\n', ''),
    [1, 1],
    /`title` is missing/,
  ],
  ['a reference that is no address', `${GOOD}references: ["javascript:x"]\n`, '"javascript:x"', [8, 14], /references/],
  ['a duplicate key', `${GOOD}severity: low\n`, 'severity', [8, 1], /stands twice/],
]

describe('a rule that does not load', () => {
  it.each(MISTAKES)('%s', (_, text, marked, [line, column], says) => {
    const found = load(text)
    expect(found.rules).toEqual([])
    expect(found.says).toMatch(says)
    expect(found).toMatchObject({ line, column, marked })
  })

  it.each([
    ['a field', when('when: change.origni == "a"\n'), 'origin'],
    ['a field of a region', when('when: change.regions.exists(r, r.pubic)\n'), 'public'],
    ['the variable', when('when: chnage.kind == "a"\n'), 'change'],
    ['a placeholder', GOOD.replace('{actions}', '{acitons}'), 'actions'],
    ['a severity', GOOD.replace('severity: high', 'severity: hihg'), 'high'],
  ])('says what was probably meant: %s', (_, text, meant) => {
    expect(load(text).says).toContain(`Did you mean \`${meant}\`?`)
  })

  it('an expression without end is refused', () => {
    const long = when(`when: '${Array(500).fill('change.kind == "a"').join(' || ')}'\n`)
    expect(load(long).says).toMatch(/when/)
    expect(load(when(`when: '${'!'.repeat(1000)}change.decidedAtBase'\n`)).says).toMatch(/not valid/)
  })
})

describe('access levels', () => {
  it.each([
    ['s3:GetObject', ['read']],
    ['S3:getobject', ['read']],
    ['s3:ListBucket', ['list']],
    ['s3:PutObject', ['write']],
    ['s3:PutBucketPolicy', ['permissions management']],
    ['s3:PutObjectTagging', ['tagging']],
    ['iam:PassRole', ['write']],
    ['s3:Get*', ['read']],
    ['s3:NoSuchAction', ['unknown']],
    ['nosuchservice:*', ['unknown']],
    ['*', ACCESS_LEVELS],
    ['${var.action}', ACCESS_LEVELS],
    ['s3:${var.verb}Object', ACCESS_LEVELS],
    ['everything except s3:GetObject', ACCESS_LEVELS],
  ] as const)('%s', (pattern, levels) => {
    expect(accessLevelsOf([pattern])).toEqual(levels)
  })

  it('reach everything of a service with its wildcard', () => {
    expect(accessLevelsOf(['s3:*'])).toEqual(['list', 'read', 'write', 'permissions management', 'tagging'])
    expect(accessLevelsOf(['i?m:Put*'])).toContain('permissions management')
  })
})
