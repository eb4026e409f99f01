import { describe, expect, it } from 'vitest'
import { configure } from './module-double.ts'

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
      `resource "aws_security_group" "s" {\n${'dynamic "ingress" {\n for_each = range(1000)\n content {\n'.repeat(5)}${'}\n}\n'.repeat(5)}}`,
    ],
    ['operators in a row', policy(Array(900).fill('1').join(' + '))],
    ['brackets', policy(`${'['.repeat(150)}${']'.repeat(150)}`)],
  ])('%s', (_, source) => {
    const access = configure(source)
    expect(access.policies.length + access.opaque.length).toBeGreaterThan(0)
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

  it('regular expressions that would take long are not run', () => {
    const access = configure(policy(`regex("^(a+)+$", "${'a'.repeat(200)}!")`))
    expect(access.diagnostics.map((each) => each.code)).toEqual(['terraform-regular-expression'])
  })
})
