import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hclSecondOpinion } from '../../src/adapters/second-opinion/hcl-second-opinion.ts'
import { type Folder, folderOf, runRulesWith } from './run-rules.ts'

const trace = z.looseObject({ source: z.string(), value: z.string() })
const answer = z.object({
  schema: z.literal('countersign.rules-explain/1'),
  findings: z.array(
    z.object({
      rule: z.string(),
      digest: z.string(),
      file: z.string(),
      startLine: z.number(),
      rules: z.array(z.object({ rule: z.string(), answer: z.string(), acts: z.boolean(), trace })),
    }),
  ),
})

const policy = (...actions: readonly string[]) => `resource "aws_iam_role_policy" "reader" {
  name   = "reader"
  role   = "reader"
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = "arn:aws:s3:::logs/*" }]
  })
}
`

let folder: Folder
const secondOpinion = hclSecondOpinion()
beforeAll(() => {
  folder = folderOf({
    'base/main.tf': policy('s3:GetObject'),
    'head/main.tf': policy('s3:GetObject', 's3:PutObject'),
    'base/.github/countersign.yml': 'version: 1\nrules:\n  access/broader-access: { mode: advisory }\n',
    'head/.github/countersign.yml': 'version: 1\nrules:\n  access/broader-access: { mode: advisory }\n',
  })
})
afterAll(async () => {
  folder.remove()
  await secondOpinion.close()
})

const explain = (...args: readonly string[]) => {
  const [base, head] = [join(folder.path, 'base'), join(folder.path, 'head')]
  return runRulesWith(secondOpinion, 'explain', '--base', base, '--head', head, ...args)
}

describe('countersign rules explain', () => {
  it('says in JSON what every rule answers, each with its parts', async () => {
    const { code, stdout } = await explain('--format', 'json')
    const { findings } = answer.parse(JSON.parse(stdout))
    expect({ code, findings }).toMatchObject({ code: 0, findings: [{ rule: 'access/broader-access', startLine: 5 }] })
    const rules = new Map(findings[0]?.rules.map((each) => [each.rule, each]))
    expect(rules.get('access/broader-access')).toMatchObject({ answer: 'matches', trace: { value: 'true' } })
    expect(rules.get('network/open-to-internet')).toMatchObject({ answer: 'does-not-match', trace: { value: 'false' } })
  })

  it('names of what did not match the part that is false, and shows one rule in full', async () => {
    const { stdout } = await explain()
    expect(stdout).toMatch(/access\/broader-access {2}matches\. Settings make it a hint here\.\n {4}change\.origin/)
    expect(stdout).toContain('access/broader-trust  does not match. false: change.policyKind == "trust"\n')
    const one = await explain('main.tf:5', '--rule', 'access/broader-trust')
    expect(one.stdout).toMatch(/^ {8}change\.policyKind → "identity"$/m)
    expect(one.stdout).not.toContain('access/broader-access')
  })

  it('finds a finding by the beginning of its digest, and says where there is none', async () => {
    const { stdout } = await explain('--format', 'json')
    const digest = answer.parse(JSON.parse(stdout)).findings[0]?.digest ?? ''
    expect((await explain(digest.slice(0, 10))).code).toBe(0)
    expect(await explain('main.tf:99')).toMatchObject({ code: 64, stdout: '' })
    expect((await explain('--rule', 'access/nothing')).stderr).toContain('there is no rule')
  })
})
