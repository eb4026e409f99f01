import { parse as hcl2json } from '@cdktf/hcl2json'
import { afterAll, describe, expect, it } from 'vitest'
import {
  DEFAULT_SECOND_OPINION_LIMITS,
  hclSecondOpinion,
} from '../../src/adapters/second-opinion/hcl-second-opinion.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { compareSkeletons, skeletonOf } from '../../src/core/syntax/hcl/skeleton.ts'
import { hcl2jsonForm } from './hcl2json-form.ts'
import { terraformSources } from './terraform-sources.ts'

/** Files that are broken on purpose, by their path below test/. */
const BROKEN: ReadonlySet<string> = new Set([
  'cases/terraform/malformed-block/head/main.tf',
  'cases/terraform/malformed-elsewhere-still-analysed/head/main.tf',
])

/** What hcl2-parser is known to get wrong. A file that the pattern fits is compared with hcl2json alone. */
const HCL2_PARSER_FAULTS: readonly { readonly fault: string; readonly pattern: RegExp; readonly sample: string }[] = [
  {
    fault: 'it does not know the functions of providers',
    pattern: /\b(?:core|provider)::/,
    sample: 'a = provider::aws::arn_parse(b)\n',
  },
  { fault: 'it throws at a null within a text', pattern: /\$\{[^}]*\bnull\b/, sample: 'a = "x${b ? null : 1}"\n' },
  { fault: 'it throws at a key that is called null', pattern: /\bnull\s*[=:](?!=)/, sample: 'a = { null = 1 }\n' },
]

const sources = terraformSources()
const sound = sources.filter(({ name }) => !BROKEN.has(name))
const fixtures = sources.filter(({ name }) => name.startsWith('syntax/fixtures/'))
const readings = [
  ...sound,
  ...fixtures.map(({ name, text }) => ({ name: `${name} with CRLF`, text: text.replaceAll('\n', '\r\n') })),
]

// As an oracle it may take its time: a busy machine is no disagreement.
const opinion = hclSecondOpinion({ ...DEFAULT_SECOND_OPINION_LIMITS, startMs: 60_000, answerMs: 30_000 })
afterAll(() => opinion.close())

it('finds the fixtures and the cases', () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(15)
  expect(sources.filter(({ name }) => name.startsWith('cases/')).length).toBeGreaterThanOrEqual(100)
})

describe('hcl2json', () => {
  it.each(readings)('finds the same names, values and ranges in $name', async ({ name, text }) => {
    const file = parseHcl(name, text)
    expect(file.diagnostics).toEqual([])
    expect(withPlainObjects(hcl2jsonForm(file))).toEqual(await hcl2json(name, text))
  })

  it.each([...BROKEN])('refuses %s, as we do', async (name) => {
    const text = sources.find((source) => source.name === name)?.text ?? ''
    expect(parseHcl(name, text).diagnostics).not.toEqual([])
    await expect(hcl2json(name, text)).rejects.toThrow()
  })
})

describe('hcl2-parser', () => {
  const compared = sound.filter(({ text }) => !HCL2_PARSER_FAULTS.some(({ pattern }) => pattern.test(text)))

  it.each(compared)('finds the same skeleton in $name', async ({ name, text }) => {
    const reading = await opinion.read(name, text)
    const comparison =
      reading.kind === 'outline' ? compareSkeletons(skeletonOf(parseHcl(name, text)), reading.outline) : reading
    expect(comparison).toEqual({ kind: 'agrees' })
  })

  it.each(HCL2_PARSER_FAULTS)('is still at fault: $fault', async ({ pattern, sample }) => {
    expect(sample).toMatch(pattern)
    expect(parseHcl('main.tf', sample).diagnostics).toEqual([])
    expect((await opinion.read('main.tf', sample)).kind).not.toBe('outline')
  })
})

function withPlainObjects(form: unknown): unknown {
  if (Array.isArray(form)) return form.map(withPlainObjects)
  if (!(form instanceof Map)) return form
  return Object.fromEntries([...form].map(([name, value]) => [name, withPlainObjects(value)]))
}
