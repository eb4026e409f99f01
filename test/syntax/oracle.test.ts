import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as hcl2json } from '@cdktf/hcl2json'
import { afterAll, describe, expect, it } from 'vitest'
import {
  DEFAULT_SECOND_OPINION_LIMITS,
  hclSecondOpinion,
} from '../../src/adapters/second-opinion/hcl-second-opinion.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { compareSkeletons, skeletonOf } from '../../src/core/syntax/hcl/skeleton.ts'
import { hcl2jsonForm } from './hcl2json-form.ts'

const FOLDER = join(import.meta.dirname, 'fixtures')
const names = readdirSync(FOLDER)
const fixtures = names.flatMap((name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8')
  return [
    { name, text },
    { name: `${name} with CRLF`, text: text.replaceAll('\n', '\r\n') },
  ]
})

// As an oracle it may take its time: a busy machine is no disagreement.
const opinion = hclSecondOpinion({ ...DEFAULT_SECOND_OPINION_LIMITS, startMs: 60_000, answerMs: 30_000 })
afterAll(() => opinion.close())

it('finds the fixtures', () => {
  expect(names.length).toBeGreaterThanOrEqual(15)
})

describe.each(fixtures)('$name', ({ name, text }) => {
  const file = parseHcl(name, text)

  it('has no diagnostics', () => {
    expect(file.diagnostics).toEqual([])
  })

  it('has the names, values and ranges that hcl2json finds', async () => {
    expect(withPlainObjects(hcl2jsonForm(file))).toEqual(await hcl2json(name, text))
  })
})

describe.each(names)('%s', (name) => {
  it('has the skeleton that hcl2-parser finds', async () => {
    const text = readFileSync(join(FOLDER, name), 'utf8')
    const reading = await opinion.read(name, text)
    const comparison =
      reading.kind === 'outline' ? compareSkeletons(skeletonOf(parseHcl(name, text)), reading.outline) : reading
    expect(comparison).toEqual({ kind: 'agrees' })
  })
})

function withPlainObjects(form: unknown): unknown {
  if (Array.isArray(form)) return form.map(withPlainObjects)
  if (!(form instanceof Map)) return form
  return Object.fromEntries([...form].map(([name, value]) => [name, withPlainObjects(value)]))
}
