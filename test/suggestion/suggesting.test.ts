import { describe, expect, it } from 'vitest'
import { suggestionCandidates } from '../../src/core/suggestion/candidates.ts'
import { withSuggestion } from '../../src/core/suggestion/suggestion.ts'
import { reviewSuggesting } from './suggested-change.ts'

const ACTIONS = '["s3:GetObject"]'
const CONDITION = `
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }`

interface Written {
  readonly actions?: string
  readonly resource?: string
  readonly condition?: string
  readonly ending?: string
}

/** A policy of one statement, each of its parts on a line of its own. */
function policy({
  actions = ACTIONS,
  resource = 'reports/*',
  condition = '',
  ending = '\n',
}: Written): Record<string, string> {
  const text = `resource "aws_iam_policy" "reader" {
  policy = jsonencode({
    Statement = [
      {
        Effect   = "Allow"
        Action   = ${actions}
        Resource = "arn:aws:s3:::${resource}"${condition}
      },
    ]
  })
}
`
  return { 'main.tf': text.replaceAll('\n', ending) }
}

async function suggestions(base: Record<string, string>, head: Record<string, string>) {
  const { result } = await reviewSuggesting(base, head)
  return result.findings.map(({ suggestion }) => suggestion)
}

describe('suggestions', () => {
  it('put actions, resources and conditions back that base had', async () => {
    expect(await suggestions(policy({}), policy({ actions: '["s3:*"]' }))).toEqual([
      {
        ...{ file: 'main.tf', startLine: 6, endLine: 6 },
        replaced: '        Action   = ["s3:*"]\n',
        replacement: '        Action   = ["s3:GetObject"]\n',
      },
    ])
    expect(await suggestions(policy({}), policy({ resource: '*' }))).toMatchObject([
      { startLine: 7, replacement: '        Resource = "arn:aws:s3:::reports/*"\n' },
    ])
    const [dropped] = await suggestions(policy({ condition: CONDITION }), policy({}))
    expect(dropped).toMatchObject({ startLine: 7, endLine: 7 })
    expect(dropped?.replacement).toMatch(/^ +Resource = .*\n +Condition = .*\n$/)
  })

  it('leave alone what else changed beside it', async () => {
    const actions = '["s3:GetObject", "s3:GetObjectAcl", "s3:PutObject"]'
    const [kept, ...others] = await suggestions(
      policy({ actions: '["s3:GetObject", "s3:GetObjectAcl"]', condition: CONDITION }),
      policy({ actions, resource: 'reports/a/*', condition: CONDITION }),
    )
    expect(kept).toMatchObject({ startLine: 6, endLine: 6 })
    expect(kept?.replacement).toBe('        Action   = ["s3:GetObject", "s3:GetObjectAcl"]\n')
    expect(others).toEqual([])
    const [back] = await suggestions(policy({ condition: CONDITION }), policy({ resource: 'reports/a/*' }))
    expect(back?.replacement).toContain('reports/a/*"\n        Condition = {')
  })

  it('put a condition of JSON back with the commas that it needs', async () => {
    const document = (resource: string, condition: string) => ({
      'policies/reader.json': `{
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::${resource}"${condition}
    }
  ]
}`,
    })
    const condition = `,
      "Condition": {
        "Bool": { "aws:MultiFactorAuthPresent": "true" }
      }`
    const [back] = await suggestions(document('reports/*', condition), document('reports/a/*', ''))
    expect(back?.replacement).toBe(`      "Resource": "arn:aws:s3:::reports/a/*"${condition}\n`)
  })

  it('end their lines as the file does, and its last one as it ends', async () => {
    const ending = '\r\n'
    const [crlf] = await suggestions(policy({ ending }), policy({ actions: '["s3:*"]', ending }))
    expect(crlf?.replacement).toBe('        Action   = ["s3:GetObject"]\r\n')
    const raw = (action: string) => ({
      'policies/a.json': `{\n"Statement":\n[{"Effect": "Allow", "Action": "${action}", "Resource": "*"}]}`,
    })
    const [last] = await suggestions(raw('s3:GetObject'), raw('s3:*'))
    expect(last).toMatchObject({ startLine: 3, endLine: 3 })
    expect(last?.replacement).toBe('[{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}')
  })

  it('are none for what is new as a whole', async () => {
    expect(await suggestions({}, policy({}))).toEqual([undefined])
    const other = policy({ actions: '["s3:*"]' })['main.tf']?.replace('"reader"', '"writer"') ?? ''
    const [before = ''] = Object.values(policy({}))
    expect(await suggestions({ 'main.tf': before }, { 'main.tf': `${before}\n${other}` })).toEqual([undefined])
  })

  it('are given once where one takes several findings away, and the next finding has its own', async () => {
    const group = (cidr: string, other: string) => ({
      'main.tf': `resource "aws_security_group" "a" {
  ingress {
    from_port = 22
    to_port = 22
    protocol = "tcp"
    cidr_blocks = ["${cidr}"]
  }
}

# one
# two
# three
# four
# five
# six
# seven
resource "aws_iam_role_policy" "x" {
  role   = "x"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "${other}", Resource = "*" }] })
}
`,
    })
    const found = await suggestions(group('10.0.0.0/8', 's3:GetObject'), group('0.0.0.0/0', 's3:*'))
    const given = found.filter((each) => each !== undefined)
    expect(given.map(({ startLine }) => startLine)).toEqual([6, 19])
    const keys = found.flatMap((each) => (each === undefined ? [] : [JSON.stringify(each)]))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are none that would show a sensitive value', async () => {
    const files = (principal: string, shown: string) => ({
      'main.tf': `variable "trusted" {
  sensitive = true
  default   = "arn:aws:iam::111122223333:role/secret-name"
}

resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ${principal} } }, # ${shown}
  ] })
  tags = { it = var.trusted }
}
`,
    })
    const wide = '"arn:aws:iam::999988887777:root"'
    expect(await suggestions(files('var.trusted', ''), files(wide, ''))).toMatchObject([{ startLine: 8 }])
    const secret = 'arn:aws:iam::111122223333:role/secret-name'
    expect(await suggestions(files('var.trusted', secret), files(wide, ''))).toEqual([undefined])
  })

  it('are there beside a file that nobody can read, which has none', async () => {
    const found = await suggestions(policy({}), { ...policy({ actions: '["s3:*"]' }), 'other.tf': 'locals { x = ' })
    expect(found.map((each) => each?.file)).toEqual(['main.tf', undefined])
  })
})

describe('suggestions for what lands on a branch that has moved on', () => {
  const base = policy({})
  const head = policy({ actions: '["s3:*"]' })

  it('are tried on what merging gives as well', async () => {
    const tip = { ...base, 'README.md': 'new' }
    const { result } = await reviewSuggesting(base, head, { tip, merged: { ...head, 'README.md': 'new' } })
    expect(result.findings.map(({ suggestion }) => suggestion?.startLine)).toEqual([6])
  })

  it('are none where the branch has another text of the file', async () => {
    const onTop = (files: Record<string, string>) => ({ 'main.tf': `# new\n${files['main.tf']}` })
    const { result } = await reviewSuggesting(base, head, { tip: onTop(base), merged: onTop(head) })
    expect(result.findings.map(({ suggestion }) => suggestion)).toEqual([undefined])
  })
})

describe('what a suggestion rests on', () => {
  it('is the file of the finding, in both versions', () => {
    const sources = { text: () => undefined, lines: () => undefined } as const
    const unused = { position: () => ({ line: 1, column: 1 }), changes: () => expect.fail('is not asked') }
    const finding = { file: 'a.tf', startLine: 1, endLine: 1 }
    expect(suggestionCandidates(finding, [], { ...sources, ...unused })).toEqual([])
  })

  it('gives the text of base where all that changed is taken back', async () => {
    const [before = '', after = ''] = [policy({}), policy({ resource: '*' })].map((files) => files['main.tf'])
    const [suggestion] = await suggestions({ 'main.tf': before }, { 'main.tf': after })
    expect(withSuggestion(after, suggestion ?? expect.fail())).toBe(before)
  })
})
