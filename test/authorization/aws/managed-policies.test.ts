import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FAMILIES } from '../../../src/core/authorization/aws/managed/families.ts'
import { managedPolicy } from '../../../src/core/authorization/aws/managed/managed-policy.ts'
import { NAMED_POLICIES } from '../../../src/core/authorization/aws/managed/named-policies.ts'
import { decideAccess } from '../../../src/core/difference/compare-access.ts'
import { policySet } from '../../difference/policies.ts'

const FAMILY_NAMES = FAMILIES.flatMap(([stem]) => [`${stem}FullAccess`, `${stem}_FullAccess`, `${stem}ReadOnlyAccess`])
const NAMES = [...NAMED_POLICIES.keys(), ...FAMILY_NAMES]

function bounds(name: string) {
  const known = managedPolicy(name)
  if (known === undefined) throw new Error(`${name} is not known`)
  const { least, most = least } = known
  const set = (document: typeof least) => ({ kind: 'identity', address: name, documents: [document] }) as const
  return { least: set(least), most: set(most) }
}

describe('policies that AWS manages', () => {
  it.each(NAMES)('%s allows at most what it allows at least', (name) => {
    const { least, most } = bounds(name)
    expect(decideAccess(most, least).verdict).toBe('not-broadened')
  })

  it.each(NAMES.filter((name) => !['AdministratorAccess', 'AWSDenyAll'].includes(name)))(
    '%s allows less than an administrator, and no keys of others',
    (name) => {
      const everything = policySet([[{ Effect: 'Allow', Action: '*', Resource: '*' }]])
      const { least, most } = bounds(name)
      expect(decideAccess(everything, most).verdict).toBe('not-broadened')
      expect(decideAccess(least, everything).verdict).toBe('broadened')
    },
  )

  it.each([
    ['ReadOnlyAccess', 's3:GetObject', 's3:PutObject'],
    ['PowerUserAccess', 'ec2:RunInstances', 'iam:CreateUser'],
    ['IAMFullAccess', 'iam:CreateUser', 'ec2:RunInstances'],
    ['SecurityAudit', 'iam:ListUsers', 'iam:CreateUser'],
    ['AmazonS3ReadOnlyAccess', 's3:GetObject', 's3:PutObject'],
    ['AmazonDynamoDBReadOnlyAccess', 'dynamodb:Query', 'dynamodb:PutItem'],
    ['AmazonEC2FullAccess', 'ec2:RunInstances', 'iam:CreateUser'],
    ['AWSLambda_FullAccess', 'lambda:InvokeFunction', 'iam:CreateRole'],
    ['service-role/AWSLambdaBasicExecutionRole', 'logs:PutLogEvents', 'logs:GetLogEvents'],
    ['service-role/AmazonECSTaskExecutionRolePolicy', 'ecr:BatchGetImage', 'ecr:PutImage'],
    ['AmazonEKSVPCResourceController', 'ec2:CreateNetworkInterface', 'ec2:RunInstances'],
    ['AmazonEKSFargatePodExecutionRolePolicy', 'ecr:BatchGetImage', 'ecr:PutImage'],
    ['service-role/AmazonEFSCSIDriverPolicy', 'elasticfilesystem:DescribeFileSystems', 'ec2:RunInstances'],
    ['service-role/AmazonEC2ContainerServiceforEC2Role', 'ecs:Poll', 'iam:PassRole'],
    ['service-role/AmazonEC2ContainerServiceRole', 'ec2:AuthorizeSecurityGroupIngress', 'ec2:RunInstances'],
    ['service-role/AmazonEC2ContainerServiceAutoscaleRole', 'ecs:UpdateService', 'ecs:RunTask'],
    ['service-role/AmazonEC2ContainerServiceEventsRole', 'ecs:RunTask', 'ecs:RegisterTaskDefinition'],
    ['AmazonEC2ContainerRegistryPullOnly', 'ecr:BatchGetImage', 'ecr:PutImage'],
    ['service-role/AWSAppRunnerServicePolicyForECRAccess', 'ecr:DescribeImages', 'ecr:PutImage'],
    ['service-role/AWSLambdaENIManagementAccess', 'ec2:CreateNetworkInterface', 'logs:PutLogEvents'],
    ['CloudWatchLambdaInsightsExecutionRolePolicy', 'logs:CreateLogGroup', 'logs:PutLogEvents'],
    ['AWSXrayWriteOnlyAccess', 'xray:PutTraceSegments', 'logs:PutLogEvents'],
    ['service-role/AWSCodeDeployRoleForLambda', 'lambda:UpdateAlias', 'lambda:UpdateFunctionCode'],
    ['AWSCodeDeployRoleForECS', 'ecs:CreateTaskSet', 'ecs:RegisterTaskDefinition'],
    ['AWSCodeDeployRoleForECSLimited', 'ecs:CreateTaskSet', 'sns:Publish'],
    ['service-role/AWSAppSyncPushToCloudWatchLogs', 'logs:PutLogEvents', 'logs:GetLogEvents'],
    ['service-role/AmazonDMSVPCManagementRole', 'ec2:ModifyNetworkInterfaceAttribute', 'dms:CreateEndpoint'],
    ['AWSElasticBeanstalkWebTier', 'xray:PutTraceSegments', 's3:PutObject'],
    ['AWSKeyManagementServicePowerUser', 'kms:CreateKey', 'kms:Decrypt'],
  ])('%s allows %s for sure, and never %s', (name, action, never) => {
    const { least, most } = bounds(name)
    const only = (each: string) => policySet([[{ Effect: 'Allow', Action: each, Resource: '*' }]])
    expect(decideAccess(least, only(action)).verdict).toBe('not-broadened')
    expect(decideAccess(most, only(never)).verdict).toBe('broadened')
  })

  it.each(['AmazonNothingOfTheKindFullAccess', 'FullAccess', '__proto__', 'service-role/AmazonS3FullAccess', ''])(
    'nothing is known of %s',
    (name) => {
      expect(managedPolicy(name)).toBeUndefined()
    },
  )
})

describe('docs/managed-policies.md', () => {
  const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'managed-policies.md')

  it('lists what is known: npm run test:update writes it', () => {
    const page = readFileSync(PAGE, 'utf8')
    const named = [...NAMED_POLICIES.keys()]
      .sort()
      .map((name) => `| \`${name}\` | ${managedPolicy(name)?.most === undefined ? 'exact' : 'bounds'} |`)
    const families = FAMILIES.map(([stem, services, , reads]) => [stem, listed(services.split(' ')), listed(reads)])
      .map((cells) => `| \`${cells[0]}\` | ${cells[1]} | ${cells[2]} |`)
      .sort()
    const written = withRows(
      withRows(page, '| Policy | Known |\n|---|---|\n', named),
      '| Stem | Services | Reads for sure |\n|---|---|---|\n',
      families,
    )
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(PAGE, written)
    expect(page).toBe(written)
  })
})

function listed(texts: readonly string[]): string {
  const known = texts.filter((text) => text !== '')
  return known.length === 0 ? '–' : known.map((text) => `\`${text}\``).join(', ')
}

function withRows(page: string, heading: string, rows: readonly string[]): string {
  const start = page.indexOf(heading)
  if (start === -1) throw new Error(`the page has no ${heading}`)
  const end = page.indexOf('\n\n', start)
  return `${page.slice(0, start)}${heading}${rows.join('\n')}\n${end === -1 ? '' : page.slice(end + 1)}`
}
