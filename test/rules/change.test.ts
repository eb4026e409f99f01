import { describe, expect, it } from 'vitest'
import type { GrantedRegion } from '../../src/core/difference/difference.ts'
import { changeOf } from '../../src/core/rules/change.ts'
import { authorship, governance, granted } from './facts.ts'

const of = (...regions: readonly Partial<GrantedRegion>[]) => changeOf(granted(...regions))

describe('what rules see', () => {
  it.each<[string, string]>([
    ['*', 'anyone'],
    ['everyone except arn:aws:iam::111122223333:root', 'anyone'],
    ['0.0.0.0/0', 'anyone'],
    ['111122223333', 'account'],
    ['arn:aws:iam::111122223333:root', 'account'],
    ['arn:aws:iam::111122223333:role/app', 'role'],
    ['arn:aws:sts::111122223333:assumed-role/app/session', 'role'],
    ['arn:aws-cn:iam::111122223333:user/ann', 'user'],
    ['arn:aws:iam::111122223333:group/ops', 'group'],
    ['lambda.amazonaws.com', 'service'],
    ['arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com', 'federated'],
    ['10.0.0.0/8', 'network'],
    ['2001:db8::/32', 'network'],
    ['arn:aws:iam::${var.account}:root', 'unknown'],
    ['sg-1', 'other'],
  ])('the principal %s is of the kind %s', (principal, kind) => {
    expect(of({ principals: [principal] }).principalKinds).toEqual([kind])
  })

  it.each<[string, readonly [string, bigint, bigint][]]>([
    ['ingress tcp 22', [['tcp', 22n, 22n]]],
    ['ingress tcp 0-1023', [['tcp', 0n, 1023n]]],
    ['ingress tcp 1024 or more', [['tcp', 1024n, 65535n]]],
    ['ingress udp every port', [['udp', 0n, 65535n]]],
    ['ingress every protocol', [['any', 0n, 65535n]]],
    ['ingress every protocol ports 0-1023', [['any', 0n, 1023n]]],
    ['ingress tcp ${var.port}', [['tcp', 0n, 65535n]]],
    ['ingress ${var.protocol} 22', [['any', 22n, 22n]]],
    ['ingress icmp type 8', []],
    ['egress tcp 22', []],
  ])('of %s from everywhere these ports', (action, ports) => {
    const { internetPorts } = of({ policyKind: 'network', principals: ['::/0'], actions: [action] })
    expect(internetPorts.map(({ protocol, first, last }) => [protocol, first, last])).toEqual(ports)
  })

  it('no ports from somewhere, nor of what is no network', () => {
    const actions = ['ingress tcp 22']
    expect(of({ policyKind: 'network', principals: ['10.0.0.0/8'], actions }).internetPorts).toEqual([])
    expect(of({ policyKind: 'exposure', principals: ['0.0.0.0/0'], actions }).internetPorts).toEqual([])
  })

  it('a condition is dropped where nothing asks for its key any more', () => {
    const unmet = ['aws:SourceIp IpAddress 10.0.0.0/8']
    const dropped = (...conditions: readonly string[]) => of({ unmet, conditions }).droppedConditions
    expect(dropped()).toEqual(['aws:sourceip'])
    expect(dropped('aws:SourceIp IpAddressIfExists 10.0.0.0/8')).toEqual(['aws:sourceip'])
    expect(dropped('aws:SourceIp IpAddress 0.0.0.0/0')).toEqual([])
    expect(of({}).droppedConditions).toEqual([])
  })

  it.each<[string, readonly string[], readonly string[], boolean]>([
    ['an action that can be limited', ['s3:PutObject'], ['*'], true],
    ['everything but some', ['s3:PutObject'], ['everything except arn:aws:s3:::a'], true],
    ['an action that cannot', ['xray:PutTraceSegments'], ['*'], false],
    ['an action that nobody knows', ['acme:Do'], ['*'], true],
    ['some of them', ['s3:PutObject'], ['arn:aws:s3:::a/*'], false],
  ])('every resource is meant of %s: %s on %s', (_, actions, resources, expected) => {
    expect(of({ actions, resources }).regions[0]?.anyResource).toBe(expected)
  })

  it('the platform', () => {
    const at = (address: string) => changeOf({ ...granted({}), address }).platform
    expect(
      ['aws_s3_bucket.a', 'module.a.aws_eks_access_entry.b', 'module.x.google_project.p', 'Bucket'].map(at),
    ).toEqual(['aws', 'kubernetes', 'google', 'aws'])
    expect(changeOf(governance('runs-code')).platform).toBe('')
  })

  it("what an AI tool's lines open, as if it were the fact's own", () => {
    const opened = { lines: [], known: 'history', facts: [granted({ principals: ['*'] })] } as const
    expect(changeOf(authorship({ opened }))).toMatchObject({ principalKinds: ['anyone'], opens: ['broadened'] })
  })
})
