import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadBundle } from '../../src/cli/bundle.ts'
import { readSettings } from '../../src/core/rules/settings.ts'
import { type Folder, folderOf, runRules } from './run-rules.ts'

const BIN = resolve(import.meta.dirname, '../../bin/countersign.js')

const GOOD = `title: Anything new
severity: high
kind: broadened
when: change.origin == "allowed"
headline: Allows {actions}
message: it is new.
fix: name {resources}.
`

const answer = z.object({
  schema: z.literal('countersign.rules-validate/1'),
  valid: z.boolean(),
  files: z.array(z.string()),
  diagnostics: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      code: z.string(),
      file: z.string(),
      line: z.number(),
      column: z.number(),
      summary: z.string(),
      detail: z.string(),
    }),
  ),
})

let folder: Folder
beforeAll(() => {
  folder = folderOf({
    'good/.github/countersign.yml': 'version: 1\nrules:\n  access/broader-access: low\n',
    'none/.github/CODEOWNERS': '* @acme/security\n',
    'bad/.github/countersign.yaml': 'version: 1\nmode: advisry\nrules:\n  access/broader-acces: off\n',
    'root/countersign.yml': 'version: 1\nmode: advisry\n',
    'root/.git/HEAD': 'ref: refs/heads/main\n',
    'both/.github/countersign.yml': 'version: 1\n',
    'both/.github/countersign.yaml': 'version: 1\n',
    'signed/.github/countersign.yml': 'version: 1\nauthorship:\n  signatures:\n    - id: mine\n      nam: Mine\n',
    'rules/access/mine.yml': GOOD,
    'rules/access/other.yml': GOOD.replace('origin', 'origni').replace('severity: high', 'severity: hihg'),
    'rules/access/README.md': '# Rules\n',
    'misnamed/access/late.yaml': GOOD,
    'empty/notes.txt': 'nothing\n',
  })
})
afterAll(() => folder.remove())

const at = (path: string) => join(folder.path, path)
const validated = async (...paths: readonly string[]) => {
  const { code, stdout } = await runRules('validate', '--format', 'json', ...paths.map(at))
  return { code, ...answer.parse(JSON.parse(stdout)) }
}

describe('countersign rules validate', () => {
  it('says that good settings and rules are valid', async () => {
    expect(await runRules('validate', at('good'))).toMatchObject({ code: 0, stderr: '' })
    const { code, valid, files } = await validated('good', 'rules/access/mine.yml')
    expect({ code, valid, files }).toEqual({
      code: 0,
      valid: true,
      files: [at('good/.github/countersign.yml'), at('rules/access/mine.yml')],
    })
  })

  it('says that without a settings file the defaults apply', async () => {
    const { code, stdout } = await runRules('validate', at('none'))
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'valid: no settings file: the defaults apply\n' })
  })

  it("checks what stands at a repository's root as an organisation's, and says where it is read", async () => {
    const { code, diagnostics, files } = await validated('root')
    const file = at('root/countersign.yml')
    expect({ code, files }).toEqual({ code: 1, files: [file] })
    expect(diagnostics.map((each) => [each.file, each.code])).toEqual([
      [file, 'settings-invalid'],
      [file, 'settings-at-root'],
    ])
  })

  it('gives the very errors that the app gives, where they stand', async () => {
    const yaml = 'version: 1\nmode: advisry\nrules:\n  access/broader-acces: off\n'
    const { located } = readSettings({ yaml }, loadBundle().rules)
    const { code, diagnostics } = await validated('bad')
    expect(code).toBe(1)
    expect(located).toHaveLength(2)
    expect(diagnostics).toEqual(located.map((each) => ({ ...each, file: at('bad/.github/countersign.yaml') })))
  })

  it('names file, line and column, and what was probably meant', async () => {
    const { stdout } = await runRules('validate', at('bad/.github/countersign.yaml'))
    const file = at('bad/.github/countersign.yaml')
    expect(stdout).toContain(`${file}:2:7: error: \`mode\` is not valid`)
    expect(stdout).toContain(`${file}:4:3: error: unknown key \`access/broader-acces\``)
    expect(stdout).toContain('Did you mean `access/broader-access`?')
    expect(stdout).toContain(`2 errors in ${file}`)
  })

  it('refuses both settings files, whichever of them is named', async () => {
    for (const path of ['both', 'both/.github', 'both/.github/countersign.yml', 'both/.github/countersign.yaml']) {
      const { code, diagnostics } = await validated(path)
      expect({ code, codes: diagnostics.map((each) => each.code) }).toEqual({ code: 1, codes: ['settings-twice'] })
    }
  })

  it('checks the signatures that settings hold', async () => {
    const { code, diagnostics } = await validated('signed')
    expect(code).toBe(1)
    expect(diagnostics[0]).toMatchObject({ code: 'signatures-invalid', file: at('signed/.github/countersign.yml') })
    expect(diagnostics.map(({ line }) => line).every((line) => line >= 4)).toBe(true)
  })

  it('checks the inline ignores of a repository, wherever the review looks for them, and says what was meant', async () => {
    const digest = 'a'.repeat(64)
    const ignore = (rule: string, more: string) =>
      `locals {\n  # countersign:ignore ${rule} reason="a job" ${more} digest=${digest}\n  a = 1\n}\n`
    const ignored = folderOf({
      '.github/countersign.yml': 'version: 1\n',
      'live/unknown.tf': ignore('access/broader-acces', 'approver=carol until=2999-01-31'),
      'live/ended.tofu': ignore('access/broader-access', 'approver=carol until=2020-01-31'),
      'live/never.tfvars': '# countersign:ignore access/broader-access aprover=carol\na = 1\n',
      'live/fixed.hcl': ignore('access/undecided-access', 'approver=carol until=2027-01-31'),
      'live/odd.tf': '# countersign:ignroe\na = 1\n',
      'live/invalid.tf': '\n"',
      '.terraform/modules/other/main.tf': ignore('access/nothing', 'approver=carol until=2020-01-31'),
      'notes/text.md': '# countersign:ignore access/nothing\n',
    })
    symlinkSync('unknown.tf', join(ignored.path, 'live/linked.tf'))
    const { code, stdout } = await runRules('validate', '--format', 'json', ignored.path)
    ignored.remove()
    const { diagnostics } = answer.parse(JSON.parse(stdout))
    expect(code).toBe(0)
    expect(
      diagnostics.map(({ file, line, column, code: each }) => [file.split('/').at(-1), line, column, each]),
    ).toEqual([
      ['ended.tofu', 2, 5, 'ignore-expired'],
      ['fixed.hcl', 2, 5, 'ignore-not-possible'],
      ...['missing-reason', 'missing-approver', 'missing-until', 'missing-digest', 'unknown-key'].map(() =>
        expect.anything(),
      ),
      ['odd.tf', 1, 3, 'ignore-unknown-annotation'],
      ['unknown.tf', 2, 5, 'ignore-unknown-rule'],
    ])
    const never = diagnostics.filter(({ file }) => file.endsWith('never.tfvars'))
    expect(never.map((each) => each.code).sort()).toEqual(
      ['approver', 'digest', 'reason', 'until'].map((key) => `ignore-missing-${key}`).concat('ignore-unknown-key'),
    )
    expect(never.map(({ detail }) => detail).join(' ')).toContain('Did you mean `approver`?')
    expect(diagnostics.at(-1)?.detail).toContain('Did you mean `access/broader-access`?')
  })

  it('checks every rule of a folder', async () => {
    const { code, files, diagnostics } = await validated('rules')
    expect({ code, files }).toEqual({ code: 1, files: [at('rules/access/mine.yml'), at('rules/access/other.yml')] })
    expect(diagnostics).toMatchObject([
      { code: 'rule-invalid', file: at('rules/access/other.yml'), line: 2, column: 11 },
    ])
  })

  it('checks the built-in rules without a complaint', async () => {
    const { code, stdout } = await runRules('validate', resolve(import.meta.dirname, '../../rules'))
    expect({ code, says: stdout.split(':')[0] }).toEqual({ code: 0, says: 'valid' })
  })

  it('passes over nothing that looks like a rule: another ending, a link, too much, no text', async () => {
    const odd = folderOf({ 'access/late.yaml': GOOD, 'access/MINE.YML': GOOD, 'access/large.yml': '' })
    mkdirSync(join(odd.path, 'real'))
    symlinkSync(at('rules/access/mine.yml'), join(odd.path, 'access/linked.yml'))
    truncateSync(join(odd.path, 'access/large.yml'), 2 * 1024 * 1024)
    odd.put({ 'access/tab.yml': '\t- a\n' })
    const { code, stdout } = await runRules('validate', '--format', 'json', odd.path)
    odd.remove()
    const { diagnostics } = answer.parse(JSON.parse(stdout))
    const told = diagnostics.map(({ file, code: each }) => [file.split('/').at(-1), each])
    expect(code).toBe(1)
    expect(told).toEqual([
      ['MINE.YML', 'rule-unreadable'],
      ['large.yml', 'rule-unreadable'],
      ['late.yaml', 'rule-unreadable'],
      ['linked.yml', 'rule-unreadable'],
      ['tab.yml', expect.stringMatching(/^yaml-/)],
    ])
  })

  it.each([
    ['of two megabytes', `version: 1\n#${'x'.repeat(2 * 1024 * 1024)}\n`, 1, 'yaml-too-long'],
    ['of six megabytes', `version: 1\n#${'x'.repeat(6 * 1024 * 1024)}\n`, 1, 'yaml-too-long'],
    ['with a bomb of aliases', `a: &a [1, 1]\nb: &b [*a, *a]\nc: [${'*b, '.repeat(100)}]\n`, 2, /^yaml-/],
  ])('refuses settings %s at a line of them', async (name, text, line, code) => {
    const path = `hostile ${name}`
    folder.put({ [`${path}/.github/countersign.yml`]: text })
    const { valid, diagnostics } = await validated(path)
    expect(valid).toBe(false)
    expect(diagnostics).toMatchObject([{ line, file: at(`${path}/.github/countersign.yml`) }])
    expect(diagnostics[0]?.code).toMatch(code)
  })

  it.each<[string, (settings: string) => void, RegExp]>([
    ['a folder', (path) => mkdirSync(path), /^It is a folder\. Write settings there/],
    ['a link that leads nowhere', (path) => symlinkSync('../nothing.yml', path), /^It is a link that leads nowhere/],
    ['a link to itself', (path) => symlinkSync('countersign.yml', path), /^It is a link that leads nowhere/],
    ['a device', (path) => symlinkSync('/dev/null', path), /^It is no file/],
    ['no text', (path) => writeFileSync(path, new Uint8Array([0xff, 0xfe, 0x00])), /^It is not valid UTF-8/],
  ])('refuses %s in the place of settings, and says so there', async (name, put, detail) => {
    const root = `odd ${name}`
    folder.put({ [`${root}/.github/CODEOWNERS`]: '' })
    put(at(`${root}/.github/countersign.yml`))
    const { valid, diagnostics } = await validated(root)
    expect(valid).toBe(false)
    expect(diagnostics).toMatchObject([
      { file: at(`${root}/.github/countersign.yml`), line: 1, column: 1, code: 'settings-unreadable' },
    ])
    expect(diagnostics[0]?.detail).toMatch(detail)
  })

  it('writes out what a hostile key would do to a terminal', async () => {
    folder.put({ 'hostile/.github/countersign.yml': 'version: 1\n"mo\\u001b[2Jde": advisory\n' })
    const { code, stdout } = await runRules('validate', at('hostile'))
    expect(code).toBe(1)
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toContain('\\u{1b}[2J')
  })

  it('takes a place without settings and rules for a mistake of the caller', async () => {
    const { code, stderr } = await runRules('validate', at('empty'))
    expect({ code, stderr }).toEqual({ code: 64, stderr: `error: ${at('empty')} holds neither settings nor rules\n` })
    expect((await runRules('validate', at('empty/notes.txt'))).code).toBe(64)
    expect((await runRules('validate', '--format', 'xml')).code).toBe(64)
  })

  it('calls what is not there an environment fault', async () => {
    expect(await runRules('validate', at('missing'))).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('countersign rules validate in a folder', () => {
  const run = (cwd: string) =>
    spawnSync(process.execPath, [BIN, 'rules', 'validate'], { cwd: at(cwd), encoding: 'utf8' })

  it('checks the repository around it', () => {
    folder.put({ 'bad/.git/HEAD': 'ref: refs/heads/main\n', 'bad/modules/role/main.tf': '' })
    const { status, stdout } = run('bad/modules/role')
    expect({ status, first: stdout.split('\n')[0] }).toEqual({
      status: 1,
      first: '../../.github/countersign.yaml:2:7: error: `mode` is not valid',
    })
  })

  it('asks what to check where there is no repository', () => {
    const { status, stdout, stderr } = run('empty')
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' })
    expect(stderr).toContain('here is no repository')
  })
})
