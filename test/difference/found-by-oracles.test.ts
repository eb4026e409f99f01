import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../src/core/authorization/access.ts'
import { allow, verdict, when } from './policies.ts'

type Pair = readonly [name: string, base: unknown, head: unknown, kind?: PolicyKind]

/** What brute force or the solver found and the search once did not. Each pair broadens. */
const BROADENING: Pair[] = [
  [
    'a unique id that is no longer excluded',
    { Effect: 'Allow', NotPrincipal: { AWS: 'AIDAEXAMPLE' }, Action: 'x:Do', Resource: '*' },
    { Effect: 'Allow', NotPrincipal: { AWS: '222222222222' }, Action: 'x:Do', Resource: '*' },
    'resource',
  ],
  ['a wildcard after an action that is allowed itself', allow(['x:Drop', 'x:Dropped']), allow('x:Drop*')],
  ['a wildcard before an action that is allowed itself', allow(['x:Drop', 'x:BackDrop']), allow('x:*Drop')],
  ['a wildcard after a resource that is allowed itself', allow('x:Do', ['arn:x', 'arn:xy']), allow('x:Do', 'arn:x*')],
  ['a number below one of thirty digits', null, allow('x:Do', '*', when('NumericLessThan', 'x:n', '1e30'))],
  ['a number above one of thirty digits', null, allow('x:Do', '*', when('NumericGreaterThan', 'x:n', '1e30'))],
  [
    'a number above the largest that can be written short',
    null,
    allow('x:Do', '*', when('NumericGreaterThan', 'x:n', '9e998')),
  ],
  [
    'a number between two that differ in the twenty-third digit',
    null,
    allow('x:Do', '*', {
      Condition: { NumericGreaterThan: { 'x:n': '1' }, NumericLessThan: { 'x:n': '1.0000000000000000000001' } },
    }),
  ],
  ['a date before one beyond the year 9999', null, allow('x:Do', '*', when('DateLessThan', 'x:d', '999999999999'))],
  [
    'a date after the last one of four digits',
    null,
    allow('x:Do', '*', when('DateGreaterThan', 'x:d', '9999-12-31T23:59:59.999Z')),
  ],
  ['a date after one of twelve digits', null, allow('x:Do', '*', when('DateGreaterThan', 'x:d', '999999999999'))],
  ['the very second after the year 9999', null, allow('x:Do', '*', when('DateEquals', 'x:d', '253402300801'))],
]

describe('what an oracle found is found by the search', () => {
  it.each(BROADENING.map(([name, base, head, kind]) => ({ name, base, head, kind })))(
    '$name',
    ({ base, head, kind }) => {
      expect(verdict(base, head, kind)).toBe('broadened')
    },
  )
})
