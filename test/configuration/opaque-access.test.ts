import { describe, expect, it } from 'vitest'
import { inputSpeaksOfAccess, speaksOfAccess } from '../../src/core/configuration/terraform/access/access-words.ts'
import { configure, type ModuleOptions, type Sources } from './module-double.ts'

function opaque(sources: Sources, options: ModuleOptions = {}): readonly string[] {
  return configure(sources, options).opaque.map((each) => each.address)
}

function fingerprint(sources: Sources): string {
  return configure(sources)
    .opaque.map((each) => each.fingerprint)
    .join()
}

describe('names that speak of access', () => {
  it.each([
    'acl',
    'security_groups',
    'vpc_security_group_ids',
    'publicly_accessible',
    'role_arn',
    'assume_role',
    'authorization_type',
    'cidr_blocks',
    'aws_iam_user_login_profile',
    'iam_members',
    'retention_policy_access',
  ])('%s', (name) => expect(speaksOfAccess(name)).toBe(true))
  it.each([
    'bucket',
    'tags',
    'retention_policy',
    'lifecycle_policy',
    'aws_appautoscaling_policy',
    'instance_type',
    'controller',
    'enrolled',
    'allow_major_version_upgrade',
    'AllowMajorVersionUpgrade',
  ])('not %s', (name) => expect(speaksOfAccess(name)).toBe(false))
})

describe('names of inputs that speak of access where nobody knows what is done with them', () => {
  it.each([
    'create_lambda_function_url',
    'enableUrl',
    'enable_execute_command',
    'enable_flow_log',
    'groups',
    'user_groups',
    'internal',
    'key_users',
    'object_ownership',
    'role_arn',
  ])('%s', (name) => expect(inputSpeaksOfAccess(name)).toBe(true))
  it.each([
    'eks_managed_node_groups',
    'image_url',
    'log_groups',
    'memory_size',
    'parameter_groups',
    'target_groups',
    'user_data',
  ])('not %s', (name) => expect(inputSpeaksOfAccess(name)).toBe(false))
})

describe('resources that are not analysed', () => {
  it('count by the arguments that speak of access', () => {
    const source = (type: string, role: string): string => `resource "aws_codedeploy_deployment_group" "f" {
      app_name = "f"
      memory_size   = ${type}
      role          = "${role}"
      environment {
        variables = { A = "${type}" }
      }
    }`
    expect(opaque(source('1', 'a'))).toEqual(['aws_codedeploy_deployment_group.f'])
    expect(fingerprint(source('1', 'a'))).toBe(fingerprint(source('2', 'a')))
    expect(fingerprint(source('1', 'a'))).not.toBe(fingerprint(source('1', 'b')))
    expect(configure(source('1', 'a')).opaque[0]?.reason).toBe(
      'aws_codedeploy_deployment_group is not analysed yet; role may give access',
    )
  })

  it('count as a whole where the type speaks of access, tags and descriptions aside', () => {
    const source = (port: number, tag: string): string => `resource "aws_db_security_group" "s" {
      name        = "s"
      description = "${tag}"
      tags        = { a = "${tag}" }
      ingress {
        from_port = ${port}
        to_port   = ${port}
        protocol  = "tcp"
      }
    }`
    expect(fingerprint(source(22, 'a'))).toBe(fingerprint(source(22, 'b')))
    expect(fingerprint(source(22, 'a'))).not.toBe(fingerprint(source(23, 'a')))
  })

  it('count where a value speaks of access, however it is named', () => {
    expect(opaque('resource "custom_thing" "x" {\n source_range = "0.0.0.0/0"\n}')).toEqual(['custom_thing.x'])
    expect(opaque('resource "custom_thing" "x" {\n who = ["allUsers"]\n}')).toEqual(['custom_thing.x'])
    expect(opaque('resource "kubectl_manifest" "x" {\n body = "kind: ClusterRole"\n}')).toEqual(['kubectl_manifest.x'])
    expect(opaque('resource "custom_thing" "x" {\n size = 1\n}')).toEqual([])
  })

  it('count by the symbols behind unknown values', () => {
    const source = (bucket: string): string => `
      resource "aws_s3_bucket" "b" {
        bucket = "${bucket}"
      }
      resource "aws_s3control_access_grant" "p" {
        permission                = "READ"
        access_grants_location_id = aws_s3_bucket.b.arn
      }
    `
    expect(fingerprint(source('a'))).not.toBe(fingerprint(source('b')))
  })

  it('count beside a policy for what is not read of them', () => {
    const source = `resource "aws_s3_bucket" "b" {
      bucket = "b"
      policy = "{\\"Statement\\": []}"
      owners = "everyone"
    }`
    const opaqueOf = (text: string) => configure(text).opaque.filter(({ kept }) => kept === undefined)
    expect(opaqueOf(source).map((each) => each.reason)).toEqual([
      'aws_s3_bucket is not analysed as far as this goes; owners may give access',
    ])
    expect(opaqueOf(source.replace(/owners.*/, ''))).toMatchObject([{ withResource: 'empty' }])
  })

  it('count an organization’s policy of another kind', () => {
    const source = (type: string): string =>
      `resource "aws_organizations_policy" "p" {\n name = "p"\n type = "${type}"\n content = "{\\"Statement\\": []}"\n}`
    expect(configure(source('SERVICE_CONTROL_POLICY')).policies.map((each) => each.kind)).toEqual(['scp'])
    expect(opaque(source('SERVICE_CONTROL_POLICY'))).toEqual([])
    expect(configure(source('TAG_POLICY')).policies).toEqual([])
    expect(opaque(source('TAG_POLICY'))).toEqual(['aws_organizations_policy.p'])
  })

  it('have one key an instance, and none where there is none', () => {
    const source = (count: string): string => `resource "aws_db_security_group" "s" {\n ${count}\n name = "s"\n}`
    expect(opaque(source('count = 2'))).toEqual(['aws_db_security_group.s[0]', 'aws_db_security_group.s[1]'])
    expect(opaque(source('for_each = toset(["a"])'))).toEqual(['aws_db_security_group.s["a"]'])
    expect(opaque(source('count = 0'))).toEqual([])
    const keys = configure(source('count = 2'), { directory: '' }).opaque.map((each) => each.key)
    expect(new Set(keys).size).toBe(2)
  })
})

describe('module calls', () => {
  const call = (source: string, version: string, extra: string): string =>
    `module "m" {\n source = "${source}"\n version = "${version}"\n ${extra}\n}`
  const before = call('a/b/aws', '1.0.0', 'name = "x"')

  it.each([
    ['the source', call('a/c/aws', '1.0.0', 'name = "x"')],
    ['the version', call('a/b/aws', '1.0.1', 'name = "x"')],
    ['an input whose name speaks of access', call('a/b/aws', '1.0.0', 'name = "x"\n policy = "y"')],
    ['an input whose value speaks of access', call('a/b/aws', '1.0.0', 'name = "x"\n things = ["s3:GetObject"]')],
    [
      'an input that is an ARN',
      `${call('a/b/aws', '1.0.0', 'name = "x"\n key = aws_kms_key.k.arn')}\nresource "aws_kms_key" "k" {}`,
    ],
  ])('are another by %s', (_, after) => {
    expect(fingerprint(after)).not.toBe(fingerprint(before))
  })

  it('are the same with other inputs', () => {
    expect(fingerprint(call('a/b/aws', '1.0.0', 'name = "y"\n size = 3'))).toBe(fingerprint(before))
  })
})

describe('blocks that are not understood', () => {
  it('count as they are written', () => {
    expect(opaque('thing "x" {\n a = 1\n}')).toEqual(['thing.x'])
    expect(fingerprint('thing "x" {\n a = 1\n}')).toBe(fingerprint('thing "x" {\n a = 1 # one\n}'))
    expect(fingerprint('thing "x" {\n a = 1\n}')).not.toBe(fingerprint('thing "x" {\n a = 2\n}'))
  })

  it('are second declarations too', () => {
    const access = configure('locals {\n a = 1\n}\nlocals {\n a = 2\n}\nvariable "v" {}\nvariable "v" {}')
    expect(access.diagnostics.map((each) => each.code)).toEqual(['terraform-duplicate', 'terraform-duplicate'])
    expect(access.opaque.map((each) => each.address)).toEqual(['variable.v'])
  })

  it('are providers that act as somebody else', () => {
    const source = (role: string): string =>
      `provider "aws" {\n region = "eu-west-1"\n assume_role {\n role_arn = "${role}"\n }\n}`
    expect(opaque(source('a'))).toEqual(['provider.aws'])
    expect(fingerprint(source('a'))).not.toBe(fingerprint(source('b')))
    expect(opaque('provider "aws" {\n region = "eu-west-1"\n}')).toEqual([])
  })
})

describe('what a limit cuts short', () => {
  it('is reported and unknown, and the same only where the module is', () => {
    const deep = (leaf: string): string => {
      const locals = Array.from({ length: 500 }, (_, at) => `l${at} = [local.l${at + 1}]`).join('\n')
      return `locals {\n${locals}\nl500 = "${leaf}"\n}\nresource "aws_db_security_group" "s" {\n name = jsonencode(local.l0)\n}`
    }
    expect(new Set(configure(deep('a')).diagnostics.map((each) => each.code))).toEqual(new Set(['terraform-limit']))
    expect(fingerprint(deep('a'))).toBe(fingerprint(deep('a')))
    expect(fingerprint(deep('a'))).not.toBe(fingerprint(deep('b')))
  })

  it('is a resource of more instances than are analysed', () => {
    const access = configure('resource "aws_db_security_group" "s" {\n count = 100000\n name = "s"\n}')
    expect(access.diagnostics.map((each) => each.code)).toEqual(['terraform-instances'])
    expect(access.opaque.map((each) => each.address)).toEqual(['aws_db_security_group.s[*]'])
  })
})
