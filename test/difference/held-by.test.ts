import { describe, expect, it } from 'vitest'
import { heldBy } from '../../src/core/difference/held-by.ts'
import { declared, linked, policy, side } from './held-access.ts'

const GET = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
const PUT = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }

describe('everything that acts on a holder', () => {
  const [a, b] = [policy('role:a', [GET]), policy('role:b', [GET])]

  it('is the same where only another holder changes', () => {
    const earlier = heldBy(side([a, b]), side([a, b]))
    const later = heldBy(side([a, b]), side([a, policy('role:b', [PUT])]))
    expect(later('role:a')).toBe(earlier('role:a'))
    expect(later('role:b')).not.toBe(earlier('role:b'))
  })

  it('tells the sides apart', () => {
    const earlier = heldBy(side([a]), side([]))
    const later = heldBy(side([]), side([a]))
    expect(later('role:a')).not.toBe(earlier('role:a'))
    expect(later('role:nobody')).toBe('[[],[]]')
  })

  it('holds what others give, and whether it is declared', () => {
    const given = policy('policy:p', [PUT], ['p'])
    const alone = heldBy(side([given, a]), side([given, a], [declared('role:a')]))
    const attached = heldBy(side([given, a]), side([given, a], [declared('role:a'), linked('role:a', 'p')]))
    const bare = heldBy(side([given, a]), side([given, a]))
    expect(new Set([alone, attached, bare].map((held) => held('role:a'))).size).toBe(3)
  })
})
