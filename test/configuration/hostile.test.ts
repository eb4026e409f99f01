import { describe, expect, it } from 'vitest'
import { configure, lineOf } from './module-double.ts'

const policy = (expression: string): string =>
  `resource "aws_iam_user_policy" "x" {\n user = "u"\n policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ${expression} }] })\n}`

/** Locals of which each is made of the one before, and the policy of the last. */
function chain(length: number, first: string, next: (before: string) => string): string {
  const lines = Array.from({ length }, (_, at) => `l${at + 1} = ${next(`local.l${at}`)}`)
  return `locals {\n l0 = ${first}\n ${lines.join('\n ')}\n}\n${policy(`local.l${length}`)}`
}

describe('hostile configuration ends in limits', () => {
  it.each([
    ['text that doubles', chain(60, '"abcdefgh"', (before) => `"\${${before}}\${${before}}"`)],
    [
      'text with unknown parts that doubles',
      `variable "v" {}\n${chain(60, '"x${var.v}"', (before) => `"\${${before}}\${${before}}"`)}`,
    ],
    ['lists that double', chain(60, '["a", "b"]', (before) => `concat(${before}, ${before})`)],
    [
      'lists that double, once more each',
      chain(60, '["a"]', (before) => `flatten([${before}, [for x in ${before} : "\${x}y"]])`),
    ],
    ['lists of the list before, twice', chain(60, '["a", "b"]', (before) => `[${before}, ${before}]`)],
    ['the JSON of the text before, twice', chain(300, '["a", "b"]', (before) => `jsonencode([${before}, ${before}])`)],
    ['objects of the object before, twice', chain(60, '{ a = 1 }', (before) => `{ a = ${before}, b = ${before} }`)],
    ['lists within lists', chain(300, '[]', (before) => `[${before}]`)],
    ['maps within maps through functions', chain(300, '{}', (before) => `zipmap(["a"], [${before}])`)],
    [
      'ranges of ranges',
      policy('[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : "${a}${b}${c}"]]]'),
    ],
    ['products of sets', policy('setproduct(range(1000), range(1000), range(1000))')],
    [
      'comparisons of all with all',
      policy('[for a in range(1000) : contains([for b in range(1000) : "x${b}"], "y${a}")]'),
    ],
    ['padding', policy(`format("${'%999s'.repeat(1500)}", ${Array(1500).fill('"a"').join()})`)],
    ['powers', policy('pow(10, 999) * pow(10, 999)')],
    ['templates in templates', policy(`"${'%{ for x in range(100) }'.repeat(20)}x${'%{ endfor }'.repeat(20)}"`)],
    [
      'conditions upon conditions',
      `variable "v" {}\n${policy(Array.from({ length: 30 }, (_, at) => `(var.v == ${at} ? "a${at}" : "b${at}")`).join(' == '))}`,
    ],
    [
      'dynamic blocks in dynamic blocks',
      `resource "aws_db_security_group" "s" {\n${'dynamic "ingress" {\n for_each = range(1000)\n content {\n'.repeat(5)}${'}\n}\n'.repeat(5)}}`,
    ],
    ['operators in a row', policy(Array(900).fill('1').join(' + '))],
    ['brackets', policy(`${'['.repeat(150)}${']'.repeat(150)}`)],
  ])('%s', (_, source) => {
    const access = configure(source)
    const entries = access.reaches.flatMap(({ reach }) => reach.entries)
    expect(access.policies.length + access.opaque.length + entries.length).toBeGreaterThan(0)
  })

  it('names that belong to objects are names like any other', () => {
    const access = configure(`
      locals {
        __proto__   = "a"
        constructor = { __proto__ = "b", toString = "c" }
      }
      ${policy('[local.__proto__, local.constructor["__proto__"], local.constructor.toString, lookup(local.constructor, "hasOwnProperty", "d")]')}
    `)
    expect(access.diagnostics).toEqual([])
    const [statement] = access.policies[0]?.document.statements ?? []
    const patterns = statement?.kind === 'statement' ? statement.resource?.patterns : []
    expect(patterns?.map((each) => each.parts)).toEqual(
      ['a', 'b', 'c', 'd'].map((text) => [expect.objectContaining({ text })]),
    )
  })

  it('regular expressions that take long with backtracking are answered', () => {
    const access = configure(policy(`regex("^(a+)+$", "${'a'.repeat(200)}!")`))
    expect(access.diagnostics.map((each) => each.code)).toEqual(['terraform-function-error'])
  })
})

describe('what is wrong is told with its place, and the rest is analysed', () => {
  const sound = policy('"arn:aws:s3:::sound/*"').replace('"x"', '"sound"')

  it.each([
    ['an absent variable', policy('var.absent'), 'terraform-undeclared-reference main.tf:3'],
    ['an absent local', policy('local.absent'), 'terraform-undeclared-reference main.tf:3'],
    ['an absent resource', policy('aws_s3_bucket.absent.arn'), 'terraform-undeclared-reference main.tf:3'],
    ['a local of itself', `locals {\n  a = local.a\n}\n${policy('local.a')}`, 'terraform-cycle main.tf:2'],
    [
      'locals of each other',
      `locals {\n  a = local.b\n  b = local.a\n}\n${policy('local.a')}`,
      'terraform-cycle main.tf:2',
    ],
    ['a variable of itself', `variable "v" {\n  default = var.v\n}\n${policy('var.v')}`, 'terraform-cycle main.tf:1'],
    ['a text where a number belongs', policy('"a" + 1'), 'terraform-invalid-operand main.tf:3'],
    ['a list where a text belongs', policy('"a${["b"]}"'), 'terraform-invalid-template-value main.tf:3'],
    ['an index beyond a list', policy('["a"][1]'), 'terraform-unsupported-attribute main.tf:3'],
    ['a key that a map has not', policy('{ a = "b" }["c"]'), 'terraform-unsupported-attribute main.tf:3'],
    ['a function with too few arguments', policy('join(",")'), 'terraform-function-error main.tf:3'],
    ['an unknown function', policy('frobnicate("a")'), 'terraform-unknown-function main.tf:3'],
    ['a division by zero', policy('1 / 0'), 'terraform-invalid-operand main.tf:3'],
    ['a broken argument', policy('["a" "b"]'), 'hcl-syntax main.tf:3'],
    [
      'a for_each over a number',
      policy('each.key').replace('\n', '\n  for_each = 5\n'),
      'terraform-instances main.tf:2',
    ],
    [
      'a for_each of a hundred thousand',
      policy('each.key').replace('\n', '\n  for_each = toset([for a in range(100000) : "${a}"])\n'),
      'terraform-function-error main.tf:2',
    ],
    [
      'a count of a million',
      policy('count.index').replace('\n', '\n  count = 1000000\n'),
      'terraform-instances main.tf:2',
    ],
    ['a resource that refers to itself', policy('aws_iam_user_policy.x.policy'), 'terraform-cycle main.tf:1'],
    [
      'a resource that is defined by all of its own instances',
      policy('aws_iam_user_policy.x.arn').replace('\n', '\n  count = 2\n'),
      'terraform-unsupported-attribute main.tf:4',
    ],
  ])('%s', (_, source, problem) => {
    const text = `${source}\n${sound}\n`
    const access = configure(text)
    expect(access.diagnostics.map(({ code, subject }) => `${code} ${lineOf(text, subject)}`)).toEqual([problem])
    const [policyOfSound] = access.policies.filter(({ address }) => address.endsWith('.sound'))
    expect(policyOfSound?.document.statements).toHaveLength(1)
  })
})
