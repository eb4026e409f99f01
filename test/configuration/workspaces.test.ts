import { describe, expect, it } from 'vitest'
import { collectDeclarations } from '../../src/core/configuration/terraform/declarations.ts'
import { parseFile } from '../../src/core/configuration/terraform/parse-file.ts'
import { workspaceNames } from '../../src/core/configuration/terraform/workspaces.ts'

function names(text: string): readonly string[] {
  return workspaceNames(collectDeclarations('', new Map([['main.tf', parseFile('main.tf', text)]])))
}

const local = (expression: string): string => `locals {\n  x = ${expression}\n}\n`

describe('the workspaces that a module speaks of', () => {
  it.each([
    ['terraform.workspace == "prod" ? 1 : 2', ['prod']],
    ['"prod" != terraform.workspace', ['prod']],
    ['terraform.workspace == "prod" || terraform.workspace == "dev"', ['dev', 'prod']],
    ['{ prod = 1, "dev" = 2 }[terraform.workspace]', ['dev', 'prod']],
    ['lookup({ prod = 1, dev = 2 }, terraform.workspace, 3)', ['dev', 'prod']],
    ['contains(["prod", "stage"], terraform.workspace)', ['prod', 'stage']],
    ['[for a in [1] : terraform.workspace == "inner"]', ['inner']],
  ])('are compared with it or are keys of what it selects from: %s', (expression, expected) =>
    expect(names(local(expression))).toEqual(expected),
  )

  it('are keys of the local or of the default that is named', () => {
    expect(names(`locals {\n  cfg = { prod = 1, dev = 2 }\n  own = local.cfg[terraform.workspace]\n}`)).toEqual([
      'dev',
      'prod',
    ])
    const variable = 'variable "cfg" {\n  default = { prod = 1 }\n}\n'
    expect(names(variable + local('var.cfg[terraform.workspace]'))).toEqual(['prod'])
    expect(names(variable + local('lookup(var.cfg, terraform.workspace, 0)'))).toEqual(['prod'])
  })

  it.each([
    ['a resource', 'resource "a" "b" {\n  count = terraform.workspace == "prod" ? 1 : 0\n}'],
    ['a nested block', 'resource "a" "b" {\n  c {\n    d {\n      e = terraform.workspace == "prod"\n    }\n  }\n}'],
    ['a data source', 'data "a" "b" {\n  c = terraform.workspace == "prod"\n}'],
    ['a module call', 'module "a" {\n  source = "./a"\n  b = terraform.workspace == "prod"\n}'],
    ['an output', 'output "a" {\n  value = terraform.workspace == "prod"\n}'],
  ])('stand in %s too', (_place, text) => expect(names(text)).toEqual(['prod']))

  it.each([
    'terraform.workspace',
    'terraform.workspace == ""',
    'terraform.workspace == var.name',
    'terraform.other == "prod"',
    'local.workspace == "prod"',
    'terraform.workspace > "prod"',
    'var.absent[terraform.workspace]',
    '{ (var.name) = 1 }[terraform.workspace]',
    'startswith("prod", terraform.workspace)',
    'lookup({ prod = 1 })',
  ])('are none in %s', (expression) => expect(names(local(expression))).toEqual([]))

  it('end where locals name each other', () => {
    expect(names('locals {\n  a = local.b\n  b = local.a\n  c = local.a[terraform.workspace]\n}')).toEqual([])
  })

  it('are twelve at most, the first of their order', () => {
    const keys = Array.from({ length: 20 }, (_, index) => `w${String(index).padStart(2, '0')}`)
    const found = names(local(`{ ${keys.map((key) => `${key} = 1`).join(', ')} }[terraform.workspace]`))
    expect(found).toEqual(keys.slice(0, 12))
  })
})
