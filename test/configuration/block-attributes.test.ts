import { describe, expect, it } from 'vitest'
import { configure } from './module-double.ts'

/** What an expression gives as part of a name, with these resources beside it. */
function named(expression: string, resources: string): string {
  const access = configure(`
    ${resources}
    variable "unset" {}
    resource "aws_iam_user_policy" "probe" {
      user   = "<\${${expression}}>"
      policy = jsonencode({ Statement = [] })
    }
  `)
  expect(access.diagnostics).toEqual([])
  return access.policies[0]?.holder ?? ''
}

const ONE = 'resource "x_y" "z" {\n outer {\n name = "n"\n empty = null\n inner {\n name = "i"\n }\n }\n}'
const TWO = 'resource "x_y" "z" {\n outer {\n name = "a"\n }\n outer {\n name = "b"\n }\n}'

describe('a nested block of a resource', () => {
  it.each(['x_y.z.outer[0].name', 'x_y.z.outer.name', '(x_y.z.outer[*].name)[0]', 'one(x_y.z.outer[*].name)'])(
    'is what is configured in %s',
    (expression) => {
      expect(named(expression, ONE)).toBe('user:/<n>')
    },
  )

  it('has blocks of its own', () => {
    expect(named('x_y.z.outer[0].inner[0].name', ONE)).toBe('user:/<i>')
  })

  it.each(['x_y.z.outer[0].other', 'x_y.z.outer[0].empty', 'x_y.z.outer[1].name', 'x_y.z.other[0].name'])(
    'leaves %s unknown',
    (expression) => {
      expect(named(expression, ONE)).not.toMatch(/<[a-z]>/)
    },
  )

  it('is not told from its like by an index', () => {
    expect(named('x_y.z.outer[0].name', TWO)).not.toMatch(/<[a-z]>/)
    expect(named('(x_y.z.outer[*].name)[0]', TWO)).not.toMatch(/<[a-z]>/)
    expect(named('[for each in x_y.z.outer : each.name][0]', TWO)).not.toMatch(/<[a-z]>/)
  })

  it('may be made by a dynamic block', () => {
    const made = (collection: string): string =>
      `resource "x_y" "z" {\n dynamic "outer" {\n for_each = ${collection}\n content {\n name = outer.value\n }\n }\n}`
    expect(named('x_y.z.outer[0].name', made('["n"]'))).toBe('user:/<n>')
    expect(named('x_y.z.outer[0].name', made('var.unset ? ["n"] : []'))).not.toMatch(/<[a-z]>/)
    expect(named('x_y.z.outer[0].name', made('["n", "m"]'))).not.toMatch(/<[a-z]>/)
  })
})
