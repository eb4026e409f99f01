import { describe, expect, it } from 'vitest'
import { callsFacet, callText, haveCallsInCommon } from '../../src/core/difference/calls-facet.ts'
import { valueText } from '../../src/core/difference/reach-facets.ts'

interface Calls {
  readonly method: string
  readonly path: readonly string[]
}

const calls = (text: string): Calls => {
  const [method = '', path = ''] = text.split(' /')
  return { method, path: path === '' ? [] : path.split('/') }
}

/** Every path that is told apart: texts, any one, and further ones at the end. */
const SEGMENTS = ['a', 'b', '{}']
const FIXED = [[], ...SEGMENTS.map((one) => [one]), ...SEGMENTS.flatMap((one) => SEGMENTS.map((two) => [one, two]))]
const PATHS = FIXED.flatMap((path) => [path, [...path, '{+}'], [...path, '{*}']])
const ALL = PATHS.flatMap((path) => ['GET', '*'].map((method): Calls => ({ method, path })))

/** Calls that happen: `c` is a segment that no path names, and three are more than any path names. */
const HAPPENING = ['GET', 'POST'].flatMap((method) => {
  const one = ['a', 'b', 'c']
  const two = one.flatMap((first) => one.map((second) => [first, second]))
  const three = two.flatMap((path) => one.map((third) => [...path, third]))
  return [[], ...one.map((each) => [each]), ...two, ...three].map((path) => ({ method, path }))
})

/** What is meant, written another way: as a regular expression. */
function happens(each: Calls): ReadonlySet<string> {
  const text = each.path
    .map((segment) => ({ '{}': '/[^/]+', '{+}': '(/[^/]+)+', '{*}': '(/[^/]+)*' })[segment] ?? `/${segment}`)
    .join('')
  const path = new RegExp(`^${text}$`)
  const found = HAPPENING.filter(
    (call) =>
      (each.method === '*' || each.method === call.method) && path.test(call.path.map((one) => `/${one}`).join('')),
  )
  return new Set(found.map(({ method, path: at }) => `${method} ${at.join('/')}`))
}

const MEANT = new Map(ALL.map((each) => [each, happens(each)]))
const meant = (each: Calls) => MEANT.get(each) ?? new Set<string>()

describe('calls of an API', () => {
  it('have calls in common where there is one on both', () => {
    for (const one of ALL) {
      for (const other of ALL) {
        const isCommon = !meant(one).isDisjointFrom(meant(other))
        expect([one, other, haveCallsInCommon(one, other)]).toEqual([one, other, isCommon])
      }
    }
  })

  it('have samples of their own, of which one is on the other where there is such a call, and one where there is not', () => {
    for (const one of ALL) {
      for (const other of ALL) {
        const [facet, beside] = [callsFacet(one), callsFacet(other)]
        const samples = facet.samples([beside])
        expect(samples.every((sample) => facet.contains(sample))).toBe(true)
        const isCommon = !meant(one).isDisjointFrom(meant(other))
        expect([one, other, samples.some((sample) => beside.contains(sample))]).toEqual([one, other, isCommon])
        const isWithin = meant(one).isSubsetOf(meant(other))
        expect([one, other, samples.every((sample) => beside.contains(sample))]).toEqual([one, other, isWithin])
      }
    }
  })

  it('have one sample where nothing else is asked about', () => {
    expect(callsFacet(calls('GET /a')).samples([])).toHaveLength(1)
    const other = { contains: () => true, samples: () => ['a'] }
    expect(callsFacet(calls('GET /a')).samples([other])).toHaveLength(1)
  })

  it('contain no value of another sort', () => {
    expect(callsFacet(calls('* /{*}')).contains('GET /a')).toBe(false)
  })

  it.each([
    ['GET /a/{}', 'GET /a/{}'],
    ['* /a/{+}', 'ANY /a/{+}'],
    ['POST /', 'POST /'],
  ])('are told to people: %s', (given, expected) => {
    const [sample = ''] = callsFacet(calls(given)).samples([])
    expect([callText(sample), valueText(sample)]).toEqual([expected, expected])
  })

  it('tell nothing of a value of another sort', () => {
    expect(callText('GET /a')).toBeUndefined()
    expect(valueText('peer4 sg-1')).toBe('sg-1')
  })
})
