import { documentOf, encoded, type Pair, pairsOf, type Row, type Side } from './pair.ts'

const OWN = 'arn:aws:iam::111122223333:root'
const BUCKET = 'arn:aws:s3:::reports'

interface Place {
  readonly tf: readonly [type: string, argument: string, fixed?: string]
  readonly cfn?: readonly [type: string, property: string, fixed?: string]
}

type Statement = Readonly<Record<string, unknown>>

/** The policy of a resource, before and after. */
function policyOf(
  { tf: [type, argument, fixed = ''], cfn }: Place,
  good: Statement,
  bad: Statement,
): readonly [Side, Side?] {
  const body = (statement: Statement) => `${fixed}\n ${argument} = ${encoded(statement)}`
  const terraform: Side = [type, body(good), body(bad)]
  if (cfn === undefined) return [terraform]
  const [from, property, more] = cfn
  const properties = (statement: Statement) =>
    [...(more === undefined ? [] : [more]), `${property}: ${documentOf(statement)}`].join(', ')
  return [terraform, [from, properties(good), properties(bad)]]
}

function anybody(place: Place, action: string, resource = '*'): readonly [Side, Side?] {
  const allow = (principal: string) => ({ Principal: { AWS: principal }, Action: action, Resource: resource })
  return policyOf(place, allow(OWN), allow('*'))
}

const PLACES = {
  bucket: {
    tf: ['aws_s3_bucket_policy', 'policy', 'bucket = "reports"'],
    cfn: ['AWS::S3::BucketPolicy', 'PolicyDocument', 'Bucket: reports'],
  },
  inBucket: { tf: ['aws_s3_bucket', 'policy', 'bucket = "reports"'] },
  key: { tf: ['aws_kms_key', 'policy'], cfn: ['AWS::KMS::Key', 'KeyPolicy'] },
  queue: {
    tf: ['aws_sqs_queue_policy', 'policy', 'queue_url = "it"'],
    cfn: ['AWS::SQS::QueuePolicy', 'PolicyDocument', 'Queues: [it]'],
  },
  inQueue: { tf: ['aws_sqs_queue', 'policy'] },
  topic: {
    tf: ['aws_sns_topic_policy', 'policy', 'arn = "it"'],
    cfn: ['AWS::SNS::TopicPolicy', 'PolicyDocument', 'Topics: [it]'],
  },
  images: {
    tf: ['aws_ecr_repository_policy', 'policy', 'repository = "it"'],
    cfn: ['AWS::ECR::Repository', 'RepositoryPolicyText'],
  },
  vault: { tf: ['aws_glacier_vault', 'access_policy', 'name = "it"'] },
} satisfies Record<string, Place>

const DENY_PLAIN = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [BUCKET, `${BUCKET}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
}

const BLOCKS = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'] as const
const CHECKS = ['CKV_AWS_53 AWS-0086', 'CKV_AWS_54 AWS-0087', 'CKV_AWS_55 AWS-0091', 'CKV_AWS_56 AWS-0093'] as const

function pascal(name: string): string {
  return name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
}

const BLOCKED = BLOCKS.map((name, at): Row => {
  const body = (value: boolean) => BLOCKS.map((each) => `${each} = ${each === name ? value : true}`).join('\n ')
  const properties = (value: boolean) =>
    `BucketName: it, PublicAccessBlockConfiguration: {${BLOCKS.map((each) => `${pascal(each)}: ${each === name ? value : true}`).join(', ')}}`
  return [
    `a bucket without ${name}`,
    CHECKS[at] ?? '',
    ['aws_s3_bucket_public_access_block', `bucket = "it"\n ${body(true)}`, `bucket = "it"\n ${body(false)}`],
    ['AWS::S3::Bucket', properties(true), properties(false)],
  ]
})

const BESIDE = 'resource "aws_s3_bucket" "it" {\n bucket = "it"\n}'
const ALL_BLOCKED = BLOCKS.map((each) => `${each} = true`).join('\n ')

function acl(checks: string, bad: string, property: string): Row {
  return [
    `the ACL ${bad}`,
    checks,
    ['aws_s3_bucket_acl', 'bucket = "it"\n acl = "private"', `bucket = "it"\n acl = "${bad}"`],
    ['AWS::S3::Bucket', 'AccessControl: Private', `AccessControl: ${property}`],
  ]
}

const ROWS: readonly Row[] = [
  acl('CKV_AWS_20 CKV_AWS_375 AWS-0092', 'public-read', 'PublicRead'),
  acl('CKV_AWS_57 AWS-0092', 'public-read-write', 'PublicReadWrite'),
  acl('CKV2_AWS_43', 'authenticated-read', 'AuthenticatedRead'),
  ['the ACL of a bucket itself', 'CKV_AWS_20', ['aws_s3_bucket', 'acl = "private"', 'acl = "public-read"']],
  [
    'a grant for everybody',
    'CKV_AWS_375',
    [
      'aws_s3_bucket_acl',
      'bucket = "it"\n access_control_policy {\n grant {\n permission = "READ"\n grantee {\n type = "CanonicalUser"\n id = "one"\n}\n}\n owner {\n id = "one"\n}\n}',
      'bucket = "it"\n access_control_policy {\n grant {\n permission = "READ"\n grantee {\n type = "Group"\n uri = "http://acs.amazonaws.com/groups/global/AllUsers"\n}\n}\n owner {\n id = "one"\n}\n}',
    ],
  ],
  ...BLOCKED,
  [
    'a bucket without any block',
    'CKV2_AWS_6 AWS-0094 AWS-0161',
    [
      '',
      `${BESIDE}\nresource "aws_s3_bucket_public_access_block" "it" {\n bucket = aws_s3_bucket.it.id\n ${ALL_BLOCKED}\n}`,
      BESIDE,
    ],
    [
      'AWS::S3::Bucket',
      `BucketName: it, PublicAccessBlockConfiguration: {${BLOCKS.map((each) => `${pascal(each)}: true`).join(', ')}}`,
      'BucketName: it, PublicAccessBlockConfiguration: {BlockPublicAcls: false, BlockPublicPolicy: false, IgnorePublicAcls: false, RestrictPublicBuckets: false}',
    ],
  ],
  ['a bucket that is open to anybody', 'CKV_AWS_70', ...anybody(PLACES.bucket, 's3:GetObject', `${BUCKET}/*`)],
  ['the policy of a bucket itself', 'CKV_AWS_70', ...anybody(PLACES.inBucket, 's3:GetObject', `${BUCKET}/*`)],
  [
    'requests to a bucket without encryption',
    'CKV_AWS_379',
    ['aws_s3_bucket_policy', `bucket = "reports"\n policy = ${encoded(DENY_PLAIN)}`, undefined],
  ],
  [
    'ACLs that count',
    'CKV2_AWS_65',
    [
      'aws_s3_bucket_ownership_controls',
      'bucket = "it"\n rule {\n object_ownership = "BucketOwnerEnforced"\n}',
      'bucket = "it"\n rule {\n object_ownership = "ObjectWriter"\n}',
    ],
    [
      'AWS::S3::Bucket',
      'OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}',
      'OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}',
    ],
  ],
  [
    'an access point without blocks',
    'CKV_AWS_392',
    [
      'aws_s3_access_point',
      'bucket = "it"\n name = "it"\n public_access_block_configuration {\n block_public_policy = true\n}',
      'bucket = "it"\n name = "it"\n public_access_block_configuration {\n block_public_policy = false\n}',
    ],
    [
      'AWS::S3::AccessPoint',
      'Bucket: it, PublicAccessBlockConfiguration: {BlockPublicPolicy: true}',
      'Bucket: it, PublicAccessBlockConfiguration: {BlockPublicPolicy: false}',
    ],
  ],
  [
    'versions that are no longer kept',
    'CKV_AWS_21 AWS-0090',
    [
      'aws_s3_bucket_versioning',
      'bucket = "it"\n versioning_configuration {\n status = "Enabled"\n}',
      'bucket = "it"\n versioning_configuration {\n status = "Suspended"\n}',
    ],
    ['AWS::S3::Bucket', 'VersioningConfiguration: {Status: Enabled}', 'VersioningConfiguration: {Status: Suspended}'],
  ],
  [
    'versions in a bucket itself',
    'CKV_AWS_21 AWS-0090',
    ['aws_s3_bucket', 'versioning {\n enabled = true\n}', 'versioning {\n enabled = false\n}'],
  ],
  [
    'versions that go without a second factor',
    'AWS-0170',
    [
      'aws_s3_bucket_versioning',
      'bucket = "it"\n versioning_configuration {\n status = "Enabled"\n mfa_delete = "Enabled"\n}',
      'bucket = "it"\n versioning_configuration {\n status = "Enabled"\n mfa_delete = "Disabled"\n}',
    ],
  ],
  [
    'objects that may be deleted',
    'CKV_AWS_143',
    [
      'aws_s3_bucket_object_lock_configuration',
      'bucket = "it"\n rule {\n default_retention {\n mode = "COMPLIANCE"\n days = 30\n}\n}',
      'bucket = "it"\n rule {\n default_retention {\n mode = "COMPLIANCE"\n days = 1\n}\n}',
    ],
    [
      'AWS::S3::Bucket',
      'ObjectLockEnabled: true, ObjectLockConfiguration: {ObjectLockEnabled: Enabled, Rule: {DefaultRetention: {Mode: COMPLIANCE, Days: 30}}}',
      'ObjectLockEnabled: true, ObjectLockConfiguration: {ObjectLockEnabled: Enabled, Rule: {DefaultRetention: {Mode: COMPLIANCE, Days: 1}}}',
    ],
  ],
  [
    'objects in a bucket itself that may be deleted',
    'CKV_AWS_143',
    [
      'aws_s3_bucket',
      'object_lock_configuration {\n object_lock_enabled = "Enabled"\n rule {\n default_retention {\n mode = "COMPLIANCE"\n days = 30\n}\n}\n}',
      'object_lock_configuration {\n object_lock_enabled = "Enabled"\n}',
    ],
  ],
  [
    'any origin',
    'CKV2_AWS_75',
    [
      'aws_s3_bucket_cors_configuration',
      'bucket = "it"\n cors_rule {\n allowed_methods = ["GET"]\n allowed_origins = ["https://shop.example.com"]\n}',
      'bucket = "it"\n cors_rule {\n allowed_methods = ["GET"]\n allowed_origins = ["*"]\n}',
    ],
    [
      'AWS::S3::Bucket',
      'CorsConfiguration: {CorsRules: [{AllowedMethods: [GET], AllowedOrigins: ["https://shop.example.com"]}]}',
      'CorsConfiguration: {CorsRules: [{AllowedMethods: [GET], AllowedOrigins: ["*"]}]}',
    ],
  ],
  [
    'any origin in a bucket itself',
    'CKV2_AWS_75',
    [
      'aws_s3_bucket',
      'cors_rule {\n allowed_methods = ["GET"]\n allowed_origins = ["https://shop.example.com"]\n}',
      'cors_rule {\n allowed_methods = ["GET"]\n allowed_origins = ["*"]\n}',
    ],
  ],
  ['a key that is open to anybody', 'CKV_AWS_33', ...anybody(PLACES.key, 'kms:*')],
  [
    'a key without a policy of its own',
    'CKV2_AWS_64',
    [
      'aws_kms_key',
      `policy = ${encoded({ Principal: { AWS: 'arn:aws:iam::111122223333:role/keys' }, Action: 'kms:*', Resource: '*' })}`,
      'description = "it"',
    ],
    undefined,
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'a key that does not rotate',
    'CKV_AWS_7 AWS-0065',
    ['aws_kms_key', 'enable_key_rotation = true', 'enable_key_rotation = false'],
    [
      'AWS::KMS::Key',
      `KeyPolicy: ${documentOf({ Principal: { AWS: OWN }, Action: 'kms:*', Resource: '*' })}, EnableKeyRotation: true`,
      `KeyPolicy: ${documentOf({ Principal: { AWS: OWN }, Action: 'kms:*', Resource: '*' })}, EnableKeyRotation: false`,
    ],
  ],
  ['a queue that is open to anybody', 'CKV_AWS_168 CKV_AWS_387', ...anybody(PLACES.queue, 'sqs:SendMessage')],
  ['the policy of a queue itself', 'CKV_AWS_168', ...anybody(PLACES.inQueue, 'sqs:SendMessage')],
  [
    'every action on a queue',
    'CKV_AWS_72 AWS-0097',
    ...policyOf(
      PLACES.queue,
      { Principal: { AWS: OWN }, Action: 'sqs:SendMessage', Resource: '*' },
      { Principal: { AWS: OWN }, Action: 'sqs:*', Resource: '*' },
    ),
  ],
  ['a topic that is open to anybody', 'CKV_AWS_169', ...anybody(PLACES.topic, 'sns:Publish')],
  [
    'a topic for another account',
    'CKV_AWS_385',
    ...policyOf(
      PLACES.topic,
      { Principal: { AWS: OWN }, Action: 'sns:Publish', Resource: '*' },
      { Principal: { AWS: [OWN, 'arn:aws:iam::444455556666:root'] }, Action: 'sns:Publish', Resource: '*' },
    ),
  ],
  ['images for anybody', 'CKV_AWS_32 AWS-0032', ...anybody(PLACES.images, 'ecr:BatchGetImage')],
  ['a vault that is open to anybody', 'CKV_AWS_167', ...anybody(PLACES.vault, 'glacier:InitiateJob')],
  ['any principal in a document', 'CKV_AWS_283', ...anybody(PLACES.bucket, 's3:*', `${BUCKET}/*`)],
  [
    'a file system whose clients see all of it',
    'CKV_AWS_329',
    ['aws_efs_access_point', 'file_system_id = "it"\n root_directory {\n path = "/shop"\n}', 'file_system_id = "it"'],
    ['AWS::EFS::AccessPoint', 'FileSystemId: it, RootDirectory: {Path: /shop}', 'FileSystemId: it'],
  ],
  [
    'a file system whose clients say who they are',
    'CKV_AWS_330',
    [
      'aws_efs_access_point',
      'file_system_id = "it"\n posix_user {\n uid = 1000\n gid = 1000\n}',
      'file_system_id = "it"',
    ],
    ['AWS::EFS::AccessPoint', 'FileSystemId: it, PosixUser: {Uid: "1000", Gid: "1000"}', 'FileSystemId: it'],
  ],
  [
    'snapshots for everybody',
    'CKV_AWS_302',
    [
      'aws_db_snapshot',
      'db_snapshot_identifier = "it"\n shared_accounts = []',
      'db_snapshot_identifier = "it"\n shared_accounts = ["all"]',
    ],
  ],
  [
    'documents for everybody',
    'CKV_AWS_303',
    [
      'aws_ssm_document',
      'name = "it"\n permissions = {\n type = "Share"\n account_ids = "111122223333"\n}',
      'name = "it"\n permissions = {\n type = "Share"\n account_ids = "All"\n}',
    ],
  ],
  [
    'an image that others may start',
    'CKV_AWS_205',
    ['aws_ami_launch_permission', undefined, 'image_id = "ami-1"\n account_id = "444455556666"'],
  ],
  [
    'tags that may come to mean another image',
    'CKV_AWS_51 AWS-0031',
    [
      'aws_ecr_repository',
      'name = "it"\n image_tag_mutability = "IMMUTABLE"',
      'name = "it"\n image_tag_mutability = "MUTABLE"',
    ],
    ['AWS::ECR::Repository', 'ImageTagMutability: IMMUTABLE', 'ImageTagMutability: MUTABLE'],
  ],
  [
    'images that nobody scans',
    'CKV_AWS_163 AWS-0030',
    [
      'aws_ecr_repository',
      'image_scanning_configuration {\n scan_on_push = true\n}',
      'image_scanning_configuration {\n scan_on_push = false\n}',
    ],
    [
      'AWS::ECR::Repository',
      'ImageScanningConfiguration: {ScanOnPush: true}',
      'ImageScanningConfiguration: {ScanOnPush: false}',
    ],
  ],
  [
    'settings that queries may change',
    'CKV_AWS_82 AWS-0007',
    [
      'aws_athena_workgroup',
      'name = "it"\n configuration {\n enforce_workgroup_configuration = true\n}',
      'name = "it"\n configuration {\n enforce_workgroup_configuration = false\n}',
    ],
    [
      'AWS::Athena::WorkGroup',
      'Name: it, WorkGroupConfiguration: {EnforceWorkGroupConfiguration: true}',
      'Name: it, WorkGroupConfiguration: {EnforceWorkGroupConfiguration: false}',
    ],
  ],
  [
    'ledgers where every permission is one',
    'CKV_AWS_170',
    ['aws_qldb_ledger', 'permissions_mode = "STANDARD"', 'permissions_mode = "ALLOW_ALL"'],
    ['AWS::QLDB::Ledger', 'PermissionsMode: STANDARD', 'PermissionsMode: ALLOW_ALL'],
  ],
  [
    'volumes that come without encryption',
    'CKV_AWS_106',
    ['aws_ebs_encryption_by_default', 'enabled = true', 'enabled = false'],
  ],
]

export const STORAGE: readonly Pair[] = pairsOf(ROWS)
