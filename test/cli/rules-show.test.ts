import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtInRules } from '../rules/built-in-rules.ts'
import { folderOf, runRules } from './run-rules.ts'

const BIN = resolve(import.meta.dirname, '../../bin/countersign.js')

const answer = z.object({
  schema: z.literal('countersign.rules-show/1'),
  id: z.string(),
  when: z.string(),
  require: z.object({ humans: z.number(), teams: z.array(z.string()) }),
  headline: z.string(),
  message: z.string(),
  fix: z.string(),
  doc: z
    .object({ file: z.string(), sections: z.array(z.object({ heading: z.string(), text: z.string() })) })
    .nullable(),
  examples: z.array(
    z.object({
      title: z.string(),
      expect: z.enum(['fires', 'silent']),
      base: z.record(z.string(), z.string()),
      head: z.record(z.string(), z.string()),
    }),
  ),
})

describe('countersign rules show', () => {
  it('shows the condition, what is required, the doc and the examples', async () => {
    const { code, stdout } = await runRules('show', 'access/broader-trust')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^access\/broader-trust {2}More principals that may assume a role$/m)
    expect(stdout).toMatch(/^severity +high$/m)
    expect(stdout).toMatch(/^requires +2 accountable humans$/m)
    expect(stdout).toContain('Condition\n  change.origin == "allowed" && change.policyKind == "trust"')
    expect(stdout).toContain('Lets {principals} assume {address}')
    for (const part of ['## Why it matters', '## How to narrow it', '## Fires: one more role', '```hcl head main.tf']) {
      expect(stdout).toContain(part)
    }
  })

  it('says of a fixed rule that settings cannot change it', async () => {
    expect((await runRules('show', 'governance/failed-rule')).stdout).toContain('settings cannot change it')
  })

  it('prints JSON alone, with the doc apart from its examples', async () => {
    const { stdout, code } = await runRules('show', 'access/broader-trust', '--format', 'json')
    const { doc, examples, when, id } = answer.parse(JSON.parse(stdout))
    expect({ code, id }).toEqual({ code: 0, id: 'access/broader-trust' })
    expect(when).toBe(builtInRules().find((rule) => rule.id === id)?.when.source)
    expect(doc?.sections.map(({ heading }) => heading).slice(1)).toEqual(['Why it matters', 'How to narrow it'])
    expect(examples.map((each) => each.expect)).toEqual(['fires', 'fires', 'silent', 'silent'])
    expect(Object.keys(examples[0]?.head ?? {})).toEqual(['main.tf'])
  })

  it.each([
    ['a typing mistake', 'access/broader-trsut', 'Did you mean `access/broader-trust`? '],
    ['a name without its category', 'broader-trust', 'Did you mean `access/broader-trust`? '],
    ['nothing that is like one', 'zzzzzzzzzzzzzzzzzzzzz', ''],
  ])('says of %s what was meant', async (_, id, says) => {
    const { code, stdout, stderr } = await runRules('show', id)
    expect({ code, stdout, stderr }).toEqual({
      code: 64,
      stdout: '',
      stderr: `error: there is no rule \`${id}\`. ${says}\`countersign rules list\` names the rules.\n`,
    })
  })

  it('shows a rule of a folder, and that it has no doc', async () => {
    const rule =
      'title: Mine \\u001b[2J\nseverity: low\nkind: broadened\nwhen: change.commits == 1\nheadline: One\nmessage: two\nfix: three\nrequire: { humans: 1, teams: [Security] }\n'
    const folder = folderOf({ 'access/mine.yml': rule.replace('Mine \\u001b[2J', '"Mine \\u001b[2J"') })
    const { code, stdout } = await runRules('show', 'access/mine', '--rules', folder.path)
    folder.remove()
    expect(code).toBe(0)
    expect(stdout).toContain('Mine \\u{1b}[2J')
    expect(stdout).toMatch(/^requires +2 accountable humans, somebody of security among them$/m)
    expect(stdout).toContain('It has no doc.')
  })

  it('ends in exit code 64 for the shell where there is no such rule, 0 where there is', () => {
    const run = (id: string) => spawnSync(process.execPath, [BIN, 'rules', 'show', id], { encoding: 'utf8' })
    expect(run('access/nothing').status).toBe(64)
    expect(run('access/broader-access').status).toBe(0)
  })
})
