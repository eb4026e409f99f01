import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hclSecondOpinion } from '../../src/adapters/second-opinion/hcl-second-opinion.ts'
import { scaffoldRule } from '../../src/core/rules/rule-scaffold.ts'
import { type Folder, folderOf, runRulesWith } from './run-rules.ts'

const answer = z.object({
  schema: z.literal('countersign.rules-test/1'),
  passed: z.boolean(),
  rules: z.number(),
  examples: z.number(),
  failures: z.array(
    z.object({ code: z.string(), file: z.string(), line: z.number(), summary: z.string(), detail: z.string() }),
  ),
})

const { yml, md } = scaffoldRule('mail/company')
const opinion = hclSecondOpinion()
afterAll(() => opinion.close())

let folder: Folder
beforeAll(() => {
  folder = folderOf({ 'good/mail/company.yml': yml, 'good/mail/company.md': md })
})
afterAll(() => folder.remove())

/** Tests the scaffolded rule with its files changed. */
async function tested(name: string, change: { readonly yml?: string; readonly md?: string | null }) {
  const doc = change.md === null ? {} : { [`${name}/mail/company.md`]: change.md ?? md }
  folder.put({ [`${name}/mail/company.yml`]: change.yml ?? yml, ...doc })
  const { code, stdout } = await runRulesWith(opinion, 'test', '--format', 'json', join(folder.path, name))
  const { passed, failures, examples } = answer.parse(JSON.parse(stdout))
  expect(passed).toBe(code === 0)
  return {
    code,
    examples,
    failures: failures.map((each) => ({ ...each, file: each.file.slice(folder.path.length + name.length + 2) })),
  }
}

/** The 1-based line of a heading. */
function lineOf(heading: string, text = md): number {
  return text.split('\n').indexOf(heading) + 1
}

describe('countersign rules test', () => {
  it("tests one rule of its category by its file, and tells another file's mistakes to nobody", async () => {
    folder.put({ 'one/mail/company.yml': yml, 'one/mail/company.md': md, 'one/mail/broken.yml': 'title: x\n' })
    const one = await runRulesWith(opinion, 'test', join(folder.path, 'one/mail/company.yml'))
    expect(one).toMatchObject({ code: 0, stdout: 'passed: 4 examples of 1 rule\n' })
    expect((await runRulesWith(opinion, 'test', join(folder.path, 'one/mail/broken.yml'))).code).toBe(1)
  })

  it('passes rules that do what their examples say', async () => {
    const { code, stdout } = await runRulesWith(opinion, 'test', join(folder.path, 'good'))
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'passed: 4 examples of 1 rule\n' })
  })

  it('says which firing example is silent, where, and what is found instead', async () => {
    const { code, examples, failures } = await tested('narrow', { yml: yml.replace('ses:Send*', 'ses:SendEmail') })
    expect({ code, examples }).toEqual({ code: 1, examples: 4 })
    expect(failures).toEqual([
      {
        code: 'rule-example-failed',
        file: 'mail/company.md',
        line: lineOf('## Fires: a policy that is new'),
        summary: '`mail/company` does not do what "Fires: a policy that is new" says',
        detail: 'Its condition is not true of what is found in this change: `access/broader-access` speaks instead.',
      },
    ])
  })

  it('says which silent example fires, and at which line', async () => {
    const { code, failures } = await tested('wide', { yml: yml.replace('ses:Send*', 'ses:*') })
    expect(code).toBe(1)
    expect(failures).toMatchObject([{ line: lineOf('## Silent: another action') }])
    expect(failures[0]?.detail).toMatch(/^It makes a finding at main\.tf:\d+: Allows `?ses:GetSendStatistics/)
  })

  it('says that another rule speaks where this one matches', async () => {
    const { failures } = await tested('outdone', {
      yml: yml.replace('kind: broadened', 'kind: broadened\ngeneral: true').replace('high', 'low'),
    })
    expect(failures).toHaveLength(2)
    expect(failures[0]?.detail).toContain('It matches, but `access/broader-access` speaks')
  })

  it('says that nothing is found, and what cannot be read of the files', async () => {
    const broken = md.replace(
      '```hcl base main.tf\n# none\n```',
      '```hcl base main.tf\nresource "aws_iam_role_policy" "mailer" {\n  name = "mailer"\n  role = "mailer"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ses:*", Resource = "*" }] })\n}\n```',
    )
    const { failures } = await tested('nothing', { md: broken })
    expect(failures).toMatchObject([{ detail: 'Nothing is found in this change at all.' }])
  })

  it('says that a removed rule matches and does not act', async () => {
    const { failures } = await tested('removed', { yml: yml.replace('preview', 'removed') })
    expect(failures.map(({ detail }) => detail)).toEqual(Array(2).fill('It matches, but does not act: it is removed.'))
  })

  it('asks for the doc, its sections, its title and two examples of each kind', async () => {
    expect((await tested('bare', { md: null })).failures).toMatchObject([
      { code: 'rule-doc-missing', file: 'mail/company.yml' },
    ])
    const { failures } = await tested('poor', {
      md: md
        .replace('## Why it matters', '## Why')
        .replace('## Silent: another action', '## Another')
        .replace('# New', '# A new'),
    })
    expect(failures.map(({ summary }) => summary)).toEqual([
      'the section "Why it matters" is missing',
      '1 of 2 "silent" examples',
      'the doc\'s title is "A new access: company", the rule\'s is "New access: company"',
    ])
  })

  it('says that a rule does not load, and runs the others', async () => {
    folder.put({ 'half/mail/other.yml': yml.replace('change.origin', 'change.origni'), 'half/mail/other.md': md })
    const { code, examples, failures } = await tested('half', {})
    expect({ code, examples }).toEqual({ code: 1, examples: 4 })
    expect(failures).toMatchObject([{ code: 'rule-invalid', file: 'mail/other.yml', line: 7 }])
  })

  it('lets nobody replace the rules that speak where the review itself failed', async () => {
    const name = 'governance/unjudged-change'
    folder.put({ [`fixed/${name}.yml`]: yml, [`fixed/${name}.md`]: md })
    const { code, failures } = await tested('fixed', {})
    expect(code).toBe(1)
    expect(failures).toMatchObject([
      { file: `${name}.yml`, line: 1, summary: `the built-in rule \`${name}\` cannot be replaced` },
    ])
  })

  it.each([
    ['the change', 'head main.tf\nresource "aws'],
    ['what was there before', 'base main.tf\nresource "aws'],
  ])('takes no example for one whose files cannot be read: %s', async (_, broken) => {
    const { failures } = await tested('malformed', {
      md: md.replace(broken, broken.replace('resource', 'resource {{')),
    })
    expect(failures).toMatchObject([{ code: 'rule-example-failed', line: lineOf('## Fires: one more action') }])
    expect(failures[0]?.detail).toMatch(/^A file of it cannot be read: main\.tf:1: /)
  })

  it('says what is wrong with a fact', async () => {
    const fact = '## Fires: a fact\n\n```yaml fact\nkind: governance\nwhat: nonsense\ndetail: x\n```\n'
    const { failures } = await tested('facts', { md: `${md}\n${fact}` })
    expect(failures).toHaveLength(1)
    expect(failures[0]?.detail).toMatch(/^A fact of it cannot be read: `what`: must be one of: /)
  })

  it('reads the settings that an example has at its base', async () => {
    const settings = '```yaml base .github/countersign.yml\nversion: 1\nrules:\n  mail/company: off\n```\n'
    const heading = '## Fires: one more action\n'
    const { failures } = await tested('settings', { md: md.replace(heading, `${heading}\n${settings}`) })
    expect(failures).toMatchObject([{ line: lineOf('## Fires: one more action') }])
  })

  it('takes a folder without rules for a mistake of the caller, and one that is not there for a fault', async () => {
    folder.put({ 'empty/README.md': '# Nothing\n' })
    expect(await runRulesWith(opinion, 'test', join(folder.path, 'empty'))).toMatchObject({ code: 64, stdout: '' })
    expect(await runRulesWith(opinion, 'test', join(folder.path, 'missing'))).toMatchObject({ code: 2, stdout: '' })
  })
})
