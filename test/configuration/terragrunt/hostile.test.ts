import { describe, expect, it } from 'vitest'
import { codes, inputValue, linesOfSpans, plain, readUnit, type Tree } from './unit-double.ts'

describe('paths out of the repository', () => {
  it.each([
    ['include "x" {\n path = "../../../../etc/passwd"\n}', 'terragrunt-include'],
    ['include "x" {\n path = "/etc/passwd"\n}', 'terragrunt-include'],
    ['include "x" {\n path = "${get_repo_root()}/../x.hcl"\n}', 'terragrunt-include'],
    ['include "x" {\n path = find_in_parent_folders("none.hcl")\n}', 'terraform-function-error'],
  ])('%s: a diagnostic, and everything undecided', (text, code) => {
    const unit = readUnit({ 'a/terragrunt.hcl': text }, 'a')
    expect(codes(unit)).toContain(code)
    expect(unit.openInputs).toHaveLength(1)
    expect(unit.module.kind).toBe('unknown')
    expect(unit.read).toEqual(['a/terragrunt.hcl'])
  })

  it('are unknown where they are read', () => {
    const text = `inputs = {
      a = read_terragrunt_config("../../../x.hcl")
      b = file("\${get_repo_root()}/../x")
      c = file("/etc/passwd")
      d = sops_decrypt_file("~/x")
      e = read_tfvars_file("../../x.tfvars")
    }`
    const unit = readUnit({ 'a/terragrunt.hcl': text }, 'a')
    const kinds = [...unit.inputs.entries.values()].map(({ value }) => value.kind)
    expect(kinds).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown'])
    expect(unit.read).toEqual(['a/terragrunt.hcl'])
  })

  it('are no place for a generated file', () => {
    const text = 'generate "x" {\n path = "../../x.tf"\n if_exists = "overwrite"\n contents = ""\n}'
    const [file] = readUnit({ 'a/terragrunt.hcl': text }, 'a').generated
    expect(file?.name).toBe('x')
    expect(file?.repositoryPath).toBeUndefined()
  })
})

describe('cycles and chains', () => {
  it('of locals are diagnosed where they are', () => {
    const tree = { 'terragrunt.hcl': 'locals {\n a = local.b\n b = local.a\n}\ninputs = { x = local.a }' }
    const unit = readUnit(tree, '')
    expect(codes(unit)).toEqual(['terraform-cycle'])
    expect(inputValue(unit, 'x')?.kind).toBe('unknown')
    expect(
      linesOfSpans(
        tree,
        unit.diagnostics.map((each) => each.subject),
      ),
    ).toEqual(['terragrunt.hcl:2'])
  })

  it('of files that read each other, or themselves, end', () => {
    const read = (path: string) => `locals { x = read_terragrunt_config("${path}").locals.x }\ninputs = { x = local.x }`
    const two = readUnit({ 'terragrunt.hcl': read('b.hcl'), 'b.hcl': read('terragrunt.hcl') }, '')
    expect(codes(two)).toContain('terraform-cycle')
    expect(inputValue(two, 'x')?.kind).toBe('unknown')
    const self = readUnit({ 'terragrunt.hcl': read('terragrunt.hcl') }, '')
    expect(codes(self)).toContain('terraform-cycle')
    expect(inputValue(self, 'x')?.kind).toBe('unknown')
  })

  it('of includes are refused as nested ones', () => {
    const include = (path: string) => `include "x" {\n path = "${path}"\n}\n`
    const unit = readUnit({ 'a/terragrunt.hcl': include('../b.hcl'), 'b.hcl': include('a/terragrunt.hcl') }, 'a')
    expect(codes(unit)).toEqual(['terragrunt-nested-include'])
    expect(unit.openInputs).toHaveLength(1)
    const self = readUnit({ 'a/terragrunt.hcl': include('terragrunt.hcl') }, 'a')
    expect(codes(self)).toEqual(['terragrunt-nested-include'])
  })

  it('end at the limits of files and depth', () => {
    const chain: Record<string, string> = {}
    for (let at = 0; at < 40; at += 1) {
      chain[`c${at}.hcl`] = `locals { x = read_terragrunt_config("c${at + 1}.hcl").locals.x }`
    }
    const deep = { ...chain, 'terragrunt.hcl': 'inputs = { x = read_terragrunt_config("c0.hcl").locals.x }' }
    const unit = readUnit(deep, '')
    expect(codes(unit)).toContain('terragrunt-read')
    expect(inputValue(unit, 'x')?.kind).toBe('unknown')
    const wide = `inputs = { x = [${Object.keys(chain)
      .map((path) => `read_terragrunt_config("${path}")`)
      .join()}] }`
    const limited = readUnit({ ...chain, 'terragrunt.hcl': wide }, '', { limits: { files: 5, depth: 10 } })
    expect(limited.read.length).toBeLessThanOrEqual(5)
    expect(codes(limited)).toContain('terragrunt-read')
  })
})

describe('hostile sizes and texts', () => {
  it('of inputs end in limits', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `l${at + 1} = concat(local.l${at}, local.l${at})`)
    const doubling = `locals {\n l0 = ["a", "b"]\n ${lines.join('\n ')}\n}\ninputs = { x = local.l60 }`
    expect(inputValue(readUnit({ 'terragrunt.hcl': doubling }, ''), 'x')?.kind).toBe('unknown')
    const part = (from: number) => Array.from({ length: 7_000 }, (_, at) => `k${from + at} = 1`).join(', ')
    const parts = [0, 7_000, 14_000].map((from) => `{ ${part(from)} }`)
    const unit = readUnit({ 'terragrunt.hcl': `inputs = merge(${parts.join(', ')})` }, '')
    expect(codes(unit)).toContain('terragrunt-limit')
    expect(unit.openInputs).toHaveLength(1)
  })

  it('leave the rest decided where a part cannot be parsed', () => {
    const unit = readUnit({ 'terragrunt.hcl': 'inputs = { a = 1 }\nlocals {\n b = = \n}\n' }, '')
    expect(plain(unit.inputs)).toEqual({ a: 1 })
    expect(unit.diagnostics.length).toBeGreaterThan(0)
    expect(unit.openInputs).toHaveLength(1)
  })

  it('of names are names like any other', () => {
    const text = 'locals {\n __proto__ = "a"\n}\ninputs = { __proto__ = local.__proto__, constructor = "c" }'
    const unit = readUnit({ 'terragrunt.hcl': text }, '')
    expect(unit.diagnostics).toEqual([])
    expect([...unit.inputs.entries.keys()]).toEqual(['__proto__', 'constructor'])
  })

  it('of inputs that are no map are refused', () => {
    expect(codes(readUnit({ 'terragrunt.hcl': 'inputs = [1]' }, ''))).toEqual(['terragrunt-inputs'])
  })
})

describe('files that are not loaded', () => {
  it('are wanted, and undecided until they are there', () => {
    const text = 'include "r" {\n path = find_in_parent_folders("root.hcl")\n}\ninputs = { x = file("y") }'
    const tree: Tree = { 'a/terragrunt.hcl': text }
    const unit = readUnit(tree, 'a', { notLoaded: ['root.hcl', 'a/y'] })
    expect(unit.wanted).toEqual(['a/y', 'root.hcl'])
    expect(inputValue(unit, 'x')?.kind).toBe('unknown')
    expect(unit.openInputs).toHaveLength(1)
    expect(unit.diagnostics.map((each) => each.severity)).toEqual(['warning'])
  })
})
