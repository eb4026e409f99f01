import { afterAll, describe, expect, it } from 'vitest'
import {
  DEFAULT_SECOND_OPINION_LIMITS,
  hclSecondOpinion,
} from '../../src/adapters/second-opinion/hcl-second-opinion.ts'
import { outlineOf } from '../../src/core/syntax/hcl/outline.ts'
import { parseHcl } from '../../src/core/syntax/hcl/parse.ts'
import { compareSkeletons, skeletonOf } from '../../src/core/syntax/hcl/skeleton.ts'

const opinion = hclSecondOpinion({ ...DEFAULT_SECOND_OPINION_LIMITS, startMs: 60_000, answerMs: 30_000 })
afterAll(() => opinion.close())

async function opinionOn(text: string) {
  const reading = await opinion.read('main.tf', text)
  return reading.kind === 'outline' ? compareSkeletons(skeletonOf(parseHcl('main.tf', text)), reading.outline) : reading
}

describe('hclSecondOpinion', () => {
  it('agrees on a file with every shape of block', async () => {
    const text = [
      'locals {\n  a = 1\n  __proto__ = { x = 1 }\n}',
      'locals {\n  b = [{ c = 2 }]\n}',
      'resource "aws_s3_bucket" "a" {\n  tags = {}\n  rule {\n    x = "$${y}"\n  }\n  rule {\n    z = 1\n  }\n}',
      'resource "aws_s3_bucket" "__proto__" {}',
      'data aws_s3_bucket bare { bucket = "x" }',
    ].join('\n')
    expect(await opinionOn(`${text}\n`)).toEqual({ kind: 'agrees' })
  })

  it('has no opinion on what hcl2-parser cannot read, and says why', async () => {
    expect(await opinionOn('a = provider::aws::arn_parse("x")\n')).toEqual({
      kind: 'no-opinion',
      reason: 'the second parser calls it malformed',
    })
    expect(await opinionOn('a = 1\n')).toEqual({ kind: 'agrees' })
  })

  it('ends a parser that takes too long, and asks a new one about the next file', async () => {
    const impatient = hclSecondOpinion({ ...DEFAULT_SECOND_OPINION_LIMITS, startMs: 60_000, answerMs: 2_000 })
    const readings = await Promise.all([
      impatient.read('slow.tf', 'a = 1e300000\n'),
      impatient.read('fine.tf', 'a = 1\n'),
    ])
    await impatient.close()
    expect(readings).toEqual([
      { kind: 'no-opinion', reason: 'the second parser took more than 2000 ms' },
      { kind: 'outline', outline: outlineOf({ a: 1 }, 2) },
    ])
  })

  it('does not ask about a file beyond its size limit', async () => {
    const reading = await opinion.read('big.tf', `# ${'x'.repeat(DEFAULT_SECOND_OPINION_LIMITS.textLength)}\n`)
    expect(reading).toMatchObject({ kind: 'no-opinion' })
    expect(reading.kind === 'no-opinion' && reading.reason).toContain('takes up to 300000')
  })

  it('answers with no opinion once closed', async () => {
    const closed = hclSecondOpinion()
    await closed.close()
    expect(await closed.read('main.tf', 'a = 1\n')).toEqual({
      kind: 'no-opinion',
      reason: 'the second parser was already closed',
    })
  })
})

describe('compareSkeletons', () => {
  const compare = (text: string, json: unknown) =>
    compareSkeletons(skeletonOf(parseHcl('main.tf', text)), outlineOf(json, 100))
  const details = (text: string, json: unknown) => {
    const comparison = compare(text, json)
    return comparison.kind === 'disagrees' ? comparison.differences.map((difference) => difference.detail) : comparison
  }

  it('names each thing that one of the two does not see, at its place', () => {
    const text = 'a = 1\nb "x" {\n  c = 2\n}\n'
    expect(details(text, { a: 1 })).toEqual(['The other parser sees no block `b` here.'])
    expect(details(text, { b: { x: [{ c: 2 }] } })).toEqual(['The other parser sees no argument `a` here.'])
    expect(details(text, { a: 1, b: { x: [{ c: 2 }], y: [{}] } })).toEqual([
      'The other parser sees `b.y`, and we do not.',
    ])
    expect(details(text, { a: 1, b: { x: [{ c: 2, d: 3 }] } })).toEqual([
      'The other parser sees `d` in this body, and we do not.',
    ])
    expect(details(text, { a: 1, b: { x: [{ c: 2 }, {}] } })).toEqual([
      'We count 1 of block `b.x` here, the other parser 2.',
    ])
    expect(details(text, { a: 1, b: 'x' })).toEqual(['The other parser sees `b` without the labels it has here.'])
    const comparison = compare(text, { a: 1, b: { x: [{}] } })
    expect(comparison.kind === 'disagrees' && comparison.differences[0].range).toEqual({ start: 16, end: 17 })
  })

  it('has no opinion where JSON cannot tell an argument from a block', () => {
    expect(compare('a = 1\na {}\n', { a: 1 }).kind).toBe('no-opinion')
    expect(compare('a {}\na "b" {}\n', { a: [{}] }).kind).toBe('no-opinion')
  })

  it('tells ten differences at most', () => {
    const names = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`x${index}`, 1]))
    const comparison = compare('', names)
    expect(comparison.kind === 'disagrees' && comparison.differences).toHaveLength(10)
  })
})
