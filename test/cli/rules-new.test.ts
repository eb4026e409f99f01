import { readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hclSecondOpinion } from '../../src/adapters/second-opinion/hcl-second-opinion.ts'
import { type Folder, folderOf, runRules, runRulesWith } from './run-rules.ts'

const opinion = hclSecondOpinion()
afterAll(() => opinion.close())

let folder: Folder
beforeEach(() => {
  folder = folderOf({})
})
afterEach(() => folder.remove())

const begun = (id: string) => runRules('new', id, '--rules', folder.path)
const written = () => readdirSync(folder.path, { recursive: true }).map(String).sort()

describe('countersign rules new', () => {
  it('writes a rule and its doc, which are valid and pass their tests as they stand', async () => {
    const { code, stdout } = await begun('mail/company-mail')
    expect(code).toBe(0)
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      join(folder.path, 'mail/company-mail.yml'),
      join(folder.path, 'mail/company-mail.md'),
    ])
    expect(stdout).toContain('mail/company-mail: { enabled: true }')
    expect(written()).toEqual(['mail', 'mail/company-mail.md', 'mail/company-mail.yml'])
    expect((await runRules('validate', folder.path)).code).toBe(0)
    expect(await runRulesWith(opinion, 'test', folder.path)).toMatchObject({
      code: 0,
      stdout: 'passed: 4 examples of 1 rule\n',
    })
  })

  it('passes with whatever name sorts first or last', async () => {
    await begun('a/a')
    expect((await runRulesWith(opinion, 'test', folder.path)).code).toBe(0)
    const long = `${'z'.repeat(60)}/${'z'.repeat(60)}`
    const last = folderOf({})
    await runRules('new', long, '--rules', last.path)
    expect((await runRulesWith(opinion, 'test', last.path)).code).toBe(0)
    last.remove()
  })

  it('overwrites neither a rule nor a doc', async () => {
    folder.put({ 'mail/one.yml': 'mine\n', 'mail/two.md': 'mine\n' })
    for (const [id, file] of [
      ['mail/one', 'mail/one.yml'],
      ['mail/two', 'mail/two.md'],
    ] as const) {
      const { code, stderr } = await begun(id)
      expect({ code, stderr }).toEqual({
        code: 64,
        stderr: `error: ${join(folder.path, file)} exists; nothing was written\n`,
      })
    }
    expect(written()).toEqual(['mail', 'mail/one.yml', 'mail/two.md'])
    expect(readFileSync(join(folder.path, 'mail/one.yml'), 'utf8')).toBe('mine\n')
  })

  it('writes through no link', async () => {
    folder.put({ 'mail/keep.txt': 'mine\n' })
    symlinkSync(join(folder.path, 'mail/target'), join(folder.path, 'mail/one.yml'))
    expect((await begun('mail/one')).code).toBe(2)
    expect(written()).not.toContain('mail/target')
  })

  it.each([
    'mail',
    'Mail/one',
    'mail/../one',
    '../mail/one',
    '/mail/one',
    'mail/one/two',
    `mail/${'o'.repeat(61)}`,
    'mail/-',
  ])('refuses what no rule is called: %s', async (id) => {
    const { code, stderr } = await begun(id)
    expect(code).toBe(64)
    expect(stderr).toContain("is not a rule's name")
    expect(written()).toEqual([])
  })

  it('refuses the name of a built-in rule', async () => {
    const { code, stderr } = await begun('access/broader-access')
    expect({ code, stderr }).toEqual({
      code: 64,
      stderr: 'error: there is a built-in rule `access/broader-access`; choose another name\n',
    })
    expect(written()).toEqual([])
  })
})
