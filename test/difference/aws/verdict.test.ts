import { describe, expect, it } from 'vitest'
import { decideAccess } from '../../../src/core/difference/compare-access.ts'
import { unknown } from '../../authorization/aws/json-value.ts'
import { allow, deny, policySet } from '../policies.ts'

describe('the verdict', () => {
  function decided(base: readonly unknown[], head: readonly unknown[]): string {
    const answer = decideAccess(policySet([base]), policySet([head]))
    const said =
      answer.verdict === 'broadened' ? answer.witness.action : answer.verdict === 'undecided' ? answer.reason : ''
    const note = answer.verdict !== 'undecided' && answer.note !== undefined ? ` (${answer.note})` : ''
    return `${answer.verdict} ${said}${note}`
  }
  const send = (resource: unknown) => allow('sqs:SendMessage', resource)
  it.each([
    [
      'is the first that can be shown, after what is open',
      [],
      [allow('s3:Get<x>'), allow('s3:GetObject')],
      'broadened s3:GetObject',
    ],
    [
      'is the first that is open',
      [],
      [allow('s3:Get<x>'), allow('s3:Get<y>')],
      'undecided depends on x, which is only known after apply',
    ],
    ['is none', [allow('s3:*')], [allow('s3:GetObject')], 'not-broadened '],
    [
      'has no note where a Deny is added',
      [send('arn:aws:sqs:*:1:x')],
      [send('arn:aws:sqs:*:1:x'), deny('sqs:*', 'arn:aws:sqs:a:*:x')],
      'not-broadened ',
    ],
    [
      'has no note where a resource goes',
      [send(['arn:aws:sqs:eu:*:x', 'arn:aws:sqs:us:*:x'])],
      [send('arn:aws:sqs:eu:*:x')],
      'not-broadened ',
    ],
    [
      'has no note where a resource is narrowed',
      [send('arn:aws:sqs:?:1:*')],
      [send('arn:aws:sqs:?:1:x')],
      'not-broadened ',
    ],
    [
      'has no note where two segments are narrowed',
      [send('arn:aws:sqs:*:*:*')],
      [send('arn:aws:sqs:*:1:*x')],
      'not-broadened ',
    ],
    [
      'has no note where an Allow goes',
      [send('arn:aws:sqs:eu:1:*'), send('arn:aws:sqs:??:1:*')],
      [send('arn:aws:sqs:??:1:*')],
      'not-broadened ',
    ],
    [
      'has no note where a Deny grows',
      [send('*'), deny('sqs:*', 'arn:aws:sqs:*:1:x')],
      [send('*'), deny('sqs:*', ['arn:aws:sqs:*:1:x', 'arn:aws:sqs:eu:1:x'])],
      'not-broadened ',
    ],
    [
      'is noted where a Deny that goes would have reached further',
      [send('*'), deny('sqs:*', 'arn:aws:sqs:*:1:x')],
      [send('arn:aws:sqs:*:2:*')],
      'not-broadened  (differs only if wildcards cross segments: then sqs:SendMessage on arn:aws:sqs:us-east-1:2:1:x would be new)',
    ],
    [
      'is noted where what is excluded would reach further',
      [{ Effect: 'Allow', Action: 'sqs:*', NotResource: 'arn:aws:sqs:*:1:x' }],
      [send('arn:aws:sqs:us-east-1:2:1:x')],
      'not-broadened  (differs only if wildcards cross segments: then sqs:SendMessage on arn:aws:sqs:us-east-1:2:1:x would be new)',
    ],
    [
      'has no note where the Deny that would reach further stays',
      [send('*'), deny('sqs:*', 'arn:aws:sqs:*:1:x')],
      [deny('sqs:*', 'arn:aws:sqs:*:1:x'), send('arn:aws:sqs:us-east-1:2:1:x')],
      'not-broadened ',
    ],
    ['has no note where nothing changed', [send('arn:aws:sqs:*:1:x')], [send('arn:aws:sqs:*:1:x')], 'not-broadened '],
    [
      'has no note of an opaque statement',
      [unknown('s'), send('*')],
      [unknown('s'), send('arn:aws:sqs:*:2:x')],
      'not-broadened ',
    ],
  ])('%s', (_, base, head, expected) => {
    expect(decided(base, head)).toEqual(expected)
  })
})
