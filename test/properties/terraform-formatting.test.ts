import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { terraformModule } from '../../bench/terraform-files.ts'
import type { ModuleAccess, Variant } from '../../src/core/configuration/terraform/module-access.ts'
import { differ, NO_ACCESS } from '../../src/core/difference/differ.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { configure } from '../configuration/module-double.ts'
import fc from '../seeded-properties.ts'
import { chooser } from '../syntax/layout.ts'
import { type Freedom, reprint } from '../syntax/reprint.ts'
import { runs } from './runs.ts'

const FIXTURES = join(import.meta.dirname, '..', 'syntax', 'fixtures')
const CASES = join(import.meta.dirname, '..', 'cases', 'terraform')
const VARIANTS: readonly Variant[] = [{ kind: 'declared' }, { kind: 'unset' }]

const modules: readonly string[] = [
  ...[1, 2, 3, 4, 5, 6].map((index) => terraformModule(index).text),
  ...readdirSync(FIXTURES)
    .filter((name) => name.endsWith('.tf'))
    .map((name) => readFileSync(join(FIXTURES, name), 'utf8')),
  ...readdirSync(CASES)
    .map((name) => join(CASES, name, 'head'))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => path.endsWith('main.tf'))
    .map((path) => readFileSync(path, 'utf8')),
  // What Terraform would refuse is compared as a whole, and a whole has its layout.
].filter((text) => configure(text).diagnostics.length === 0)

const numbers = fc.array(fc.nat(10_000), { minLength: 20, maxLength: 300 })
const anyModule = fc.constantFrom(...modules)

function regions(base: ModuleAccess, head: ModuleAccess): readonly string[] {
  return differ(base, head).flatMap(({ difference: { granted, revoked, undecided } }) => [
    ...granted.map((each) => `granted at ${each.address}: ${each.actions.join()}`),
    ...revoked.map((each) => `revoked at ${each.address}: ${each.actions.join()}`),
    ...undecided.map((each) => `undecided at ${each.address}: ${each.reason}`),
  ])
}

function expectSame(text: string, other: string): void {
  expect(parseHcl('main.tf', other).diagnostics).toEqual([])
  for (const variant of VARIANTS) {
    const [base, head] = [configure(text, { variant }), configure(other, { variant })]
    expect(regions(base, head)).toEqual([])
    expect([...head.addresses.keys()].sort()).toEqual([...base.addresses.keys()].sort())
  }
}

function holds(freedom: Freedom, after: (text: string) => string = (text) => text): void {
  fc.assert(
    fc.property(anyModule, numbers, (text, choices) => {
      expectSame(text, after(reprint(parseHcl('main.tf', text), chooser(choices), freedom)))
    }),
    { numRuns: runs(150) },
  )
}

it('has modules that grant something', () => {
  const granting = modules.filter((text) => {
    const head: ModuleAccess = configure(text)
    return differ(NO_ACCESS, head).some(({ difference }) => difference.granted.length > 0)
  })
  expect(granting.length).toBeGreaterThan(40)
  expect(configure(terraformModule(1).text).diagnostics).toEqual([])
})

describe('the access of a module does not change', () => {
  it('with white space, comments, order, alignment, commas and lines', () => {
    holds({ heredocs: false, parentheses: false })
  })

  it('with heredocs in the place of quoted strings and the other way round', () => {
    holds({ heredocs: true, parentheses: false })
  })

  it('with parentheses around expressions', () => {
    holds({ heredocs: true, parentheses: true })
  })

  it('with CRLF line ends and a byte order mark', () => {
    holds({ heredocs: false, parentheses: false }, (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`)
  })
})
