import { describe, expect, it } from 'vitest'
import type { GrantedRegion } from '../../src/core/difference/difference.ts'
import { trustReachOf } from '../../src/core/rules/trust-reach.ts'

const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'
const CLUSTER = 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB'
const WEB = 'sts:AssumeRoleWithWebIdentity'
const SUB = 'token.actions.githubusercontent.com:sub'

function region(part: Partial<GrantedRegion>): GrantedRegion {
  return {
    address: 'aws_iam_role.app',
    policyKind: 'trust',
    origin: 'allowed',
    extent: 'new',
    principals: [],
    actions: ['sts:AssumeRole'],
    resources: [],
    conditions: [],
    witness: { action: 'sts:AssumeRole', resource: '', context: {} },
    headCauses: [],
    baseCauses: [],
    ...part,
  }
}

describe('tokens of an identity provider', () => {
  it.each<[string, readonly string[], string, string | undefined]>([
    ['with no condition', [], GITHUB, 'any-subject'],
    [
      'of an audience alone',
      ['token.actions.githubusercontent.com:aud StringEquals sts.amazonaws.com'],
      GITHUB,
      'any-subject',
    ],
    ['of one branch', [`${SUB} StringEquals repo:acme/app:ref:refs/heads/main`], GITHUB, undefined],
    ['of all branches of one repository', [`${SUB} StringLike repo:acme/app:*`], GITHUB, undefined],
    ['of all repositories of an owner', [`${SUB} StringLike repo:acme/*`], GITHUB, 'many-subjects'],
    ['of names that begin alike', [`${SUB} StringLike repo:acme/app*`], GITHUB, 'many-subjects'],
    ['of owners that begin alike', [`${SUB} StringLike repo:acme*/app:*`], GITHUB, 'many-subjects'],
    ['of any repository', [`${SUB} StringLike repo:*`], GITHUB, 'any-subject'],
    ['of any repository of any owner', [`${SUB} StringLike repo:*/*`], GITHUB, 'any-subject'],
    ['of anything', [`${SUB} StringLike *`], GITHUB, 'any-subject'],
    ['of one repository or anything', [`${SUB} StringLike repo:acme/app:*, *`], GITHUB, 'any-subject'],
    ['whose star is a letter', [`${SUB} StringEquals repo:acme/*`], GITHUB, undefined],
    ['of a subject if there is one', [`${SUB} StringEqualsIfExists repo:acme/app:*`], GITHUB, 'any-subject'],
    ['of all subjects but one', [`${SUB} StringNotEquals repo:acme/app:x`], GITHUB, 'any-subject'],
    ['of every value of a subject', [`${SUB} ForAllValues:StringEquals repo:acme/app:x`], GITHUB, 'any-subject'],
    ['of a repository that is not known', [`${SUB} StringLike repo:\${var.repository}:*`], GITHUB, undefined],
    ['of an owner that is not known', [`${SUB} StringLike repo:\${var.owner}/*`], GITHUB, 'many-subjects'],
    [
      'of a project of GitLab',
      ['gitlab.com:sub StringLike project_path:acme/app:ref_type:branch:ref:*'],
      'gitlab.com',
      undefined,
    ],
    ['of a group of GitLab', ['gitlab.com:sub StringLike project_path:acme/*'], 'gitlab.com', 'many-subjects'],
    ['of a service account', ['oidc.eks.x/id/AB:sub StringEquals system:serviceaccount:app:web'], CLUSTER, undefined],
    ['of a namespace', ['oidc.eks.x/id/AB:sub StringLike system:serviceaccount:app:*'], CLUSTER, undefined],
    ['of every namespace', ['oidc.eks.x/id/AB:sub StringLike system:serviceaccount:*:web'], CLUSTER, 'many-subjects'],
    ['of a whole cluster', [], CLUSTER, 'many-subjects'],
    [
      'of a pool of its own',
      ['cognito-identity.amazonaws.com:aud StringEquals eu-west-1:1'],
      'cognito-identity.amazonaws.com',
      undefined,
    ],
    ['of any pool', [], 'cognito-identity.amazonaws.com', 'any-subject'],
  ])('%s', (_, conditions, principal, reach) => {
    const found = trustReachOf(region({ actions: [WEB], principals: [principal], conditions }))
    expect(found).toEqual(reach === undefined ? [] : [reach])
  })

  it('are asked for by other actions only where these mean it', () => {
    expect(trustReachOf(region({ actions: ['sts:AssumeRole'], principals: ['arn:aws:iam::aws:root'] }))).toEqual([])
    expect(trustReachOf(region({ actions: ['sts:Assume*'], principals: [GITHUB] }))).toEqual(['any-subject'])
  })
})

describe('services that say for whom they act', () => {
  it.each<[GrantedRegion['policyKind'], string, readonly string[], boolean]>([
    ['trust', 'scheduler.amazonaws.com', [], true],
    ['trust', 'ec2.amazonaws.com', [], false],
    ['trust', 'lambda.amazonaws.com', [], false],
    ['trust', 'scheduler.amazonaws.com', ['aws:SourceAccount StringEquals 111122223333'], false],
    ['trust', 'scheduler.amazonaws.com', ['AWS:SourceArn ArnLike arn:aws:scheduler:*:111122223333:*'], false],
    ['trust', 'scheduler.amazonaws.com', ['aws:SourceArn ArnLike *'], true],
    ['trust', 'scheduler.amazonaws.com', ['aws:SourceAccount StringEqualsIfExists 111122223333'], true],
    ['resource', 'sns.amazonaws.com', [], true],
    ['resource', 'logs.eu-west-1.amazonaws.com', [], true],
    ['resource', 'sns.amazonaws.com', ['aws:SourceOrgID StringEquals o-a1'], false],
    ['resource', 'ecs-tasks.amazonaws.com', [], false],
    ['identity', 'sns.amazonaws.com', [], false],
    ['resource', `${'a'.repeat(100_000)}.amazonaws.com`, [], false],
  ])('%s of %.60s with %j', (policyKind, principal, conditions, isOpen) => {
    const found = trustReachOf(region({ policyKind, principals: [principal], conditions }))
    expect(found).toEqual(isOpen ? ['any-deputy'] : [])
  })
})

describe('accounts by their number', () => {
  it.each<[string, readonly string[], boolean]>([
    ['arn:aws:iam::444455556666:root', [], true],
    ['arn:aws:iam::444455556666:role/app', ['arn:aws:s3:::data/*'], true],
    ['arn:aws-cn:iam::444455556666:user/x', [], true],
    ['arn:aws:sts::444455556666:assumed-role/a/b', [], true],
    ['arn:aws:iam::444455556666:role/app', ['arn:aws:sqs:eu-west-1:444455556666:jobs'], false],
    ['arn:aws:iam::444455556666:role/app', ['arn:aws:sqs:eu-west-1:444455556666:a', 'arn:aws:sqs:eu-west-1:1:b'], true],
    [`arn:aws:iam::\${data.aws_caller_identity.here.account_id}:root`, [], false],
    [GITHUB, [], false],
    ['*', [], false],
  ])('%s on %j', (principal, resources, isOther) => {
    const found = trustReachOf(region({ policyKind: 'resource', principals: [principal], resources }))
    expect(found).toEqual(isOther ? ['another-account'] : [])
  })

  it('say nothing of a deny that went', () => {
    const lost = region({
      policyKind: 'resource',
      origin: 'no-longer-denied',
      principals: ['arn:aws:iam::444455556666:root'],
    })
    expect(trustReachOf(lost)).toEqual([])
  })
})
