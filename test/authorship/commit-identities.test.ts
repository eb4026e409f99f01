import { expect, it } from 'vitest'
import type { Director } from '../../src/core/authorship/authorship.ts'
import { unattributedText } from '../../src/core/authorship/commit-identities.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'

const accounts = { signatures: SIGNATURES, machineUsers: new Set<string>() }
const director = (identity: string): Director => ({ identity, known: 'text', reasons: [] })

it('names an author of no account among tens of thousands of directors, for every commit of a large change', () => {
  const directors = Array.from({ length: 50_000 }, (_, index) => director(`person-${index}@example.com`))
  const texts = Array.from({ length: 1_000 }, (_, index) =>
    unattributedText(commitFacts({ authorEmail: `person-${index * 100}@example.com` }), directors, accounts),
  )
  expect(texts.filter((text) => text === undefined)).toHaveLength(500)
  expect(texts[1]).toBe('names "person-100@example.com" as its author')
})

it('asks anew for other directors', () => {
  const commit = commitFacts({ authorEmail: 'mina@example.com' })
  expect(unattributedText(commit, [director('mina@example.com')], accounts)).toContain('mina@example.com')
  expect(unattributedText(commit, [], accounts)).toBeUndefined()
})
