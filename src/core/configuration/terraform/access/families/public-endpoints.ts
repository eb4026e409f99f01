import type { ResourceAdapter } from '../adapter.ts'
import { type Switch, switchAdapters } from './switches.ts'

/** Types whose instances get an address that the internet can reach where `publicly_accessible` is true; false by default. */
const PUBLICLY_ACCESSIBLE = [
  'aws_db_instance',
  'aws_rds_cluster_instance',
  'aws_docdb_cluster_instance',
  'aws_neptune_cluster_instance',
  'aws_redshift_cluster',
  'aws_redshiftserverless_workgroup',
  'aws_dms_replication_instance',
  'aws_mq_broker',
  'aws_lightsail_database',
] as const

type Row = readonly [type: string, argument: string, open: string, absent: string | undefined, says: string]

const OTHERS: readonly Row[] = [
  ['aws_lambda_function_url', 'authorization_type', 'NONE', 'NONE', 'a URL that asks for no login'],
  ['aws_lb', 'internal', 'false', 'false', 'an address on the internet'],
  ['aws_alb', 'internal', 'false', 'false', 'an address on the internet'],
  ['aws_elb', 'internal', 'false', 'false', 'an address on the internet'],
  ['aws_subnet', 'map_public_ip_on_launch', 'true', 'false', 'public addresses for what starts in it'],
  ['aws_subnet', 'assign_ipv6_address_on_creation', 'true', 'false', 'IPv6 addresses for what starts in it'],
  ['aws_default_subnet', 'map_public_ip_on_launch', 'true', 'true', 'public addresses for what starts in it'],
  // What is absent is decided by the subnet.
  ['aws_instance', 'associate_public_ip_address', 'true', undefined, 'a public address'],
  ['aws_launch_configuration', 'associate_public_ip_address', 'true', undefined, 'public addresses'],
  ['aws_launch_template', 'network_interfaces.associate_public_ip_address', 'true', undefined, 'public addresses'],
  ['aws_spot_instance_request', 'associate_public_ip_address', 'true', undefined, 'a public address'],
  ['aws_ecs_service', 'network_configuration.assign_public_ip', 'true', 'false', 'public addresses'],
  ['aws_ecs_task_set', 'network_configuration.assign_public_ip', 'true', 'false', 'public addresses'],
  ['aws_ecs_service', 'enable_execute_command', 'true', 'false', 'a shell in its containers'],
  ['aws_rds_cluster', 'enable_http_endpoint', 'true', 'false', 'queries from outside of its network'],
  ['aws_codebuild_project', 'project_visibility', 'PUBLIC_READ', 'PRIVATE', 'builds that anybody may read'],
  ['aws_codebuild_project', 'environment.privileged_mode', 'true', 'false', "root on the builds' host"],
  ['aws_ecs_task_definition', 'network_mode', 'host', 'bridge', "the host's network"],
  ['aws_ecs_task_definition', 'pid_mode', 'host', 'task', "the host's processes"],
  ['aws_transfer_server', 'protocols', 'FTP', 'SFTP', 'logins without encryption'],
  ['aws_backup_global_settings', 'global_settings.isCrossAccountBackupEnabled', 'true', 'false', 'backups elsewhere'],
  ['aws_mwaa_environment', 'webserver_access_mode', 'PUBLIC_ONLY', 'PRIVATE_ONLY', 'an address on the internet'],
  ['aws_elasticache_user', 'no_password_required', 'true', 'false', 'a user without a password'],
  [
    'aws_cloudwatch_event_target',
    'ecs_target.network_configuration.assign_public_ip',
    'true',
    'false',
    'public addresses',
  ],
  [
    'aws_scheduler_schedule',
    'target.ecs_parameters.network_configuration.assign_public_ip',
    'true',
    'false',
    'public addresses',
  ],
  [
    'aws_pipes_pipe',
    'target_parameters.ecs_task_parameters.network_configuration.aws_vpc_configuration.assign_public_ip',
    'ENABLED',
    'DISABLED',
    'public addresses',
  ],
  [
    'aws_msk_cluster',
    'broker_node_group_info.connectivity_info.public_access.type',
    'SERVICE_PROVIDED_EIPS',
    'DISABLED',
    'public addresses',
  ],
  ['aws_msk_cluster', 'client_authentication.unauthenticated', 'true', 'false', 'clients that do not log in'],
  [
    'aws_apprunner_service',
    'network_configuration.ingress_configuration.is_publicly_accessible',
    'true',
    'true',
    'an address on the internet',
  ],
  ['aws_transfer_server', 'endpoint_type', 'PUBLIC', 'PUBLIC', 'an address on the internet'],
  [
    'aws_sagemaker_domain',
    'app_network_access_type',
    'PublicInternetOnly',
    'PublicInternetOnly',
    'apps on the internet',
  ],
  ['aws_sagemaker_notebook_instance', 'root_access', 'Enabled', 'Enabled', 'root access for its users'],
  ['aws_ec2_transit_gateway', 'auto_accept_shared_attachments', 'enable', 'disable', 'attachments of other accounts'],
  ['aws_vpc_endpoint_service', 'acceptance_required', 'false', 'false', 'connections that nobody accepted'],
  ['aws_ram_resource_share', 'allow_external_principals', 'true', 'false', 'sharing outside of the organization'],
  ['aws_ec2_serial_console_access', 'enabled', 'true', 'true', 'the serial console of instances'],
  ['aws_sagemaker_notebook_instance', 'direct_internet_access', 'Enabled', 'Enabled', 'direct access to the internet'],
  [
    'aws_emr_block_public_access_configuration',
    'block_public_security_group_rules',
    'false',
    'true',
    'clusters open to the internet',
  ],
]

/** Source: the resources' pages in the AWS provider's documentation. */
const TABLE: readonly Switch[] = [
  ...PUBLICLY_ACCESSIBLE.map((type): Switch => {
    // It was true by default up to version 5 of the provider.
    const absent = type === 'aws_redshift_cluster' ? undefined : 'false'
    return { type, argument: 'publicly_accessible', effect: 'exposure', on: ['true'], absent, says: 'a public address' }
  }),
  ...OTHERS.map(([type, argument, open, absent, says]): Switch => {
    return { type, argument, effect: 'exposure', on: [open], absent, says }
  }),
]

export const PUBLIC_ENDPOINT_ADAPTERS: readonly ResourceAdapter[] = switchAdapters([
  ...TABLE,
  {
    type: 'aws_elasticache_replication_group',
    argument: 'auth_token',
    asks: 'presence',
    effect: 'guardrail',
    on: ['present'],
    absent: 'absent',
    says: 'a password for the cache',
  },
  ...['aws_opensearch_domain', 'aws_elasticsearch_domain'].map((type): Switch => {
    const says = 'an endpoint outside of any network of its own'
    return {
      type,
      argument: 'vpc_options',
      asks: 'presence',
      effect: 'exposure',
      on: ['absent'],
      absent: 'absent',
      says,
    }
  }),
])
