import { describe, expect, it } from 'vitest'
import { MODULES } from './json-modules.ts'
import { configure, describeAccess, lineOf, type ModuleOptions, resourcePatterns } from './module-double.ts'

type Files = Readonly<Record<string, string>>

/** Everything but the places, in an order that the source's does not decide. */
function meaning(files: Files, options?: ModuleOptions): readonly string[] {
  const { policies, opaque, diagnostics, addresses } = configure(files, options)
  const codes = diagnostics.map((each) => each.code)
  return [...policies, ...opaque, ...codes, ...addresses].map(withoutPlaces).sort()
}

function withoutPlaces(item: unknown): string {
  return JSON.stringify(item, (key, value: unknown) => {
    const isPlace = typeof value === 'object' && value !== null && 'file' in value
    return isPlace || ['span', 'spans', 'origins'].includes(key) ? undefined : value
  })
}

const json = (module: unknown): Files => ({ 'main.tf.json': JSON.stringify(module, null, 2) })

describe('a module in JSON', () => {
  describe.each(['declared', 'unset'] as const)('as %s', (kind) => {
    it.each(MODULES)('means what native syntax means: %s', (_, module, native) => {
      const options: ModuleOptions = { variant: { kind } }
      const expected = meaning({ 'main.tf': native }, options)
      expect(expected.length).toBeGreaterThan(0)
      expect(meaning(json(module), options)).toEqual(expected)
    })
  })

  it('may stand beside files in native syntax', () => {
    const files = {
      'main.tf': 'resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.d.json }',
      'data.tofu.json':
        '{"data": {"aws_iam_policy_document": {"d": {"statement": {"actions": ["a:b"], "resources": ["*"]}}}}}',
    }
    expect(Object.values(describeAccess(configure(files)))).toEqual([['Allow | Action a:b | Resource *']])
  })
})

it('moves in JSON as in native syntax', () => {
  const key = (name: string) => ({
    aws_kms_key: { [name]: {} },
    aws_iam_policy: {
      p: {
        name: 'p',
        policy: `\${jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = aws_kms_key.${name}.arn }] })}`,
      },
    },
  })
  const before = configure(json({ resource: key('old') }))
  const renamed = { resource: key('new') }
  const moved = { ...renamed, moved: { from: 'aws_kms_key.old', to: 'aws_kms_key.new' } }
  const options = { before: before.addresses }
  expect(resourcePatterns(configure(json(moved), options))).toEqual(resourcePatterns(before))
  expect(resourcePatterns(configure(json(renamed), options))).not.toEqual(resourcePatterns(before))
})

describe('a module that is called', () => {
  it('may be in JSON, and be called from JSON', () => {
    const files = {
      ...json({ module: { m: { source: './m', actions: ['a:${local.x}'] } }, locals: { x: 'b' } }),
      'm/main.tf.json': JSON.stringify({
        variable: { actions: { type: 'list(string)' } },
        resource: { aws_iam_policy: { p: { name: 'p', policy: '${data.aws_iam_policy_document.d.json}' } } },
        data: { aws_iam_policy_document: { d: { statement: { actions: '${var.actions}', resources: ['*'] } } } },
        output: { arn: { value: '${aws_iam_policy.p.arn}' } },
      }),
    }
    const native = {
      'main.tf': 'module "m" {\n source = "./m"\n actions = ["a:${local.x}"]\n}\nlocals { x = "b" }',
      'm/main.tf':
        'variable "actions" { type = list(string) }\nresource "aws_iam_policy" "p" {\n name = "p"\n policy = data.aws_iam_policy_document.d.json\n}\ndata "aws_iam_policy_document" "d" {\n statement {\n actions = var.actions\n resources = ["*"]\n }\n}\noutput "arn" { value = aws_iam_policy.p.arn }',
    }
    expect(meaning(files)).toEqual(meaning(native))
    expect(configure(files).diagnostics).toEqual([])
  })
})

/** What CDKTF writes: metadata in comments, everything else as expressions. */
const SYNTHESIZED = json({
  '//': { metadata: { backend: 'local', stackName: 'app', version: '0.20.0' }, outputs: {} },
  provider: { aws: [{ region: 'eu-west-1' }] },
  resource: {
    aws_iam_role: {
      app_role_1A2B: {
        '//': { metadata: { path: 'app/role', uniqueId: 'app_role_1A2B' } },
        assume_role_policy: '${data.aws_iam_policy_document.app_trust_3C4D.json}',
        name: 'app',
      },
    },
  },
  data: {
    aws_iam_policy_document: {
      app_trust_3C4D: {
        '//': { metadata: { path: 'app/trust', uniqueId: 'app_trust_3C4D' } },
        statement: [
          { actions: ['sts:AssumeRole'], principals: [{ identifiers: ['ec2.amazonaws.com'], type: 'Service' }] },
        ],
      },
    },
  },
  terraform: {
    backend: { local: { path: '/x.tfstate' } },
    required_providers: { aws: { source: 'aws', version: '5' } },
  },
})

describe('what CDKTF writes', () => {
  it('is read, its metadata being comments', () => {
    const access = configure(SYNTHESIZED)
    expect(access.diagnostics).toEqual([])
    expect(describeAccess(access)).toEqual({
      'trust role:/app': ['Allow | Principal Service=ec2.amazonaws.com | Action sts:AssumeRole'],
    })
  })

  it('has its statements on their own lines', () => {
    const [policy] = configure(SYNTHESIZED).policies
    const text = SYNTHESIZED['main.tf.json'] ?? ''
    const line = text.slice(0, text.indexOf('"sts:AssumeRole"')).split('\n').length
    const statement = policy?.document.statements[0]
    const action = statement?.kind === 'statement' ? statement.action.patterns[0] : undefined
    expect(lineOf(SYNTHESIZED, action?.spans[0])).toBe(`main.tf.json:${line}`)
  })
})

describe('an override file', () => {
  const POLICY = (action: string) => ({
    resource: {
      aws_iam_policy: {
        p: {
          name: 'p',
          policy: `\${jsonencode({ Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })}`,
        },
      },
    },
  })

  it.each(['override.tf.json', 'x_override.tofu.json'])('may be in JSON: %s', (name) => {
    const files = { ...json(POLICY('a:one')), [name]: JSON.stringify(POLICY('a:two')) }
    const access = configure(files)
    expect(access.diagnostics).toEqual([])
    expect(describeAccess(access)).toEqual({ 'identity policy:/p': ['Allow | Action a:two | Resource *'] })
  })

  it('replaces blocks by what JSON says as an argument', () => {
    const group =
      'resource "aws_security_group" "g" {\n ingress {\n from_port = 1\n cidr_blocks = ["10.0.0.0/8"]\n }\n}'
    const rules = [{ from_port: 2, cidr_blocks: ['0.0.0.0/0'] }]
    const override = { resource: { aws_security_group: { g: { ingress: rules } } } }
    const files = { 'main.tf': group, 'override.tf.json': JSON.stringify(override) }
    expect(meaning(files)).toEqual(meaning(json(override)))
  })
})

describe('values of variables in JSON', () => {
  const MODULE = {
    'main.tf':
      'variable "v" { default = "default" }\nresource "aws_iam_policy" "p" {\n policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "a:b", Resource = var.v }] })\n}',
  }
  const resourceOf = (text: string) =>
    Object.values(describeAccess(configure({ ...MODULE, 'terraform.tfvars.json': text })))[0]

  it('stand as they are written', () => {
    expect(resourceOf('{"//": "note", "v": "${x} $${y}"}')).toEqual(['Allow | Action a:b | Resource ${x} $${y}'])
  })

  it.each(['{"v": "a", "v": "b"}', '{"v": "a"', '["v"]', 'null', '"v"', ''])(
    'are unknown in a file with an error: %s',
    (text) => {
      const access = configure({ ...MODULE, 'terraform.tfvars.json': text })
      expect(Object.values(describeAccess(access))).toEqual([['Allow | Action a:b | Resource ${var.v}']])
      expect(access.diagnostics.map((each) => [each.severity, each.subject.file])).toContainEqual([
        'error',
        'terraform.tfvars.json',
      ])
    },
  )

  it('have the places of their file', () => {
    const text = '{\n  "other": 1,\n  "v": "\\u0061"\n}'
    const files = { ...MODULE, 'terraform.tfvars.json': text }
    const [statement] = configure(files).policies[0]?.document.statements ?? []
    const pattern = statement?.kind === 'statement' ? statement.resource?.patterns[0] : undefined
    const [span] = pattern?.spans ?? []
    expect(lineOf(files, span)).toBe('terraform.tfvars.json:3')
  })
})

it('reports a malformed file and keeps what can be read of it', () => {
  const text = '{"resource": {"aws_iam_user_policy": {"p": {"user": "u", "policy": "{\\"Statement\\": []}"}}}, "locals"'
  const access = configure({ 'main.tf.json': text })
  expect(access.diagnostics.map((each) => each.code)).toEqual(['json-syntax'])
  expect(describeAccess(access)).toEqual({ 'identity user:/u': [] })
})
