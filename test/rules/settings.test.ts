import { describe, expect, it } from 'vitest'
import { MAX_YAML_CHARACTERS } from '../../src/core/rules/located-yaml.ts'
import { DEFAULT_SETTINGS, readSettings } from '../../src/core/rules/settings.ts'
import { builtInRules } from './built-in-rules.ts'

const RULES = builtInRules()
const read = (yml: string) => readSettings({ yml }, RULES)

describe('settings', () => {
  it('are the defaults where there is no file', () => {
    expect(readSettings({}, RULES)).toMatchObject({ settings: DEFAULT_SETTINGS, file: undefined, readable: true })
  })

  it('are read whole', () => {
    const { settings, readable, file, diagnostics } = read(`
version: 1
mode: advisory
rules:
  access/broader-access: low
  access/broader-trust: off
  guardrail/removed-deny: { enabled: true, severity: critical }
authorship:
  hold: any
  machineUsers: [Deploy-Bot, release_corp]
  signatures:
    - id: our-agent
approvals:
  humans: 3
`)
    expect({ readable, file, diagnostics }).toEqual({
      readable: true,
      file: '.github/countersign.yml',
      diagnostics: [],
    })
    expect(settings).toMatchObject({ mode: 'advisory', hold: 'any', humans: 3 })
    expect([...settings.machineUsers]).toEqual(['deploy-bot', 'release_corp'])
    expect(settings.signatures?.data).toEqual([{ id: 'our-agent' }])
    expect([...settings.rules]).toEqual([
      ['access/broader-access', { severity: 'low' }],
      ['access/broader-trust', { enabled: false }],
      ['guardrail/removed-deny', { enabled: true, severity: 'critical' }],
    ])
  })

  it('are read from the file with the longer name too', () => {
    expect(readSettings({ yaml: 'version: 1\nmode: advisory\n' }, RULES)).toMatchObject({
      file: '.github/countersign.yaml',
      settings: { mode: 'advisory' },
    })
  })

  it('tell where a part of the signatures stands', () => {
    const text = 'version: 1\nauthorship:\n  signatures:\n    - id: our-agent\n'
    const span = read(text).settings.signatures?.valueAt([0, 'id'])
    expect(text.slice(span?.start, span?.end)).toBe('our-agent')
  })

  it('hold where both files exist, since nobody knows which was meant', () => {
    const found = readSettings({ yml: 'version: 1\nmode: advisory\n', yaml: 'version: 1\n' }, RULES)
    expect(found).toMatchObject({
      readable: false,
      settings: DEFAULT_SETTINGS,
      located: [{ line: 1, code: 'settings-twice' }],
    })
  })

  it('warn of a rule that is about to go, and still apply', () => {
    const rules = RULES.map((rule) =>
      rule.id === 'access/broader-trust' ? { ...rule, lifecycle: 'deprecated' as const } : rule,
    )
    const found = readSettings({ yml: 'version: 1\nrules:\n  access/broader-trust: low\n' }, rules)
    expect(found).toMatchObject({
      readable: true,
      located: [{ severity: 'warning', code: 'settings-deprecated-rule' }],
    })
    expect(found.settings.rules.get('access/broader-trust')).toEqual({ severity: 'low' })
  })
})

/** Each: what is wrong, the file, the line and column that must be named, and what must be said. */
const MISTAKES: readonly (readonly [string, string, readonly [number, number], RegExp])[] = [
  ['an unknown key', 'version: 1\nmod: advisory\n', [2, 1], /unknown key `mod`.*Did you mean `mode`\?/s],
  ['an unknown key further in', 'version: 1\nauthorship:\n  holds: any\n', [3, 3], /Did you mean `hold`\?/],
  ['an unknown key of approvals', 'version: 1\napprovals:\n  human: 3\n', [3, 3], /Did you mean `humans`\?/],
  [
    'an unknown key of a rule',
    'version: 1\nrules:\n  access/broader-access: { sverity: low }\n',
    [3, 28],
    /Did you mean `severity`\?/,
  ],
  [
    'an unknown rule',
    'version: 1\nrules:\n  access/broader-acces: off\n',
    [3, 3],
    /Did you mean `access\/broader-access`\?/,
  ],
  ['an unknown rule far from any other', 'version: 1\nrules:\n  zzz: off\n', [3, 3], /unknown key `zzz` in `rules`/],
  ['a rule with the name of a property', 'version: 1\nrules:\n  __proto__: off\n', [3, 3], /unknown key `__proto__`/],
  ['an unknown severity', 'version: 1\nrules:\n  access/broader-access: hgih\n', [3, 26], /a severity \(low/],
  ['a rule that is a list', 'version: 1\nrules:\n  access/broader-access: [off]\n', [3, 26], /must be `off`/],
  ['a rule that cannot be changed', 'version: 1\nrules:\n  governance/failed-rule: off\n', [3, 3], /cannot be changed/],
  ['an unknown mode', 'version: 1\nmode: advisroy\n', [2, 7], /must be one of: enforce, advisory/],
  ['another version', 'version: 2\n', [1, 10], /must be 1\./],
  ['a missing version', 'mode: enforce\n', [1, 1], /`version` is missing/],
  ['a version in quotes', 'version: "1"\n', [1, 10], /must be 1\./],
  ['one human', 'version: 1\napprovals:\n  humans: 1\n', [3, 11], /must be at least 2/],
  ['half a human', 'version: 1\napprovals:\n  humans: 2.5\n', [3, 11], /a whole number/],
  ['a login that is none', 'version: 1\nauthorship:\n  machineUsers: ["@bot"]\n', [3, 18], /not a GitHub login/],
  ['rules as a list', 'version: 1\nrules: [a]\n', [2, 8], /`rules`/],
  ['a list at the top', '- a\n', [1, 1], /must be a map of keys and values/],
  ['an empty file', '', [1, 1], /the file is empty/],
  ['only a comment', '# nothing\n', [1, 1], /the file is empty/],
  ['two documents', 'version: 1\n---\nversion: 1\n', [2, 1], /second document begins here/],
  ['a rule without its category', 'version: 1\nrules:\n  any-resource: off\n', [3, 3], /mean `access\/any-resource`/],
  ['a duplicate key', 'version: 1\nmode: enforce\nmode: advisory\n', [3, 1], /`mode` stands twice/],
  [
    'a duplicate key further in',
    'version: 1\nrules:\n  access/broader-access: high\n  access/broader-access: low\n',
    [4, 3],
    /stands twice/,
  ],
  ['a duplicate key in other quotes', 'version: 1\nmode: enforce\n"mode": advisory\n', [3, 1], /stands twice/],
  ['a tab', 'version: 1\nauthorship:\n\thold: any\n', [3, 1], /[Tt]abs/],
  ['an unclosed bracket', 'version: 1\nrules: [\n', [3, 1], /cannot be read/],
  ['a tag', 'version: 1\nmode: !!js/function advisory\n', [2, 7], /cannot be read/],
  ['a merge key', 'version: 1\n<<: { mode: advisory }\n', [2, 1], /merge key/],
  ['a key that is a list', 'version: 1\n? [a]\n: b\n', [2, 3], /not plain text/],
  ['an alias of nothing', 'version: 1\nmode: *mode\n', [2, 7], /alias/],
  ['a very deep file', `version: 1\nrules: ${'['.repeat(40)}${']'.repeat(40)}\n`, [2, 32], /nested deeper/],
  [
    'a flow that goes deeper than any stack',
    `version: 1\nrules: ${'['.repeat(30_000)}`,
    [2, 31],
    /nested deeper than 24/,
  ],
  ['a list that does', `version: 1\nrules:\n  ${'- '.repeat(30_000)}x\n`, [3, 51], /nested deeper than 24/],
  ['a label that plain data cannot have', 'version: 1\ndataClassification:\n  __proto__: [a]\n', [3, 3], /unknown key/],
  ['words in another order', 'version: 1\nrules:\n  access/access-broader: off\n', [3, 3], /`access\/broader-access`/],
  [
    'the category of another rule',
    'version: 1\nrules:\n  network/any-resource: off\n',
    [3, 3],
    /`access\/any-resource`/,
  ],
  ['too many folders', 'version: 1\nruleFolders: [a, b, c, d, e, f]\n', [2, 14], /must have at most 5 entries/],
  ['no folder', 'version: 1\nruleFolders: []\n', [2, 14], /must not be empty/],
  [
    'an environment in capitals',
    'version: 1\nenvironments:\n  PROD: { paths: [a] }\n',
    [3, 3],
    /as a name: .*lower-case/,
  ],
  ['a file of one megabyte', `version: 1\n${'# padding\n'.repeat(100_000)}`, [1, 1], /at most 65536 are read/],
]

describe('settings that cannot be read', () => {
  it.each(MISTAKES)('%s', (_, text, [line, column], says) => {
    const { settings, readable, located } = read(text)
    expect({ settings, readable }).toEqual({ settings: DEFAULT_SETTINGS, readable: false })
    expect(located[0]).toMatchObject({ file: '.github/countersign.yml', severity: 'error', line, column })
    expect(`${located[0]?.summary}. ${located[0]?.detail}`).toMatch(says)
  })

  it('say no more than one reads, however many mistakes there are', () => {
    const keys = Array.from({ length: 6_000 }, (_, index) => `k${index}: 1`)
    const { located } = read(`version: 1\n${keys.join('\n')}\n`)
    expect(located).toHaveLength(50)
    expect(located.map(({ detail }) => detail.includes('There may be more')).filter(Boolean)).toEqual([true])
    expect(located.at(-1)?.detail).toContain('There may be more problems of this kind')
    expect(read(`version: 1\nrules: [${'a,'.repeat(30_000)}a]\n`).located).toHaveLength(1)
    const names = Array.from({ length: 200 }, (_, index) => `  access/k${index}: off`)
    expect(read(`version: 1\nrules:\n${names.join('\n')}\n`).located).toHaveLength(50)
  })

  it('an anchors bomb is refused before it grows', () => {
    const names = 'abcdefgh'.split('')
    const lines = names.map((name, index) => {
      const before = names[index - 1]
      return `${name}: &${name} [${Array(9)
        .fill(before === undefined ? 'x' : `*${before}`)
        .join(', ')}]`
    })
    expect(read(lines.join('\n'))).toMatchObject({ readable: false, located: [{ code: 'yaml-aliases' }] })
  })

  it('everything wrong is told at once', () => {
    expect(read('version: 3\nmod: a\nrules:\n  nope: off\n').located.map(({ line }) => line)).toEqual([1, 2, 4])
  })

  it('hostile files at the limit of size are answered', () => {
    const hostile = ['- ', '? ', '!', "'", '#', '%', '\u0000', '\ud800', '\n ', '&a \n']
    for (const piece of hostile) {
      const text = `version: 1\nx: ${piece.repeat(Math.floor((MAX_YAML_CHARACTERS - 20) / piece.length))}`
      expect(read(text)).toMatchObject({ readable: false, settings: DEFAULT_SETTINGS })
    }
  })
})
