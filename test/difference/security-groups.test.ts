import { describe, expect, it } from 'vitest'
import type { SecurityGroup, SecurityGroupRule } from '../../src/core/authorization/network/security-group.ts'
import { compareSecurityGroups } from '../../src/core/difference/security-groups.ts'

const HERE = ['10.0.0.0/8']
const ALL_4 = '0.0.0.0/0'
const ALL_6 = '::/0'

const tcp = (fromPort: number | undefined, toPort: number | undefined, more: object = { cidrs: HERE }) => {
  return { protocol: 'tcp', fromPort, toPort, ...more }
}
const icmp = (type?: number | null, code?: number | null, protocol: string | number = 'icmp') => {
  return { protocol, fromPort: type, toPort: code, cidrs: HERE }
}
const from = (more: object) => tcp(443, 443, more)
const group = (...ingress: readonly SecurityGroupRule[]): SecurityGroup => ({ ingress: [...ingress] })

const NOT_BROADENED = { verdict: 'not-broadened' }
const broadened = (resource: string, context: object = { address: '10.0.0.0' }, action = 'ingress') => {
  return { verdict: 'broadened', witness: { action, resource, context } }
}

type Rules = readonly SecurityGroupRule[]

describe('ports and protocols', () => {
  it.each<[string, Rules, Rules, object]>([
    ['a rule where there was none is new', [], [tcp(443, 443)], broadened('tcp:443')],
    ['a rule is covered by itself', [tcp(443, 443)], [tcp(443, 443)], NOT_BROADENED],
    ['a port below is new', [tcp(80, 90)], [tcp(79, 90)], broadened('tcp:79')],
    ['a port above is new', [tcp(80, 90)], [tcp(80, 91)], broadened('tcp:91')],
    ['a gap that is closed is new', [tcp(80, 84), tcp(86, 90)], [tcp(80, 90)], broadened('tcp:85')],
    ['neighbours joined are not', [tcp(80, 84), tcp(85, 90)], [tcp(80, 90)], NOT_BROADENED],
    ['a range within is not', [tcp(80, 90)], [tcp(81, 89)], NOT_BROADENED],
    ['one port is meant where there is no second', [tcp(443, 443)], [tcp(443, undefined)], NOT_BROADENED],
    ['and no other', [tcp(443, undefined)], [tcp(443, 444)], broadened('tcp:444')],
    ['every port is meant without any', [tcp(undefined, undefined)], [tcp(0, 65_535)], NOT_BROADENED],
    ['and without a first', [tcp(-1, 443)], [tcp(0, 65_535)], NOT_BROADENED],
    ['every port is more than all but the last', [tcp(0, 65_534)], [tcp(-1, -1)], broadened('tcp:65535')],
    ['every port is more than all but the first', [tcp(1, 65_535)], [tcp(undefined, undefined)], broadened('tcp:0')],
    ['every port from one on is meant by -1', [tcp(443, 65_535)], [tcp(443, -1)], NOT_BROADENED],
    ['and covers them', [tcp(443, -1)], [tcp(443, 65_535)], NOT_BROADENED],
    ['and none below', [tcp(443, -1)], [tcp(442, -1)], broadened('tcp:442')],
    ['another protocol is new', [tcp(53, 53)], [{ ...tcp(53, 54), protocol: 'udp' }], broadened('udp:53')],
    ['UDP has ports', [{ ...tcp(53, 53), protocol: 17 }], [{ ...tcp(53, 54), protocol: 'udp' }], broadened('udp:54')],
    ['a protocol by number is the same', [tcp(80, 80)], [{ ...tcp(80, 80), protocol: '6' }], NOT_BROADENED],
    [
      'a protocol without ports ignores them',
      [{ ...tcp(5, 6), protocol: 50 }],
      [{ ...tcp(1, 9), protocol: '50' }],
      NOT_BROADENED,
    ],
    ['and is shown by its number', [], [{ ...tcp(5, 6), protocol: 50 }], broadened('50:0')],
    [
      'every protocol covers each on every port',
      [{ protocol: -1, fromPort: 1, toPort: 2, cidrs: HERE }],
      [tcp(7, 9), icmp(3, 4), { ...tcp(0, 0), protocol: 255 }],
      NOT_BROADENED,
    ],
    ['every protocol is more than one', [tcp(-1, -1)], [{ protocol: 'all', cidrs: HERE }], broadened('0:0')],
    [
      'every protocol is more than all but the last',
      Array.from({ length: 255 }, (_, protocol) => ({ protocol, cidrs: HERE })),
      [{ protocol: '-1', cidrs: HERE }],
      broadened('255:0'),
    ],
    [
      'every protocol is covered by each one',
      Array.from({ length: 256 }, (_, protocol) => ({ protocol, cidrs: HERE })),
      [{ protocol: '-1', cidrs: HERE }],
      NOT_BROADENED,
    ],
  ])('%s', (_, base, head, expected) => {
    expect(compareSecurityGroups(group(...base), group(...head))).toEqual(expected)
  })
})

describe('types and codes of ICMP', () => {
  it.each<[string, Rules, Rules, object]>([
    ['one of each is shown', [], [icmp(3, 4)], broadened('icmp:type 3 code 4')],
    ['those of IPv6 too', [], [icmp(128, 0, 'icmpv6')], broadened('icmpv6:type 128 code 0')],
    ['are covered by themselves', [icmp(3, 4)], [icmp(3, 4)], NOT_BROADENED],
    ['another type is new', [icmp(3, 4)], [icmp(4, 4)], broadened('icmp:type 4 code 4')],
    ['a code is no last port', [icmp(3, 8)], [icmp(3, 4)], broadened('icmp:type 3 code 4')],
    ['a type is no first port', [icmp(3, 8)], [icmp(5, 8)], broadened('icmp:type 5 code 8')],
    ['every code is more than one', [icmp(3, 0)], [icmp(3, -1)], broadened('icmp:type 3 code 1')],
    ['every code covers one', [icmp(3, -1)], [icmp(3, 4)], NOT_BROADENED],
    ['every code is meant where there is none', [icmp(3)], [icmp(3, 4), icmp(3, -1)], NOT_BROADENED],
    ['and where it is null', [icmp(3, null)], [icmp(3, 4), icmp(3)], NOT_BROADENED],
    ['every type has every code, whatever it says', [icmp(-1, 4)], [icmp(3, -1)], NOT_BROADENED],
    ['every type is more than one', [icmp(0, -1)], [icmp(-1, -1)], broadened('icmp:type 1 code 0')],
    ['every type is meant where there is none', [icmp()], [icmp(-1, -1), icmp(3, 4)], NOT_BROADENED],
    ['those of IPv6 are apart', [icmp(-1, -1)], [icmp(3, 4, 58)], broadened('icmpv6:type 3 code 4')],
    ['those of IPv6 are covered by every one', [icmp(-1, -1, 58)], [icmp(3, 4, 'icmpv6')], NOT_BROADENED],
  ])('%s', (_, base, head, expected) => {
    expect(compareSecurityGroups(group(...base), group(...head))).toEqual(expected)
  })
})

describe('peers', () => {
  const https = (context: object) => broadened('tcp:443', context)

  it.each<[string, Rules, Rules, object]>([
    ['nobody is let in without any', [], [from({})], NOT_BROADENED],
    ['a block is shown by its first address', [], [from({ cidrs: ['10.1.2.3/24'] })], https({ address: '10.1.2.0' })],
    [
      'a wider block is new',
      [from({ cidrs: HERE })],
      [from({ cidrs: ['10.0.0.0/7'] })],
      https({ address: '11.0.0.0' }),
    ],
    [
      'a second block is new',
      [from({ cidrs: HERE })],
      [from({ cidrs: [...HERE, '192.0.2.1/32'] })],
      https({ address: '192.0.2.1' }),
    ],
    ['a block within is not', [from({ cidrs: HERE })], [from({ cidrs: ['10.255.0.0/16'] })], NOT_BROADENED],
    [
      'two halves make a block',
      [from({ cidrs: ['10.0.0.0/9', '10.128.0.0/9'] })],
      [from({ cidrs: HERE })],
      NOT_BROADENED,
    ],
    [
      'the last address counts',
      [from({ cidrs: ['0.0.0.0/1'] })],
      [from({ cidrs: [ALL_4] })],
      https({ address: '128.0.0.0' }),
    ],
    ['a block of IPv6 is shown', [], [from({ ipv6Cidrs: ['2001:db8::/32'] })], https({ address: '2001:db8::' })],
    [
      'all of IPv4 holds no IPv6',
      [from({ cidrs: [ALL_4] })],
      [from({ ipv6Cidrs: ['::/128'] })],
      https({ address: '::' }),
    ],
    [
      'all of IPv6 holds no IPv4',
      [from({ ipv6Cidrs: [ALL_6] })],
      [from({ cidrs: ['0.0.0.0/32'] })],
      https({ address: '0.0.0.0' }),
    ],
    [
      'all of IPv6 holds its last block',
      [from({ ipv6Cidrs: [ALL_6] })],
      [from({ ipv6Cidrs: ['ffff::/16'] })],
      NOT_BROADENED,
    ],
    [
      'a wider block of IPv6 is new',
      [from({ ipv6Cidrs: ['2001:db8::/33'] })],
      [from({ ipv6Cidrs: ['2001:db8::/32'] })],
      https({ address: '2001:db8:8000::' }),
    ],
    ['a name is shown', [], [from({ peers: ['sg of three words'] })], https({ peer: 'sg of three words' })],
    ['a name is covered by itself', [from({ peers: ['sg-1', 'sg-2'] })], [from({ peers: ['sg-2'] })], NOT_BROADENED],
    ['a name is not another', [from({ peers: ['sg-1'] })], [from({ peers: ['sg-2'] })], https({ peer: 'sg-2' })],
    [
      'a name is no address',
      [from({ peers: ['10.0.0.1'] })],
      [from({ cidrs: ['10.0.0.1/32'] })],
      https({ address: '10.0.0.1' }),
    ],
    [
      'a name is covered by the world',
      [from({ cidrs: [ALL_4], ipv6Cidrs: [ALL_6] })],
      [from({ peers: ['sg-1'] })],
      NOT_BROADENED,
    ],
    ['a name may be of IPv6', [from({ cidrs: [ALL_4] })], [from({ peers: ['sg-1'] })], https({ peer: 'sg-1' })],
    ['a name may be of IPv4', [from({ ipv6Cidrs: [ALL_6] })], [from({ peers: ['sg-1'] })], https({ peer: 'sg-1' })],
    [
      'less than all of IPv4 does not cover a name',
      [from({ cidrs: ['0.0.0.0/1'], ipv6Cidrs: [ALL_6] })],
      [from({ peers: ['sg-1'] })],
      https({ peer: 'sg-1' }),
    ],
    [
      'nor does what ends with its last address',
      [from({ cidrs: ['128.0.0.0/1'], ipv6Cidrs: [ALL_6] })],
      [from({ peers: ['sg-1'] })],
      https({ peer: 'sg-1' }),
    ],
    [
      'less than all of IPv6 does not either',
      [from({ cidrs: [ALL_4], ipv6Cidrs: ['::/1'] })],
      [from({ peers: ['sg-1'] })],
      https({ peer: 'sg-1' }),
    ],
    [
      'a block of IPv6 as long as all of IPv4 does not',
      [from({ cidrs: [ALL_4], ipv6Cidrs: ['::/96'] })],
      [from({ peers: ['sg-1'] })],
      https({ peer: 'sg-1' }),
    ],
  ])('%s', (_, base, head, expected) => {
    expect(compareSecurityGroups(group(...base), group(...head))).toEqual(expected)
  })
})

describe('groups', () => {
  const towards = { egress: [tcp(443, 443)] }

  it.each<[string, SecurityGroup | undefined, SecurityGroup | undefined, object]>([
    ['that do not exist let nothing through', undefined, undefined, NOT_BROADENED],
    ['that come let through what they say', undefined, group(tcp(1, 2)), broadened('tcp:1')],
    ['that go let nothing through', group(tcp(1, 2)), undefined, NOT_BROADENED],
    ['may have no rules', {}, { ingress: null, egress: null }, NOT_BROADENED],
    [
      'let out what they let in only where they say so',
      group(tcp(443, 443)),
      towards,
      broadened('tcp:443', undefined, 'egress'),
    ],
    ['let in what they let out only where they say so', towards, group(tcp(443, 443)), broadened('tcp:443')],
    ['let out what they let out', towards, towards, NOT_BROADENED],
    ['tell what comes in before what goes out', {}, { ...towards, ...group(tcp(1, 2)) }, broadened('tcp:1')],
  ])('%s', (_, base, head, expected) => {
    expect(compareSecurityGroups(base, head)).toEqual(expected)
  })

  it('of very many rules are undecided', () => {
    const ports = Array.from({ length: 10 }, (_, at) => tcp(10 * at, 10 * at + 2, { peers: ['sg'] }))
    const world = tcp(0, 65_535, { cidrs: [ALL_4], ipv6Cidrs: [ALL_6] })
    const peers = Array.from({ length: 2_600 }, (_, at) => `sg-${at}`)
    expect(compareSecurityGroups(group(world, ...ports), group(tcp(0, 65_535, { peers })))).toEqual({
      verdict: 'undecided',
      reason: 'the rules can be combined in too many ways',
    })
  })

  it.each([
    ['protocol', { ...tcp(1, 2), protocol: 'tpc' }],
    ['block', tcp(1, 2, { cidrs: ['10.0.0.0/33'] })],
  ])('with a %s that no document may have are a bug, not nothing', (_, rule) => {
    expect(() => compareSecurityGroups(undefined, group(rule))).toThrow('the schema let')
  })
})
