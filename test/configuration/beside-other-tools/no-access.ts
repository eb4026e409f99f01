import { type Pair, pairsOf, type Row } from './pair.ts'

const SECRET = 'AKIAEXAMPLE'
const LOCKOUT =
  'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "arn:aws:s3:::reports/*" }] })'

function viewer(version: string): string {
  return `viewer_certificate {\n acm_certificate_arn = "one"\n minimum_protocol_version = "${version}"\n}`
}

/** What other tools check and is no access: why not stands on the page. */
const ROWS: readonly Row[] = [
  [
    'an old version of encryption at a listener',
    'CKV_AWS_103 CKV2_AWS_74 AWS-0047',
    [
      'aws_lb_listener',
      'load_balancer_arn = "it"\n protocol = "HTTPS"\n ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"',
      'load_balancer_arn = "it"\n protocol = "HTTPS"\n ssl_policy = "ELBSecurityPolicy-2016-08"',
    ],
    [
      'AWS::ElasticLoadBalancingV2::Listener',
      'LoadBalancerArn: it, Protocol: HTTPS, DefaultActions: [], SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06',
      'LoadBalancerArn: it, Protocol: HTTPS, DefaultActions: [], SslPolicy: ELBSecurityPolicy-2016-08',
    ],
  ],
  [
    'an old version of encryption for viewers',
    'CKV_AWS_174 CKV2_AWS_54 AWS-0013',
    ['aws_cloudfront_distribution', viewer('TLSv1.2_2021'), viewer('TLSv1')],
    [
      'AWS::CloudFront::Distribution',
      'DistributionConfig: {ViewerCertificate: {AcmCertificateArn: one, MinimumProtocolVersion: TLSv1.2_2021}}',
      'DistributionConfig: {ViewerCertificate: {AcmCertificateArn: one, MinimumProtocolVersion: TLSv1}}',
    ],
  ],
  [
    'an old version of encryption for searches',
    'CKV_AWS_228 AWS-0126',
    [
      'aws_opensearch_domain',
      'domain_name = "it"\n domain_endpoint_options {\n enforce_https = true\n tls_security_policy = "Policy-Min-TLS-1-2-2019-07"\n}',
      'domain_name = "it"\n domain_endpoint_options {\n enforce_https = true\n tls_security_policy = "Policy-Min-TLS-1-0-2019-07"\n}',
    ],
    [
      'AWS::OpenSearchService::Domain',
      'DomainEndpointOptions: {EnforceHTTPS: true, TLSSecurityPolicy: Policy-Min-TLS-1-2-2019-07}',
      'DomainEndpointOptions: {EnforceHTTPS: true, TLSSecurityPolicy: Policy-Min-TLS-1-0-2019-07}',
    ],
  ],
  [
    'an old version of encryption for calls',
    'CKV_AWS_206 AWS-0005 AWS-0112',
    [
      'aws_api_gateway_domain_name',
      'domain_name = "api.example.com"\n security_policy = "TLS_1_2"',
      'domain_name = "api.example.com"\n security_policy = "TLS_1_0"',
    ],
    [
      'AWS::ApiGateway::DomainName',
      'DomainName: api.example.com, SecurityPolicy: TLS_1_2',
      'DomainName: api.example.com, SecurityPolicy: TLS_1_0',
    ],
  ],
  [
    'an old version of encryption for file transfers',
    'CKV_AWS_380',
    [
      'aws_transfer_server',
      'endpoint_type = "VPC"\n security_policy_name = "TransferSecurityPolicy-2024-01"',
      'endpoint_type = "VPC"\n security_policy_name = "TransferSecurityPolicy-2018-11"',
    ],
    [
      'AWS::Transfer::Server',
      'EndpointType: VPC, SecurityPolicyName: TransferSecurityPolicy-2024-01',
      'EndpointType: VPC, SecurityPolicyName: TransferSecurityPolicy-2018-11',
    ],
  ],
  [
    'a secret in the environment of a function',
    'CKV_AWS_45 AWS-0036',
    [
      'aws_lambda_function',
      'function_name = "it"\n environment {\n variables = { REGION = "eu-west-1" }\n}',
      `function_name = "it"\n environment {\n variables = { KEY = "${SECRET}" }\n}`,
    ],
    [
      'AWS::Lambda::Function',
      'FunctionName: it, Environment: {Variables: {REGION: eu-west-1}}',
      `FunctionName: it, Environment: {Variables: {KEY: ${SECRET}}}`,
    ],
  ],
  [
    'a secret in what an instance starts with',
    'CKV_AWS_46 AWS-0029 AWS-0122 AWS-0129',
    ['aws_instance', 'user_data = "echo"', `user_data = "export KEY=${SECRET}"`],
  ],
  [
    'a bucket that shuts everybody out',
    'CKV_AWS_93',
    ['aws_s3_bucket_policy', undefined, `bucket = "reports"\n policy = ${LOCKOUT}`],
    undefined,
    { back: 'granted' },
  ],
  [
    'a key that is off',
    'CKV_AWS_227',
    ['aws_kms_key', 'is_enabled = true', 'is_enabled = false'],
    undefined,
    { back: 'undecided' },
  ],
  [
    'an instance without a role',
    'CKV2_AWS_41',
    ['aws_instance', 'iam_instance_profile = "it"', 'ami = "ami-1"'],
    undefined,
    { back: 'granted' },
  ],
  [
    'a container that writes to its own files',
    'CKV_AWS_336',
    [
      'aws_ecs_task_definition',
      'family = "it"\n container_definitions = jsonencode([{ name = "it", readonlyRootFilesystem = true }])',
      'family = "it"\n container_definitions = jsonencode([{ name = "it", readonlyRootFilesystem = false }])',
    ],
    [
      'AWS::ECS::TaskDefinition',
      'Family: it, ContainerDefinitions: [{Name: it, ReadonlyRootFilesystem: true}]',
      'Family: it, ContainerDefinitions: [{Name: it, ReadonlyRootFilesystem: false}]',
    ],
  ],
  [
    'what is asked and answered in the logs of an API',
    'CKV_AWS_276',
    [
      'aws_api_gateway_method_settings',
      'rest_api_id = "it"\n stage_name = "it"\n method_path = "*/*"\n settings {\n data_trace_enabled = false\n}',
      'rest_api_id = "it"\n stage_name = "it"\n method_path = "*/*"\n settings {\n data_trace_enabled = true\n}',
    ],
  ],
  [
    'requests that nobody validates',
    'CKV2_AWS_53',
    ['aws_api_gateway_method', 'authorization = "AWS_IAM"\n request_validator_id = "it"', 'authorization = "AWS_IAM"'],
  ],
  [
    'a certificate by which an API shows who it is',
    'CKV2_AWS_51',
    ['aws_api_gateway_stage', 'stage_name = "it"\n client_certificate_id = "it"', 'stage_name = "it"'],
  ],
  [
    'headers that are passed on',
    'CKV_AWS_131 CKV_AWS_328 AWS-0052',
    [
      'aws_lb',
      'internal = true\n drop_invalid_header_fields = true',
      'internal = true\n drop_invalid_header_fields = false',
    ],
  ],
  [
    'databases that may be deleted',
    'CKV_AWS_293 CKV_AWS_139 AWS-0177 AWS-0343',
    ['aws_db_instance', 'deletion_protection = true', 'deletion_protection = false'],
    ['AWS::RDS::DBInstance', 'DeletionProtection: true', 'DeletionProtection: false'],
  ],
  [
    'volumes without encryption',
    'CKV_AWS_3 AWS-0026',
    ['aws_ebs_volume', 'encrypted = true', 'encrypted = false'],
    ['AWS::EC2::Volume', 'Encrypted: true', 'Encrypted: false'],
  ],
  [
    'a trail with a key of AWS',
    'CKV_AWS_35 AWS-0015',
    ['aws_cloudtrail', 's3_bucket_name = "it"\n kms_key_id = "it"', 's3_bucket_name = "it"'],
    ['AWS::CloudTrail::Trail', 'S3BucketName: it, IsLogging: true, KMSKeyId: it', 'S3BucketName: it, IsLogging: true'],
  ],
  [
    'a certificate for every name',
    'CKV2_AWS_71',
    ['aws_acm_certificate', 'domain_name = "shop.example.com"', 'domain_name = "*.example.com"'],
  ],
  [
    'rules without a description',
    'CKV_AWS_23 AWS-0099 AWS-0124',
    ['aws_security_group', 'description = "it"', 'name = "it"'],
  ],
  ['names that are not signed', 'CKV2_AWS_38', ['aws_route53_hosted_zone_dnssec', 'hosted_zone_id = "it"', undefined]],
  ['a new user', 'CKV_AWS_273', ['aws_iam_user', undefined, 'name = "it"']],
]

export const NO_ACCESS: readonly Pair[] = pairsOf(
  ROWS.map(([subject, checks, terraform, cloudformation, more = {}]): Row => {
    return [subject, checks, terraform, cloudformation, { ...more, answer: 'silent' }]
  }),
)
