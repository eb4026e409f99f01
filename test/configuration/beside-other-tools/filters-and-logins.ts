import { type Pair, pairsOf, type Row } from './pair.ts'

const APPROVALS = (count: number) =>
  JSON.stringify({
    Version: '2018-11-08',
    Statements: [
      {
        Type: 'Approvers',
        NumberOfApprovalsNeeded: count,
        ApprovalPoolMembers: ['arn:aws:sts::111122223333:assumed-role/reviewers/*'],
      },
    ],
  })

/** What stands before something, and who logs in. */
const ROWS: readonly Row[] = [
  [
    'a load balancer without a filter',
    'CKV2_AWS_28',
    [
      '',
      'resource "aws_lb" "it" {\n internal = false\n}\nresource "aws_wafv2_web_acl_association" "it" {\n resource_arn = aws_lb.it.arn\n web_acl_arn = "acl"\n}',
      'resource "aws_lb" "it" {\n internal = false\n}',
    ],
  ],
  [
    'an API without a filter',
    'CKV2_AWS_29 CKV2_AWS_77',
    [
      '',
      'resource "aws_api_gateway_stage" "it" {\n stage_name = "it"\n}\nresource "aws_wafv2_web_acl_association" "it" {\n resource_arn = aws_api_gateway_stage.it.arn\n web_acl_arn = "acl"\n}',
      'resource "aws_api_gateway_stage" "it" {\n stage_name = "it"\n}',
    ],
  ],
  [
    'a graph without a filter',
    'CKV2_AWS_33 CKV2_AWS_78',
    [
      '',
      'resource "aws_appsync_graphql_api" "it" {\n name = "it"\n authentication_type = "AWS_IAM"\n}\nresource "aws_wafv2_web_acl_association" "it" {\n resource_arn = aws_appsync_graphql_api.it.arn\n web_acl_arn = "acl"\n}',
      'resource "aws_appsync_graphql_api" "it" {\n name = "it"\n authentication_type = "AWS_IAM"\n}',
    ],
  ],
  [
    'a distribution without a filter',
    'CKV_AWS_68 AWS-0011 CKV2_AWS_47',
    ['aws_cloudfront_distribution', 'web_acl_id = "acl"', 'comment = "it"'],
    [
      'AWS::CloudFront::Distribution',
      'DistributionConfig: {Enabled: true, WebACLId: acl}',
      'DistributionConfig: {Enabled: true}',
    ],
  ],
  [
    'a filter without rules',
    'CKV_AWS_175 CKV_AWS_342',
    [
      'aws_wafv2_web_acl',
      'name = "it"\n scope = "REGIONAL"\n default_action {\n allow {}\n}\n rule {\n name = "one"\n priority = 1\n override_action {\n none {}\n}\n statement {\n managed_rule_group_statement {\n name = "AWSManagedRulesKnownBadInputsRuleSet"\n vendor_name = "AWS"\n}\n}\n}',
      'name = "it"\n scope = "REGIONAL"\n default_action {\n allow {}\n}',
    ],
    undefined,
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'a filter that lets known attacks pass',
    'CKV_AWS_192',
    [
      'aws_wafv2_web_acl',
      'name = "it"\n rule {\n name = "one"\n priority = 1\n override_action {\n none {}\n}\n}',
      'name = "it"\n rule {\n name = "one"\n priority = 1\n override_action {\n count {}\n}\n}',
    ],
    [
      'AWS::WAFv2::WebACL',
      'Scope: REGIONAL, Rules: [{Name: one, Priority: 1, OverrideAction: {None: {}}}]',
      'Scope: REGIONAL, Rules: [{Name: one, Priority: 1, OverrideAction: {Count: {}}}]',
    ],
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'content for every country',
    'CKV_AWS_374',
    [
      'aws_cloudfront_distribution',
      'restrictions {\n geo_restriction {\n restriction_type = "whitelist"\n locations = ["DE"]\n}\n}',
      'restrictions {\n geo_restriction {\n restriction_type = "none"\n}\n}',
    ],
    [
      'AWS::CloudFront::Distribution',
      'DistributionConfig: {Restrictions: {GeoRestriction: {RestrictionType: whitelist, Locations: [DE]}}}',
      'DistributionConfig: {Restrictions: {GeoRestriction: {RestrictionType: none}}}',
    ],
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'a distribution without an identity of its own',
    'CKV2_AWS_46',
    [
      'aws_cloudfront_distribution',
      'origin {\n domain_name = "it.s3.amazonaws.com"\n origin_id = "it"\n origin_access_control_id = "one"\n}',
      'origin {\n domain_name = "it.s3.amazonaws.com"\n origin_id = "it"\n}',
    ],
    [
      'AWS::CloudFront::Distribution',
      'DistributionConfig: {Origins: [{Id: it, DomainName: it.s3.amazonaws.com, OriginAccessControlId: one}]}',
      'DistributionConfig: {Origins: [{Id: it, DomainName: it.s3.amazonaws.com}]}',
    ],
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'a broker that clients use without a login',
    'CKV_AWS_81',
    [
      'aws_msk_cluster',
      'client_authentication {\n unauthenticated = false\n}',
      'client_authentication {\n unauthenticated = true\n}',
    ],
    [
      'AWS::MSK::Cluster',
      'ClientAuthentication: {Unauthenticated: {Enabled: false}}',
      'ClientAuthentication: {Unauthenticated: {Enabled: true}}',
    ],
  ],
  [
    'a cache without a password',
    'CKV_AWS_31',
    [
      'aws_elasticache_replication_group',
      'transit_encryption_enabled = true\n auth_token = "one"',
      'transit_encryption_enabled = true',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      'TransitEncryptionEnabled: true, AuthToken: one',
      'TransitEncryptionEnabled: true',
    ],
  ],
  [
    'a database without logins by IAM',
    'CKV_AWS_161 AWS-0176',
    ['aws_db_instance', 'iam_database_authentication_enabled = true', 'iam_database_authentication_enabled = false'],
    ['AWS::RDS::DBInstance', 'EnableIAMDatabaseAuthentication: true', 'EnableIAMDatabaseAuthentication: false'],
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'a cluster without logins by IAM',
    'CKV_AWS_162',
    ['aws_rds_cluster', 'iam_database_authentication_enabled = true', 'iam_database_authentication_enabled = false'],
    ['AWS::RDS::DBCluster', 'EnableIAMDatabaseAuthentication: true', 'EnableIAMDatabaseAuthentication: false'],
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'a graph without logins by IAM',
    'CKV_AWS_359',
    [
      'aws_neptune_cluster',
      'iam_database_authentication_enabled = true',
      'iam_database_authentication_enabled = false',
    ],
    ['AWS::Neptune::DBCluster', 'IamAuthEnabled: true', 'IamAuthEnabled: false'],
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'what one person may merge',
    'CKV_AWS_257',
    [
      'aws_codecommit_approval_rule_template',
      `name = "it"\n content = ${JSON.stringify(APPROVALS(2))}`,
      `name = "it"\n content = ${JSON.stringify(APPROVALS(1))}`,
    ],
    undefined,
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'a repository without a rule for approvals',
    'CKV2_AWS_37',
    [
      'aws_codecommit_approval_rule_template_association',
      'approval_rule_template_name = "it"\n repository_name = "it"',
      undefined,
    ],
  ],
  [
    'a domain that may be moved away',
    'CKV_AWS_377',
    [
      'aws_route53domains_registered_domain',
      'domain_name = "example.com"\n transfer_lock = true',
      'domain_name = "example.com"\n transfer_lock = false',
    ],
  ],
  [
    'a secret that nobody rotates',
    'CKV2_AWS_57 CKV_AWS_304',
    [
      'aws_secretsmanager_secret_rotation',
      'secret_id = "it"\n rotation_lambda_arn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate"',
      undefined,
    ],
  ],
  [
    'a cluster without a security configuration',
    'CKV2_AWS_55',
    ['aws_emr_cluster', 'name = "it"\n security_configuration = "it"', 'name = "it"'],
    undefined,
    { answer: 'undecided' },
  ],
  [
    'a key of Terraform itself in its files',
    'CKV_AWS_41',
    [
      '',
      'provider "aws" {\n region = "eu-west-1"\n}',
      'provider "aws" {\n region = "eu-west-1"\n access_key = "AKIAEXAMPLE"\n secret_key = "example"\n}',
    ],
    undefined,
    { answer: 'undecided', back: 'undecided' },
  ],
  [
    'a cluster without a realm of logins',
    'CKV_AWS_114',
    [
      'aws_emr_cluster',
      'name = "it"\n kerberos_attributes {\n realm = "EC2.INTERNAL"\n kdc_admin_password = "one"\n}',
      'name = "it"',
    ],
    ['AWS::EMR::Cluster', 'Name: it, KerberosAttributes: {Realm: EC2.INTERNAL}', 'Name: it'],
    { answer: 'undecided' },
  ],
  [
    'a group of caches for everybody',
    'CKV_AWS_196',
    [
      'aws_elasticache_security_group',
      'name = "it"\n security_group_names = ["one"]',
      'name = "it"\n security_group_names = ["one", "other"]',
    ],
    undefined,
    { answer: 'undecided', back: 'undecided' },
  ],
]

export const FILTERS_AND_LOGINS: readonly Pair[] = pairsOf(ROWS)
