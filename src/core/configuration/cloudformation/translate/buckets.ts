import type { Translation } from './translation.ts'

const BUCKET = { bucket: '@Ref', id: '@Ref' }

/** Source: "AWS::S3::Bucket", AWS CloudFormation Template Reference. */
const CANNED = {
  Private: 'private',
  PublicRead: 'public-read',
  PublicReadWrite: 'public-read-write',
  AuthenticatedRead: 'authenticated-read',
  LogDeliveryWrite: 'log-delivery-write',
  BucketOwnerRead: 'bucket-owner-read',
  BucketOwnerFullControl: 'bucket-owner-full-control',
  AwsExecRead: 'aws-exec-read',
}

/** What a bucket says of itself, which Terraform says in resources of their own. */
export const BUCKET_TRANSLATIONS: readonly Translation[] = [
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket',
    arguments: { ...BUCKET, acl: 'AccessControl' },
    words: { acl: CANNED },
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_public_access_block',
    arguments: {
      ...BUCKET,
      block_public_acls: 'PublicAccessBlockConfiguration.BlockPublicAcls',
      ignore_public_acls: 'PublicAccessBlockConfiguration.IgnorePublicAcls',
      block_public_policy: 'PublicAccessBlockConfiguration.BlockPublicPolicy',
      restrict_public_buckets: 'PublicAccessBlockConfiguration.RestrictPublicBuckets',
    },
    where: 'PublicAccessBlockConfiguration',
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_ownership_controls',
    arguments: BUCKET,
    blocks: { rule: { property: 'OwnershipControls.Rules', arguments: { object_ownership: 'ObjectOwnership' } } },
    where: 'OwnershipControls',
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_versioning',
    arguments: { ...BUCKET, versioning_configuration: 'VersioningConfiguration' },
    where: 'VersioningConfiguration',
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_object_lock_configuration',
    arguments: { ...BUCKET, rule: 'ObjectLockConfiguration.Rule' },
    where: 'ObjectLockConfiguration',
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_logging',
    arguments: { ...BUCKET, target_bucket: 'LoggingConfiguration.DestinationBucketName' },
    where: 'LoggingConfiguration.DestinationBucketName',
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_replication_configuration',
    arguments: { ...BUCKET, role: 'ReplicationConfiguration.Role' },
    blocks: {
      rule: {
        property: 'ReplicationConfiguration.Rules',
        arguments: { status: 'Status', destination: 'Destination' },
      },
    },
    where: 'ReplicationConfiguration',
  },
  {
    from: 'AWS::S3::Bucket',
    to: 'aws_s3_bucket_cors_configuration',
    arguments: BUCKET,
    blocks: {
      cors_rule: {
        property: 'CorsConfiguration.CorsRules',
        arguments: { allowed_origins: 'AllowedOrigins', allowed_methods: 'AllowedMethods' },
      },
    },
    where: 'CorsConfiguration',
  },
]
