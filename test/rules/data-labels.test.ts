import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataReached } from '../../src/core/rules/data-labels.ts'
import { matchesWildcard } from '../../src/core/rules/wildcard.ts'
import { wildcardsMeet } from '../../src/core/rules/wildcards-meet.ts'
import { granted, undecided } from './facts.ts'

const CUSTOMERS = 'arn:aws:s3:::customers/*'

function labels(pattern: string, resources: readonly string[], actions: readonly string[] = ['s3:GetObject']) {
  return dataReached(granted({ resources, actions }), [{ label: 'pii', patterns: [pattern] }]).map(({ label }) => label)
}

describe('labelled data', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['the resource itself', CUSTOMERS, ['arn:aws:s3:::customers/*'], ['s3:GetObject']],
    ['an object of it', CUSTOMERS, ['arn:aws:s3:::customers/a.csv'], ['s3:GetObject']],
    ['a wildcard that covers it', CUSTOMERS, ['arn:aws:s3:::c*'], ['s3:*']],
    ['everything', CUSTOMERS, ['*'], ['s3:GetObject']],
    ['everything but another', CUSTOMERS, ['everything except arn:aws:s3:::logs/*'], ['s3:GetObject']],
    ['a part that nobody knows', CUSTOMERS, ['${var.bucket}/*'], ['s3:GetObject']],
    ['an action that nobody knows', CUSTOMERS, ['*'], ['${var.actions}']],
    ['a name in an ARN', 'customers', ['arn:aws:s3:::customers/*'], ['s3:GetObject']],
    ['a name in an address', 'customers', ['${aws_s3_bucket.customers.arn}/*'], ['s3:GetObject']],
    ['a pattern of names', '*customer*', ['arn:aws:dynamodb:eu-west-1:1:table/eu-customers'], ['dynamodb:GetItem']],
    ['a name, in any case', 'Customers', ['arn:aws:s3:::customers/*'], ['s3:GetObject']],
    ['a name, by reading everything', 'customers', ['*'], ['s3:GetObject']],
  ])('is reached by %s', (_, pattern, resources, actions) => {
    expect(labels(pattern, resources, actions)).toEqual(['pii'])
  })

  it.each<[string, string, readonly string[], readonly string[]]>([
    ['another bucket', CUSTOMERS, ['arn:aws:s3:::logs/*'], ['s3:GetObject']],
    ['actions of another service', CUSTOMERS, ['*'], ['sqs:SendMessage']],
    ['part of a name', 'customers', ['arn:aws:s3:::customers-test/*'], ['s3:GetObject']],
    ['listing everything', 'customers', ['*'], ['s3:ListAllMyBuckets']],
  ])('is not reached by %s', (_, pattern, resources, actions) => {
    expect(labels(pattern, resources, actions)).toEqual([])
  })

  it('is reached where comparing would take too long', () => {
    const resources = Array.from({ length: 3_000 }, (_, index) => `arn:aws:s3:::${'a'.repeat(200)}${index}`)
    const started = performance.now()
    expect(labels(`arn:aws:s3:::${'*a'.repeat(150)}b`, resources)).toEqual(['pii'])
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('says by which resource, and nothing of what has none', () => {
    const classes = [{ label: 'pii', patterns: ['logs', CUSTOMERS] }]
    expect(dataReached(granted({ resources: ['arn:aws:s3:::logs/*'] }), classes)).toEqual([
      { label: 'pii', resource: 'arn:aws:s3:::logs/*' },
    ])
    expect(dataReached(undecided(), classes)).toEqual([])
  })
})

describe('two patterns', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 })
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 })

  it('meet where one text is matched by both', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (left, right, each) => {
        if (matchesWildcard(each, left) && matchesWildcard(each, right)) expect(wildcardsMeet(left, right)).toBe(true)
      }),
    )
  })

  it('meet a text where they match it, and each other in either order', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (left, right, each) => {
        expect(wildcardsMeet(left, each)).toBe(matchesWildcard(each, left))
        expect(wildcardsMeet(left, right)).toBe(wildcardsMeet(right, left))
      }),
    )
  })

  it('that meet have a text in common', () => {
    const texts = textsUpTo(5)
    fc.assert(
      fc.property(pattern.filter(isShort), pattern.filter(isShort), (left, right) => {
        const common = texts.some((each) => matchesWildcard(each, left) && matchesWildcard(each, right))
        expect(wildcardsMeet(left, right)).toBe(common)
      }),
    )
  })
})

/** Two of these have a text in common of at most five characters, if they have any. */
function isShort(text: string): boolean {
  return text.replaceAll('*', '').length <= 2
}

function textsUpTo(length: number): readonly string[] {
  return length === 0 ? [''] : ['', ...textsUpTo(length - 1).flatMap((each) => [`${each}a`, `${each}b`])]
}
