import { documentOf, encoded, type Pair, pairsOf, type Row, type Side } from './pair.ts'

const BUCKET = 'arn:aws:s3:::reports'
const OBJECTS = `${BUCKET}/*`
const READ = { Action: 's3:GetObject', Resource: OBJECTS }
const ADMIN = { Action: '*', Resource: '*' }
const OWN_ROLE = 'arn:aws:iam::111122223333:role/deploy'
const AUDIT = 'arn:aws:iam::aws:policy/SecurityAudit'
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'
const READ_IAM = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
const FULL_IAM = 'arn:aws:iam::aws:policy/IAMFullAccess'

type Statement = Readonly<Record<string, unknown>>

/** A policy of its own, in either language. */
function policy(good: Statement, bad: Statement): readonly [Side, Side] {
  return [
    ['aws_iam_policy', `name = "it"\n policy = ${encoded(good)}`, `name = "it"\n policy = ${encoded(bad)}`],
    [
      'AWS::IAM::ManagedPolicy',
      `ManagedPolicyName: it, PolicyDocument: ${documentOf(good)}`,
      `ManagedPolicyName: it, PolicyDocument: ${documentOf(bad)}`,
    ],
  ]
}

/** The policy of one holder, under every type that has one. */
function inline(holder: string, argument: string): readonly [Side, Side] {
  const body = (statement: Statement) => `${holder} = "it"\n policy = ${encoded(statement)}`
  const property = `${argument}s: [it]`
  const properties = (statement: Statement) => `PolicyName: it, ${property}, PolicyDocument: ${documentOf(statement)}`
  return [
    [`aws_iam_${holder}_policy`, body(READ), body(ADMIN)],
    ['AWS::IAM::Policy', properties(READ), properties(ADMIN)],
  ]
}

function trust(good: Statement, bad: Statement): readonly [Side, Side] {
  const action = (statement: Statement) => ({ Action: 'sts:AssumeRole', ...statement })
  const body = (statement: Statement) => `name = "it"\n assume_role_policy = ${encoded(action(statement))}`
  const properties = (statement: Statement) =>
    `RoleName: it, AssumeRolePolicyDocument: ${documentOf(action(statement))}`
  return [
    ['aws_iam_role', body(good), body(bad)],
    ['AWS::IAM::Role', properties(good), properties(bad)],
  ]
}

function attached(type: string, holder: string): Side {
  const body = (arn: string) => `${holder} = "it"\n policy_arn = "${arn}"`
  return [type, body(AUDIT), body(ADMINISTRATOR)]
}

const GITHUB = 'token.actions.githubusercontent.com'

function fromGitHub(sub: Statement): Statement {
  const principal = { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` }
  const audience = { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }
  return { Principal: principal, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { ...audience, ...sub } }
}

const ONE_BRANCH = { StringLike: { [`${GITHUB}:sub`]: 'repo:example/shop:ref:refs/heads/main' } }
const WITH_MFA = { ...READ, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }

function managed(good: string, bad: string): readonly [Side, Side] {
  const trusted = { Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }
  const body = (arn: string) => `assume_role_policy = ${encoded(trusted)}\n managed_policy_arns = ["${arn}"]`
  const properties = (arn: string) => `AssumeRolePolicyDocument: ${documentOf(trusted)}, ManagedPolicyArns: ["${arn}"]`
  return [
    ['aws_iam_role', body(good), body(bad)],
    ['AWS::IAM::Role', properties(good), properties(bad)],
  ]
}

/** A whole document in Terraform's own words. */
function written(actions: string, resources = '"*"'): string {
  return `data "aws_iam_policy_document" "it" {
  statement {
    actions   = [${actions}]
    resources = [${resources}]
  }
}
resource "aws_iam_policy" "it" {
  policy = data.aws_iam_policy_document.it.json
}`
}

const PASSWORDS = 'aws_iam_account_password_policy'

const ROWS: readonly Row[] = [
  ['every action on everything', 'CKV_AWS_1 CKV_AWS_49', ['', written('"s3:GetObject"'), written('"*"')]],
  ['every action in a policy', 'CKV_AWS_62 CKV_AWS_63 CKV_AWS_275 AWS-0057', ...policy(READ, ADMIN)],
  ['every action in a policy of a role', 'CKV_AWS_62 AWS-0114 AWS-0120', ...inline('role', 'Role')],
  ['every action in a policy of a user', 'CKV_AWS_62 CKV_AWS_40 AWS-0143', ...inline('user', 'User')],
  ['every action in a policy of a group', 'CKV_AWS_62', ...inline('group', 'Group')],
  [
    'every action in a permission set',
    'CKV_AWS_62 CKV_AWS_63',
    [
      'aws_ssoadmin_permission_set_inline_policy',
      `permission_set_arn = "it"\n inline_policy = ${encoded(READ)}`,
      `permission_set_arn = "it"\n inline_policy = ${encoded(ADMIN)}`,
    ],
  ],
  [
    'all of IAM',
    'CKV2_AWS_40',
    ...policy({ Action: 'iam:GetUser', Resource: '*' }, { Action: 'iam:*', Resource: '*' }),
  ],
  [
    'credentials that are handed out',
    'CKV_AWS_107 CKV_AWS_287',
    ...policy(READ, { Action: ['s3:GetObject', 'sts:GetSessionToken', 'iam:CreateAccessKey'], Resource: '*' }),
  ],
  ['data of every bucket', 'CKV_AWS_108 CKV_AWS_288 AWS-0346', ...policy(READ, { ...READ, Resource: '*' })],
  ['every action on buckets', 'AWS-0345', ...policy(READ, { Action: 's3:*', Resource: '*' })],
  [
    'permissions that may be set',
    'CKV_AWS_109 CKV_AWS_289',
    ...policy(READ, { Action: ['s3:GetObject', 's3:PutBucketPolicy'], Resource: [OBJECTS, BUCKET] }),
  ],
  [
    'permissions that may be raised',
    'CKV_AWS_110 CKV_AWS_286',
    ...policy(READ, { Action: ['s3:GetObject', 'iam:AttachRolePolicy'], Resource: '*' }),
  ],
  [
    'writing without limits',
    'CKV_AWS_111 CKV_AWS_290',
    ...policy(
      { Action: 'ec2:DescribeInstances', Resource: '*' },
      { Action: ['ec2:DescribeInstances', 'ec2:TerminateInstances'], Resource: '*' },
    ),
  ],
  [
    'everything where one would do',
    'CKV_AWS_355 CKV_AWS_356',
    ...policy(
      { Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/one' },
      { Action: 'kms:Decrypt', Resource: '*' },
    ),
  ],
  [
    'roles that may be passed',
    'AWS-0342',
    ...policy({ Action: 'iam:PassRole', Resource: OWN_ROLE }, { Action: 'iam:PassRole', Resource: '*' }),
  ],
  ['a second factor that a policy no longer asks for', 'AWS-0123 AWS-0145', ...policy(WITH_MFA, READ)],
  [
    'a role that anybody may assume',
    'CKV_AWS_60',
    ...trust({ Principal: { AWS: OWN_ROLE } }, { Principal: { AWS: '*' } }),
  ],
  [
    'a role that a whole account may assume',
    'CKV_AWS_61',
    ...trust({ Principal: { AWS: OWN_ROLE } }, { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
  ],
  ['a login of any repository', 'CKV_AWS_358 CKV_AWS_393', ...trust(fromGitHub(ONE_BRANCH), fromGitHub({}))],
  [
    'a login of any branch of any repository',
    'CKV_AWS_358 CKV_AWS_393',
    ...trust(fromGitHub(ONE_BRANCH), fromGitHub({ StringLike: { [`${GITHUB}:sub`]: 'repo:*' } })),
  ],
  ['AdministratorAccess for a role', 'CKV_AWS_274', ...managed(AUDIT, ADMINISTRATOR)],
  ['IAMFullAccess for a role', 'CKV2_AWS_56', ...managed(READ_IAM, FULL_IAM)],
  ['AdministratorAccess attached to a role', 'CKV_AWS_274', attached('aws_iam_role_policy_attachment', 'role')],
  ['AdministratorAccess attached to a user', 'CKV_AWS_274', attached('aws_iam_user_policy_attachment', 'user')],
  ['AdministratorAccess attached to a group', 'CKV_AWS_274', attached('aws_iam_group_policy_attachment', 'group')],
  [
    'AdministratorAccess in a permission set',
    'CKV_AWS_274',
    [
      'aws_ssoadmin_managed_policy_attachment',
      `permission_set_arn = "it"\n managed_policy_arn = "${AUDIT}"`,
      `permission_set_arn = "it"\n managed_policy_arn = "${ADMINISTRATOR}"`,
    ],
  ],
  [
    'a policy for a user beside a group',
    'CKV_AWS_40 AWS-0143',
    [
      'aws_iam_policy_attachment',
      `name = "it"\n policy_arn = "${AUDIT}"\n groups = ["auditors"]`,
      `name = "it"\n policy_arn = "${AUDIT}"\n groups = ["auditors"]\n users = ["somebody"]`,
    ],
  ],
  [
    'a password for the console',
    'CKV2_AWS_22',
    ['aws_iam_user_login_profile', undefined, 'user = "it"'],
    ['AWS::IAM::User', 'UserName: it', 'UserName: it, LoginProfile: {Password: "{{resolve:secretsmanager:it}}"}'],
  ],
  ['a key of the root user', 'CKV_AWS_348 AWS-0141', ['aws_iam_access_key', undefined, 'user = "root"']],
  [
    'a second key of a user',
    'AWS-0167',
    [
      '',
      'resource "aws_iam_access_key" "one" {\n user = "it"\n}',
      'resource "aws_iam_access_key" "one" {\n user = "it"\n}\nresource "aws_iam_access_key" "two" {\n user = "it"\n}',
    ],
  ],
  ['passwords that never expire', 'CKV_AWS_9 AWS-0062', [PASSWORDS, 'max_password_age = 90', 'max_password_age = 0']],
  [
    'short passwords',
    'CKV_AWS_10 AWS-0063',
    [PASSWORDS, 'minimum_password_length = 14', 'minimum_password_length = 8'],
  ],
  [
    'passwords without lowercase',
    'CKV_AWS_11 AWS-0058',
    [PASSWORDS, 'require_lowercase_characters = true', 'require_lowercase_characters = false'],
  ],
  [
    'passwords without numbers',
    'CKV_AWS_12 AWS-0059',
    [PASSWORDS, 'require_numbers = true', 'require_numbers = false'],
  ],
  [
    'passwords that come again',
    'CKV_AWS_13 AWS-0056',
    [PASSWORDS, 'password_reuse_prevention = 24', 'password_reuse_prevention = 1'],
  ],
  [
    'passwords without symbols',
    'CKV_AWS_14 AWS-0060',
    [PASSWORDS, 'require_symbols = true', 'require_symbols = false'],
  ],
  [
    'passwords without uppercase',
    'CKV_AWS_15 AWS-0061',
    [PASSWORDS, 'require_uppercase_characters = true', 'require_uppercase_characters = false'],
  ],
]

export const IDENTITY: readonly Pair[] = pairsOf(ROWS)
