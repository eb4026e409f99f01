import { describe, expect, it } from 'vitest'
import { isAnyone, isUnrestricted } from '../../src/core/rules/principal-breadth.ts'

describe('principals', () => {
  it.each([
    ['*', true],
    ['everyone except arn:aws:iam::111122223333:root', true],
    ['arn:aws:iam::111122223333:root', false],
    ['arn:aws:iam::111122223333:role/*', false],
    ['s3.amazonaws.com', false],
    ['${var.principal}', false],
  ])('%s: anyone %s', (principal, anyone) => {
    expect(isAnyone(principal)).toBe(anyone)
  })
})

describe('conditions that leave a wildcard open to strangers', () => {
  it.each<[readonly string[], boolean]>([
    [[], true],
    [['aws:PrincipalOrgID StringEquals o-example1'], false],
    [['AWS:PRINCIPALORGID StringEquals o-example1'], false],
    [['aws:PrincipalOrgID StringNotEquals o-example1'], true],
    [['aws:PrincipalOrgID StringEqualsIfExists o-example1'], true],
    [['aws:PrincipalOrgID ForAllValues:StringEquals o-example1'], true],
    [['aws:PrincipalOrgID ForAnyValue:StringEquals o-example1'], false],
    [['aws:PrincipalOrgID Null false'], true],
    [['aws:PrincipalOrgPaths ForAnyValue:StringLike o-example1/*/ou-notes/*'], false],
    [['aws:PrincipalArn StringLike *'], true],
    [['aws:PrincipalArn ArnLike arn:aws:iam::*:role/admin'], true],
    [['aws:PrincipalArn ArnLike arn:aws:iam::111122223333:role/*'], false],
    [['aws:PrincipalArn ArnLike arn:aws:iam::111122223333:role/*, *'], true],
    [['aws:SourceArn ArnEquals arn:aws:s3:::notes'], false],
    [['aws:SourceIp IpAddress 203.0.113.0/24'], false],
    [['aws:SourceIp IpAddress 0.0.0.0/0'], true],
    [['aws:SourceIp IpAddress ::/0'], true],
    [['aws:SourceIp NotIpAddress 203.0.113.0/24'], true],
    [['aws:SourceAccount StringEquals ${var.account}'], true],
    [['aws:SourceAccount StringEquals '], true],
    [['aws:SecureTransport Bool true'], true],
    [['aws:SecureTransport Bool true', 'aws:SourceAccount StringEquals 111122223333'], false],
    [['unknown: var.conditions'], true],
  ])('%j: %s', (conditions, open) => {
    expect(isUnrestricted(conditions)).toBe(open)
  })
})
