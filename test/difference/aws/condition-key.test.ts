import { describe, expect, it } from 'vitest'
import { isSingleValued } from '../../../src/core/difference/aws/condition-key.ts'
import { allow, verdict, when } from '../policies.ts'

const SINGLE = [
  ...['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalOrgID', 'aws:PrincipalType'],
  ...['aws:PrincipalIsAWSService', 'aws:PrincipalServiceName', 'aws:userid', 'aws:username', 'aws:SourceIdentity'],
  ...['aws:FederatedProvider', 'aws:TokenIssueTime', 'aws:MultiFactorAuthAge', 'aws:MultiFactorAuthPresent'],
  ...['aws:CurrentTime', 'aws:EpochTime', 'aws:SourceIp', 'aws:VpcSourceIp', 'aws:SourceVpc', 'aws:SourceVpce'],
  ...['aws:SourceVpcArn', 'aws:Ec2InstanceSourceVpc', 'aws:Ec2InstanceSourcePrivateIPv4', 'aws:ResourceAccount'],
  ...['aws:ResourceOrgID', 'aws:CalledViaFirst', 'aws:CalledViaLast', 'aws:ViaAWSService', 'aws:Referer'],
  ...['aws:RequestedRegion', 'aws:SecureTransport', 'aws:UserAgent', 'aws:SourceArn', 'aws:SourceAccount'],
  ...['aws:SourceOrgID', 'aws:PrincipalTag/team', 'aws:ResourceTag/team', 'aws:RequestTag/team'],
  ...['token.actions.githubusercontent.com:sub', 'SAML:sub'],
]

describe('a key with one value', () => {
  it.each(SINGLE)('is %s: a quantifier asks for its one value', (key) => {
    const one = allow('x:Do', '*', when('StringEquals', key, 'a'))
    const every = allow('x:Do', '*', when('ForAllValues:StringEquals', key, 'a'))
    expect([verdict([every], [one]), verdict([one], [every])]).toEqual(['not-broadened', 'broadened'])
    expect(isSingleValued(key.toLowerCase())).toBe(true)
  })

  it.each([
    ...['aws:TagKeys', 'aws:CalledVia', 'aws:PrincipalOrgPaths', 'aws:PrincipalServiceNamesList'],
    ...['token.actions.githubusercontent.com:aud', 'aws:sub', 'x:subject', 'x:aws:principaltag/a', 'xaws:SourceIp'],
    ...['dynamodb:LeadingKeys', 'aws:principaltags/a'],
  ])('is not %s, as far as is known', (key) => {
    const some = allow('x:Do', '*', when('StringEquals', key, 'a'))
    const every = allow('x:Do', '*', when('ForAllValues:StringEquals', key, 'a'))
    expect(verdict([every], [some])).toBe('broadened')
    expect(isSingleValued(key.toLowerCase())).toBe(false)
  })
})
