import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mutateTerraform, mutateTokens } from '../../bench/mutate-terraform.ts'
import { SeededRandom } from '../../bench/seeded-random.ts'
import { terraformModule } from '../../bench/terraform-files.ts'
import type { Body } from '../../src/core/syntax/hcl/ast.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { configure } from '../configuration/module-double.ts'
import fc from '../seeded-properties.ts'
import { checkSound } from '../syntax/check-sound.ts'
import { countSteps } from '../syntax/count-steps.ts'
import { bodyText } from '../syntax/tree-text.ts'
import { runs } from './runs.ts'

const FIXTURES = join(import.meta.dirname, '..', 'syntax', 'fixtures')
const fixtures = readdirSync(FIXTURES).map((name) => readFileSync(join(FIXTURES, name), 'utf8'))
const sources = [...[1, 2, 3].map((index) => terraformModule(index).text), ...fixtures]

/** Characters looked at for each character of a file, the fixed allowance for reading again after errors aside. */
const STEPS_EACH = 60
const STEPS_ALLOWED = 1_000_000

const seeds = fc.integer({ min: 0, max: 2 ** 31 })

function damaged(seed: number): string {
  const random = new SeededRandom(seed)
  return mutateTerraform(random.pick(sources) ?? '', random.pick(sources) ?? '', random)
}

describe('damaged files', () => {
  it('give a sound tree, and diagnostics within the file', () => {
    fc.assert(
      fc.property(seeds, (seed) => void checkSound(damaged(seed))),
      { numRuns: runs(250) },
    )
  })

  it('take a bounded number of steps for each character', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const text = damaged(seed)
        expect(countSteps(() => parseHcl('main.tf', text))).toBeLessThan(STEPS_EACH * text.length + STEPS_ALLOWED)
      }),
      { numRuns: runs(60) },
    )
  })

  it('are configured as far as they can be read', () => {
    const edited = fc.tuple(seeds, fc.constantFrom(...sources))
    fc.assert(
      fc.property(edited, ([seed, source]) => {
        const text = mutateTokens(source, new SeededRandom(seed))
        for (const kind of ['declared', 'unset'] as const) {
          const { diagnostics, policies, opaque } = configure(text, { variant: { kind } })
          const spans = [
            ...diagnostics.map((each) => each.subject),
            ...[...policies, ...opaque].map((each) => each.span),
          ]
          for (const { file, start, end } of spans) {
            expect(file).toBe('main.tf')
            expect(start).toBeLessThanOrEqual(end)
            expect(end).toBeLessThanOrEqual(text.length)
          }
        }
      }),
      { numRuns: runs(150) },
    )
  })
})

/** A file of blocks of which the middle one is damaged by tokens that are gone, doubled or moved. */
const aroundDamage = fc.tuple(seeds, fc.constantFrom(...sources)).map(([seed, text]) => {
  const { blocks } = parseHcl('main.tf', text).body
  const middle = blocks[new SeededRandom(seed).below(blocks.length)]
  const [start, end] = [middle?.start ?? 0, middle?.end ?? 0]
  const broken = mutateTokens(text.slice(start, end), new SeededRandom(seed + 1))
  return { text, start, end, broken: text.slice(0, start) + broken + text.slice(end) }
})

describe('damage in one block', () => {
  it('leaves all that stands before it as it was', () => {
    fc.assert(
      fc.property(aroundDamage, ({ text, start, broken }) => {
        const itemsBefore = (source: string) => itemsIn(parseHcl('main.tf', source).body, 0, start)
        expect(itemsBefore(broken)).toEqual(itemsBefore(text))
      }),
      { numRuns: runs(300) },
    )
  })

  it('leaves all that stands after the next block as it was, but for texts and comments that it opened', () => {
    fc.assert(
      fc.property(aroundDamage, ({ text, end, broken }) => {
        fc.pre(!/<<|\/\*/.test(broken.slice(0, broken.length - (text.length - end))))
        const { blocks } = parseHcl('main.tf', text).body
        const from = blocks.find((block) => block.start >= end)?.end ?? text.length
        const shift = broken.length - text.length
        const after = itemsIn(parseHcl('main.tf', text).body, from, text.length)
        expect(itemsIn(parseHcl('main.tf', broken).body, from + shift, broken.length)).toEqual(after)
      }),
      { numRuns: runs(300) },
    )
  })
})

function itemsIn({ attributes, blocks }: Body, from: number, to: number): readonly string[] {
  const within = (item: { readonly start: number; readonly end: number }) => item.start >= from && item.end <= to
  const kept = [...attributes].filter(([, attribute]) => within(attribute))
  return [
    ...kept.map((entry) => bodyText({ start: 0, end: 0, attributes: new Map([entry]), blocks: [] })),
    ...blocks.filter(within).map((block) => bodyText({ start: 0, end: 0, attributes: new Map(), blocks: [block] })),
  ]
}
