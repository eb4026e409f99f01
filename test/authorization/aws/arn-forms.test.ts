import { describe, expect, it } from 'vitest'
import { arnPatterns, nameArgument, nameInArn } from '../../../src/core/authorization/aws/arn-forms.ts'

type Row = readonly [type: string, argument: string | undefined, patterns: readonly string[]]

/** By the Service Authorization Reference: what a policy has to name to reach a resource called `app`, or what is in it. */
const ROWS: readonly Row[] = [
  ['aws_s3_bucket', 'bucket', ['s3:*:*:app', 's3:*:*:app/*']],
  ['aws_sqs_queue', 'name', ['sqs:*:*:app']],
  ['aws_sns_topic', 'name', ['sns:*:*:app', 'sns:*:*:app:*']],
  ['aws_dynamodb_table', 'name', ['dynamodb:*:*:table/app', 'dynamodb:*:*:table/app/*']],
  ['aws_kinesis_stream', 'name', ['kinesis:*:*:stream/app', 'kinesis:*:*:stream/app/*']],
  ['aws_kinesis_firehose_delivery_stream', 'name', ['firehose:*:*:deliverystream/app']],
  ['aws_cloudwatch_log_group', 'name', ['logs:*:*:log-group:app', 'logs:*:*:log-group:app:*']],
  ['aws_secretsmanager_secret', 'name', ['secretsmanager:*:*:secret:app', 'secretsmanager:*:*:secret:app-??????']],
  ['aws_ssm_parameter', 'name', ['ssm:*:*:parameter/app', 'ssm:*:*:parameterapp']],
  ['aws_lambda_function', 'function_name', ['lambda:*:*:function:app', 'lambda:*:*:function:app:*']],
  ['aws_ecr_repository', 'name', ['ecr:*:*:repository/app']],
  ['aws_kms_key', undefined, ['kms:*:*:key/*']],
  ['aws_db_instance', 'identifier', ['rds:*:*:db:app']],
  ['aws_rds_cluster', 'cluster_identifier', ['rds:*:*:cluster:app']],
  ['aws_docdb_cluster', 'cluster_identifier', ['rds:*:*:cluster:app']],
  ['aws_neptune_cluster', 'cluster_identifier', ['rds:*:*:cluster:app']],
  ['aws_redshift_cluster', 'cluster_identifier', ['redshift:*:*:cluster:app', 'redshift:*:*:db*:app/*']],
  ['aws_opensearch_domain', 'domain_name', ['es:*:*:domain/app', 'es:*:*:domain/app/*']],
  ['aws_elasticsearch_domain', 'domain_name', ['es:*:*:domain/app', 'es:*:*:domain/app/*']],
  ['aws_efs_file_system', undefined, ['elasticfilesystem:*:*:file-system/*']],
  ['aws_backup_vault', 'name', ['backup:*:*:backup-vault:app']],
  ['aws_sfn_state_machine', 'name', ['states:*:*:stateMachine:app']],
]

describe.each(ROWS)('%s', (type, argument, patterns) => {
  it('is named by the argument that people choose its name with', () => {
    expect(nameArgument(type)).toBe(argument)
  })

  it('has ARNs in every partition, region and account', () => {
    expect(arnPatterns(type, 'app')).toEqual(patterns.map((pattern) => `arn:*:${pattern}`))
  })

  it('is told by the name in its ARN', () => {
    const [own = ''] = patterns
    const arn = `arn:aws:${own.replace('*:*', 'eu-west-1:111122223333').replace('*', '1234')}`
    // Nobody writes the names of keys and file systems: the platform makes them up.
    expect(nameInArn(type, arn)).toBe(argument === undefined ? undefined : 'app')
  })
})

describe('the name in an ARN', () => {
  it.each([
    ['aws_s3_bucket', 'arn:aws:s3:::app/reports/2026.csv', 'app'],
    ['aws_sns_topic', 'arn:aws:sns:eu-west-1:111122223333:app:0123', 'app'],
    ['aws_dynamodb_table', 'arn:aws:dynamodb:eu-west-1:111122223333:table/app/index/by-day', 'app'],
    ['aws_lambda_function', 'arn:aws:lambda:eu-west-1:111122223333:function:app:live', 'app'],
    ['aws_ecr_repository', 'arn:aws:ecr:eu-west-1:111122223333:repository/team/app', 'team/app'],
    ['aws_ssm_parameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/team/app', 'team/app'],
  ])('of %s is what stands before what is in it: %s', (type, arn, name) => {
    expect(nameInArn(type, arn)).toBe(name)
  })

  it.each([
    ['a wildcard stands for it', 'aws_sqs_queue', 'arn:aws:sqs:eu-west-1:111122223333:app-*'],
    ['a wildcard stands for one letter of it', 'aws_sqs_queue', 'arn:aws:sqs:eu-west-1:111122223333:app-?'],
    ['nothing stands there', 'aws_dynamodb_table', 'arn:aws:dynamodb:eu-west-1:111122223333:table/'],
    ['nothing stands before what is in it', 'aws_s3_bucket', 'arn:aws:s3:::/reports'],
    ['the ARN is of something else', 'aws_dynamodb_table', 'arn:aws:dynamodb:eu-west-1:111122223333:global-table/app'],
    ['the form is further back in the ARN', 'aws_dynamodb_table', 'arn:aws:dynamodb:eu:1:x/table/app'],
    ['the ARN is cut off', 'aws_sqs_queue', 'arn:aws:sqs:eu-west-1:app'],
    ['it is no ARN', 'aws_sqs_queue', 'app'],
    ['the type is not known', 'aws_example', 'arn:aws:example:eu-west-1:111122223333:app'],
  ])('is not told where %s', (_why, type, arn) => {
    expect(nameInArn(type, arn)).toBeUndefined()
  })
})

it('nothing is known of the ARNs of other types', () => {
  expect([nameArgument('aws_example'), arnPatterns('aws_example', 'app')]).toEqual([undefined, undefined])
})

it('a name that looks like a replacement is taken as it is', () => {
  expect(arnPatterns('aws_sqs_queue', '$&')).toEqual(['arn:*:sqs:*:*:$&'])
})
