import { describe, expect, it } from 'vitest'
import { parseFile } from '../../../src/core/configuration/terraform/parse-file.ts'
import { bodyText } from '../tree-text.ts'

const cases: readonly (readonly [string, unknown, string])[] = [
  ['a resource', { resource: { t: { n: { a: 1 } } } }, 'resource "t" "n" {\n a = 1\n}'],
  [
    'several labels and several resources',
    { resource: { t: { n: { a: 1 }, m: {} }, u: { n: { b: 'x' } } } },
    'resource "t" "n" {\n a = 1\n}\nresource "t" "m" {}\nresource "u" "n" {\n b = "x"\n}',
  ],
  [
    'arrays at every level of labels',
    { resource: [{ t: [{ n: [{ a: 1 }] }, { m: { b: 2 } }] }] },
    'resource "t" "n" {\n a = 1\n}\nresource "t" "m" {\n b = 2\n}',
  ],
  ['an array at the root', [{ locals: { a: 1 } }, { locals: { b: 2 } }], 'locals {\n a = 1\n}\nlocals {\n b = 2\n}'],
  [
    'provider configurations of one name',
    { provider: { aws: [{ region: 'r' }, { alias: 'a', region: '${var.r}' }] } },
    'provider "aws" {\n region = "r"\n}\nprovider "aws" {\n alias = "a"\n region = "${var.r}"\n}',
  ],
  ['no block for null', { locals: null, resource: { t: { n: null } } }, ''],
  [
    'comments in bodies, and none in values',
    { '//': { any: 1 }, locals: { '//': 'note', a: { '//': 1 } } },
    'locals {\n a = { "//" = 1 }\n}',
  ],
  [
    'expressions',
    { locals: { a: ['${var.x}', 'a${1 + 2}b', -1, 1.5, true, null, { 'k${1}': '' }] } },
    'locals {\n a = ["${var.x}", "a${1 + 2}b", -1, 1.5, true, null, { "k${1}" = "" }]\n}',
  ],
  [
    'a variable, its default as it stands',
    {
      variable: {
        v: {
          type: 'object({ a = optional(string, "x${1}") })',
          default: { a: '${b} $${c}' },
          description: '%{ if',
          nullable: false,
          validation: { condition: '${var.v != 1}', error_message: 'no ${1}' },
        },
      },
    },
    'variable "v" {\n type = object({ a = optional(string, "x${1}") })\n default = { a = "$${b} $$${c}" }\n description = "%%{ if"\n nullable = false\n validation {\n condition = "${var.v != 1}"\n error_message = "no ${1}"\n }\n}',
  ],
  [
    'references of a resource',
    {
      resource: {
        t: {
          n: {
            provider: 'aws.east',
            depends_on: ['t.m', 'module.x["a"].y'],
            lifecycle: { ignore_changes: ['tags["x"]', 'policy'], replace_triggered_by: ['t.m[0].id'] },
          },
        },
      },
    },
    'resource "t" "n" {\n provider = aws.east\n depends_on = [t.m, module.x["a"].y]\n lifecycle {\n ignore_changes = [tags["x"], policy]\n replace_triggered_by = [t.m[0].id]\n }\n}',
  ],
  [
    'ignore_changes of everything',
    { resource: { t: { n: { lifecycle: { ignore_changes: 'all' } } } } },
    'resource "t" "n" {\n lifecycle {\n ignore_changes = all\n }\n}',
  ],
  [
    'provisioners',
    {
      resource: {
        t: {
          n: {
            provisioner: [
              { 'local-exec': { command: 'a ${self.id}', when: 'destroy' } },
              { file: { connection: { host: 'h' } } },
            ],
          },
        },
      },
    },
    'resource "t" "n" {\n provisioner "local-exec" {\n command = "a ${self.id}"\n when = destroy\n }\n provisioner "file" {\n connection {\n host = "h"\n }\n }\n}',
  ],
  [
    'objects of any other resource as arguments',
    { resource: { t: { n: { rule: [{ a: '${1}' }], other: { b: 2 } } } } },
    'resource "t" "n" {\n rule = [{ a = "${1}" }]\n other = { b = 2 }\n}',
  ],
  [
    'a policy document',
    {
      data: {
        aws_iam_policy_document: {
          d: {
            statement: [
              { actions: ['a'], principals: { type: 'AWS', identifiers: ['*'] } },
              { condition: [{ test: 'StringEquals' }, { test: 'Bool' }] },
            ],
          },
        },
      },
    },
    'data "aws_iam_policy_document" "d" {\n statement {\n actions = ["a"]\n principals {\n type = "AWS"\n identifiers = ["*"]\n }\n }\n statement {\n condition {\n test = "StringEquals"\n }\n condition {\n test = "Bool"\n }\n }\n}',
  ],
  [
    'dynamic blocks within dynamic blocks',
    {
      data: {
        aws_iam_policy_document: {
          d: {
            dynamic: {
              statement: {
                for_each: '${var.x}',
                iterator: 's',
                content: {
                  actions: '${s.value}',
                  dynamic: [{ condition: { for_each: ['a'], content: { test: '${condition.value}' } } }],
                  principals: { type: 'AWS' },
                },
              },
            },
          },
        },
      },
    },
    'data "aws_iam_policy_document" "d" {\n dynamic "statement" {\n for_each = "${var.x}"\n iterator = s\n content {\n actions = "${s.value}"\n dynamic "condition" {\n for_each = ["a"]\n content {\n test = "${condition.value}"\n }\n }\n principals {\n type = "AWS"\n }\n }\n }\n}',
  ],
  [
    'inline policies of a role, and a dynamic block that nobody knows',
    {
      resource: {
        aws_iam_role: {
          r: { inline_policy: { name: 'p' }, dynamic: { other: { for_each: [], content: { x: { y: 1 } } } } },
        },
      },
    },
    'resource "aws_iam_role" "r" {\n inline_policy {\n name = "p"\n }\n dynamic "other" {\n for_each = []\n content {\n x = { y = 1 }\n }\n }\n}',
  ],
  [
    'moved, removed and import',
    {
      moved: [
        { from: 't.a', to: 't.b["x"]' },
        { from: 'module.m', to: 'module.n' },
      ],
      removed: { from: 't.c', lifecycle: { destroy: false } },
      import: { to: 't.b["x"]', id: '${var.i}', provider: 'aws.x' },
    },
    'moved {\n from = t.a\n to = t.b["x"]\n}\nmoved {\n from = module.m\n to = module.n\n}\nremoved {\n from = t.c\n lifecycle {\n destroy = false\n }\n}\nimport {\n to = t.b["x"]\n id = "${var.i}"\n provider = aws.x\n}',
  ],
  [
    'a module call and an output',
    {
      module: { m: { source: './m', for_each: '${toset(["a"])}', providers: { aws: 'aws.e' }, rules: [{ a: 1 }] } },
      output: {
        o: { value: '${module.m}', description: 'x', depends_on: ['module.m'], precondition: { condition: true } },
      },
    },
    'module "m" {\n source = "./m"\n for_each = "${toset(["a"])}"\n providers = { aws = aws.e }\n rules = [{ a = 1 }]\n}\noutput "o" {\n value = "${module.m}"\n description = "x"\n depends_on = [module.m]\n precondition {\n condition = true\n }\n}',
  ],
  [
    'settings, checks and ephemeral resources',
    {
      terraform: {
        required_version: '>= 1',
        backend: { s3: { key: '${k}' } },
        required_providers: { aws: { source: 'a/b' } },
      },
      check: { c: { data: { http: { h: { url: 'u' } } }, assert: { condition: true } } },
      ephemeral: { t: { n: { a: 1 } } },
    },
    'terraform {\n required_version = ">= 1"\n backend "s3" {\n key = "$${k}"\n }\n required_providers {\n aws = { source = "a/b" }\n }\n}\ncheck "c" {\n data "http" "h" {\n url = "u"\n }\n assert {\n condition = true\n }\n}\nephemeral "t" "n" {\n a = 1\n}',
  ],
  [
    'a block that Terraform does not know',
    { nonsense: { a: 1, b: { c: 2 } } },
    'nonsense {\n a = 1\n b = { c = 2 }\n}',
  ],
  [
    'names as in any object of JavaScript',
    { locals: JSON.parse('{"__proto__": 1, "toString": "${1}"}') },
    'locals {\n __proto__ = 1\n toString = "${1}"\n}',
  ],
]

describe('a module file in JSON', () => {
  it.each(cases)('%s', (_, json, native) => {
    const [left, right] = [parseFile('main.tf.json', JSON.stringify(json)), parseFile('main.tf', `${native}\n`)]
    expect([...left.diagnostics, ...right.diagnostics]).toEqual([])
    expect(bodyText(left.body)).toBe(bodyText(right.body))
  })

  it('keeps its comments', () => {
    const text = '{"//": "one", "locals": {"//": " two ", "a": {"//": "a value"}}}'
    expect(parseFile('main.tofu.json', text).comments).toEqual([
      { start: 7, end: 12, text: 'one' },
      { start: 31, end: 38, text: ' two ' },
    ])
  })
})

describe('a file of variables in JSON', () => {
  it('has values as they stand', () => {
    const file = parseFile(
      'x.auto.tfvars.json',
      '{"//": 1, "a": "${b} %{", "c": {"d${e}": [-1, "$${f}"]}, "type": "string"}',
    )
    const native = 'a = "$${b} %%{"\nc = { "d$${e}" = [-1, "$$${f}"] }\ntype = "string"\n'
    expect(file.diagnostics).toEqual([])
    expect(bodyText(file.body)).toBe(bodyText(parseFile('x.auto.tfvars', native).body))
  })
})
