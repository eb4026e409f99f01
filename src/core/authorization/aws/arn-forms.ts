/** How the ARNs of a type are made of its name. */
interface ArnForm {
  /** The service in its ARNs. */
  readonly service: string
  /** The argument with the name that somebody chooses; absent where the platform makes one up. */
  readonly argument?: string
  /** What may stand behind the account in the ARN, and in ARNs of what is in it; `{}` is the name. */
  readonly tails: readonly string[]
}

/**
 * Types of resources that hold data, by Terraform's names. Source: "Actions, resources, and condition keys for AWS
 * services", Service Authorization Reference.
 */
const FORMS: ReadonlyMap<string, ArnForm> = new Map<string, ArnForm>([
  ['aws_s3_bucket', { service: 's3', argument: 'bucket', tails: ['{}', '{}/*'] }],
  ['aws_sqs_queue', { service: 'sqs', argument: 'name', tails: ['{}'] }],
  ['aws_sns_topic', { service: 'sns', argument: 'name', tails: ['{}', '{}:*'] }],
  ['aws_dynamodb_table', { service: 'dynamodb', argument: 'name', tails: ['table/{}', 'table/{}/*'] }],
  ['aws_kinesis_stream', { service: 'kinesis', argument: 'name', tails: ['stream/{}', 'stream/{}/*'] }],
  ['aws_kinesis_firehose_delivery_stream', { service: 'firehose', argument: 'name', tails: ['deliverystream/{}'] }],
  ['aws_cloudwatch_log_group', { service: 'logs', argument: 'name', tails: ['log-group:{}', 'log-group:{}:*'] }],
  [
    'aws_secretsmanager_secret',
    { service: 'secretsmanager', argument: 'name', tails: ['secret:{}', 'secret:{}-??????'] },
  ],
  ['aws_ssm_parameter', { service: 'ssm', argument: 'name', tails: ['parameter/{}', 'parameter{}'] }],
  ['aws_lambda_function', { service: 'lambda', argument: 'function_name', tails: ['function:{}', 'function:{}:*'] }],
  ['aws_ecr_repository', { service: 'ecr', argument: 'name', tails: ['repository/{}'] }],
  ['aws_kms_key', { service: 'kms', tails: ['key/*'] }],
  ['aws_db_instance', { service: 'rds', argument: 'identifier', tails: ['db:{}'] }],
  ['aws_rds_cluster', { service: 'rds', argument: 'cluster_identifier', tails: ['cluster:{}'] }],
  ['aws_docdb_cluster', { service: 'rds', argument: 'cluster_identifier', tails: ['cluster:{}'] }],
  ['aws_neptune_cluster', { service: 'rds', argument: 'cluster_identifier', tails: ['cluster:{}'] }],
  ['aws_redshift_cluster', { service: 'redshift', argument: 'cluster_identifier', tails: ['cluster:{}', 'db*:{}/*'] }],
  ['aws_opensearch_domain', { service: 'es', argument: 'domain_name', tails: ['domain/{}', 'domain/{}/*'] }],
  ['aws_elasticsearch_domain', { service: 'es', argument: 'domain_name', tails: ['domain/{}', 'domain/{}/*'] }],
  ['aws_efs_file_system', { service: 'elasticfilesystem', tails: ['file-system/*'] }],
  ['aws_backup_vault', { service: 'backup', argument: 'name', tails: ['backup-vault:{}'] }],
  ['aws_sfn_state_machine', { service: 'states', argument: 'name', tails: ['stateMachine:{}'] }],
])

/** The argument with a type's name; undefined where it has none, or the type is not known. */
export function nameArgument(type: string): string | undefined {
  return FORMS.get(type)?.argument
}

/** Patterns of a resource's ARNs and of what is in it, for a name of it; undefined where they are not known. */
export function arnPatterns(type: string, name: string): readonly string[] | undefined {
  const form = FORMS.get(type)
  return form?.tails.map((tail) => `arn:*:${form.service}:*:*:${tail.replaceAll('{}', () => name)}`)
}

/**
 * The name of a resource of a type in an ARN of it, or of what is in it; undefined where a wildcard stands for it, or the
 * ARN is of another form or of a type whose names the platform makes up.
 */
export function nameInArn(type: string, arn: string): string | undefined {
  const tails = FORMS.get(type)?.tails ?? []
  const [, tail] = /^(?:[^:]*:){5}(.*)$/s.exec(arn) ?? []
  const prefix = tails[0]?.replace(/\{\}.*$/s, '')
  if (prefix === undefined || tail?.startsWith(prefix) !== true) return undefined
  const rest = tail.slice(prefix.length)
  const name = tails.some((each) => /\{\}[:/]\*$/.test(each)) ? (/^[^:/]*/.exec(rest)?.[0] ?? '') : rest
  return name === '' || /[*?]/.test(name) ? undefined : name
}
