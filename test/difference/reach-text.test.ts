import { describe, expect, it } from 'vitest'
import { peerFacet, ruleFacets } from '../../src/core/authorization/network/rule-facets.ts'
import type { ReachFacet } from '../../src/core/authorization/reach.ts'
import { describeEntry, witnessAt } from '../../src/core/difference/reach-text.ts'
import type { UnknownSymbol } from '../../src/core/value/value.ts'

const SPAN = { file: 'main.tf', start: 0, end: 1 }
const unknown = (address: string): UnknownSymbol => ({
  address,
  fingerprint: address,
  reason: 'is unknown',
  span: SPAN,
})
const symbol = (address: string): ReachFacet => ({ kind: 'symbol', symbol: unknown(address) })
const HERE: ReachFacet = { kind: 'block', cidr: '10.0.0.0/8' }

const texts = (
  facets: readonly ReachFacet[],
  kind: Parameters<typeof describeEntry>[1],
  presence: UnknownSymbol[] = [],
) => describeEntry({ facets, presence, spans: [SPAN] }, kind, 'aws_x.y')
const action = (protocol: number, from?: number, to?: number) =>
  texts([...ruleFacets('ingress', protocol, from, to), HERE], 'network').actions

describe('a rule of a network', () => {
  it.each([
    ['one port', 6, 22, 22, 'ingress tcp 22'],
    ['a range', 17, 1, 9, 'ingress udp 1-9'],
    ['ports from the first on', 6, 0, 9, 'ingress tcp 0-9'],
    ['ports to the last', 6, 9, 65_535, 'ingress tcp 9-65535'],
    ['every port of one protocol', 6, 0, 65_535, 'ingress tcp every port'],
    ['every protocol', -1, 0, 0, 'ingress every protocol'],
    ['a protocol without ports', 50, undefined, undefined, 'ingress 50 every port'],
    ['every type of ICMP', 1, -1, -1, 'ingress icmp'],
    ['a type of ICMP', 1, 8, -1, 'ingress icmp type 8'],
    ['a type and a code of ICMP', 58, 8, 3, 'ingress icmpv6 type 8 code 3'],
  ])('says %s', (_, protocol, from, to, said) => {
    expect(action(protocol, from, to)).toEqual([said])
  })

  it('says what is not known by its address', () => {
    const [direction, protocol, port, code] = ruleFacets('egress', 6, 1, 1)
    expect(texts([direction, symbol('var.p'), port, code, HERE], 'network').actions).toEqual([
      'egress ${var.p} ports 1',
    ])
    expect(texts([direction, protocol, symbol('var.q'), code, HERE], 'network').actions).toEqual([
      'egress tcp ${var.q}',
    ])
    expect(texts([symbol('var.way'), protocol, port, code, HERE], 'network').actions).toEqual(['${var.way} tcp 1'])
  })

  it('names its peers, its group and its conditions', () => {
    const facets = ruleFacets('ingress', 6, 1, 1)
    expect(texts([...facets, HERE], 'network', [unknown('var.on')])).toMatchObject({
      principals: ['10.0.0.0/8'],
      resources: ['aws_x.y'],
      conditions: ['if ${var.on}'],
    })
    expect(texts([...facets, peerFacet('sg-1')], 'network').principals).toEqual(['sg-1'])
    expect(texts([...facets, peerFacet('${aws_x.id}\0f1')], 'network').principals).toEqual(['${aws_x.id}'])
    expect(texts([...facets, symbol('var.cidr')], 'network').principals).toEqual(['${var.cidr}'])
    expect(texts([...facets, { kind: 'every' }], 'network').principals).toEqual(['every address'])
  })

  it('is proven by a point', () => {
    expect(witnessAt(['ingress', '6', '22', '0', 'ip 10.0.0.0'], 'network')).toEqual({
      action: 'ingress',
      resource: 'tcp:22',
      context: { address: '10.0.0.0' },
    })
    expect(witnessAt(['egress', '58', '8', '3', 'peer6 sg-1'], 'network')).toEqual({
      action: 'egress',
      resource: 'icmpv6:type 8 code 3',
      context: { peer: 'sg-1' },
    })
  })
})

describe('a setting', () => {
  const aspect: ReachFacet = { kind: 'names', values: ['a public address'] }

  it('says what and for whom', () => {
    expect(texts([aspect, { kind: 'every' }], 'exposure', [unknown('var.on')])).toEqual({
      actions: ['a public address'],
      principals: ['*'],
      resources: ['aws_x.y'],
      conditions: ['if ${var.on}'],
    })
    expect(texts([aspect, { kind: 'names', values: ['1', '2', '1'] }], 'exposure').principals).toEqual(['1', '2'])
    expect(texts([{ kind: 'every' }, HERE], 'exposure')).toMatchObject({
      actions: ['everything'],
      principals: ['10.0.0.0/8'],
    })
  })

  it('that protects, for nobody in particular', () => {
    expect(texts([aspect, { kind: 'every' }], 'guardrail').principals).toEqual([])
    expect(texts([aspect], 'guardrail').principals).toEqual([])
  })

  it('is proven by a point', () => {
    expect(witnessAt(['shared', '1'], 'exposure')).toEqual({ action: 'shared', resource: '', context: { for: '1' } })
    expect(witnessAt(['shared', ''], 'exposure')).toEqual({ action: 'shared', resource: '', context: {} })
  })
})
