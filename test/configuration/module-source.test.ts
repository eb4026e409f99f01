import { describe, expect, it } from 'vitest'
import { isSameSource, nameOfSource } from '../../src/core/configuration/terraform/source/module-source.ts'
import { parseModuleSource } from '../../src/core/configuration/terraform/source/parse-module-source.ts'
import { compareVersions, parseVersion, versionText } from '../../src/core/configuration/terraform/source/version.ts'
import {
  constraintText,
  newestSatisfying,
  parseConstraint,
  satisfies,
} from '../../src/core/configuration/terraform/source/version-constraint.ts'
import fc from '../seeded-properties.ts'

const parse = (source: string, version?: string) => parseModuleSource(source, version)

describe('the address of a module', () => {
  it.each([
    ['./child', './child'],
    ['./nope/../child', './child'],
    ['./nope/../../sibling', '../sibling'],
    ['../../a//b/./c', '../../a/b/c'],
    ['.\\child', './child'],
    ['..\\nope\\..\\..\\sibling', '../../sibling'],
    ['./', './'],
    ['../', '../'],
    ['./..', '../'],
  ])('%s is local', (source, path) => {
    expect(parse(source)).toEqual({ kind: 'local', path })
  })

  it.each([
    ['hashicorp/subnets/cidr', 'registry.terraform.io/hashicorp/subnets/cidr', ''],
    ['Acme/my_vpc-2/aws//modules/x/', 'registry.terraform.io/Acme/my_vpc-2/aws', 'modules/x'],
    ['App.Example.com/acme/vpc/aws', 'app.example.com/acme/vpc/aws', ''],
    ['example.com:8443/acme/vpc/aws', 'example.com:8443/acme/vpc/aws', ''],
    ['example.com:443/acme/vpc/aws//./a/../b', 'example.com/acme/vpc/aws', 'b'],
  ])('%s is in a registry', (source, module, subdirectory) => {
    const parsed = parse(source, '~> 1.2')
    expect(parsed).toMatchObject({ kind: 'registry', subdirectory })
    expect(nameOfSource(parsed)).toBe(subdirectory === '' ? module : `${module}//${subdirectory}`)
  })

  it.each([
    ['git::https://example.com/code/baz.git', 'example.com/code/baz'],
    ['git::https://example.com/code/baz.git//bleep/bloop?ref=v1&depth=1', 'example.com/code/baz//bleep/bloop?ref=v1'],
    ['git::ssh://git@example.com/code/baz.git', 'example.com/code/baz'],
    ['git::ssh://git@example.com:2222/code/baz', 'example.com:2222/code/baz'],
    ['git://example.com/code/baz.git//a', 'example.com/code/baz//a'],
    ['git@github.com:acme/modules.git//vpc?ref=feature%2Fx', 'github.com/acme/modules//vpc?ref=feature/x'],
    ['git::git@example.com:/code/baz', 'example.com/code/baz'],
    ['github.com/acme/modules', 'github.com/acme/modules'],
    ['github.com/acme/modules/a//b?ref=main', 'github.com/acme/modules//a/b?ref=main'],
    ['git::github.com/acme/modules.git?ref=', 'github.com/acme/modules'],
    ['bitbucket.org/acme/modules//vpc', 'bitbucket.org/acme/modules//vpc'],
    ['git::https://dev.azure.com/acme/My%20Project/_git/iac?ref=a', 'dev.azure.com/acme/My Project/_git/iac?ref=a'],
  ])('%s is in a git repository', (source, name) => {
    expect(parse(source).kind).toBe('git')
    expect(nameOfSource(parse(source))).toBe(name)
  })

  it('is the same however a git repository is spelled', () => {
    const spellings = [
      'github.com/acme/modules//vpc?ref=v1',
      'git@github.com:acme/modules.git//vpc?ref=v1',
      'git::https://token@GitHub.com/acme/modules.git//vpc/?depth=1&ref=v1',
      'git::https://x:secret@github.com:443/acme/modules//vpc?ref=v1&sshkey=secret',
      'git::ssh://git@github.com:22/acme/modules.git//./vpc?ref=v1',
      'git::git@github.com:/acme/modules.git//vpc?ref=v1',
    ].map((source) => parse(source))
    for (const each of spellings) expect(each).toEqual(spellings[0])
  })

  it.each([
    ['s3-eu-west-1.amazonaws.com/acme/vpc.zip', 's3', 'https://s3-eu-west-1.amazonaws.com/acme/vpc.zip'],
    ['acme.s3-eu-west-1.amazonaws.com/vpc.zip', 's3', 'https://s3-eu-west-1.amazonaws.com/acme/vpc.zip'],
    ['acme.s3.eu-west-1.amazonaws.com/vpc.zip', 's3', 'https://s3.eu-west-1.amazonaws.com/acme/vpc.zip'],
    ['s3::https://s3.amazonaws.com/acme/vpc.zip', 's3', 'https://s3.amazonaws.com/acme/vpc.zip'],
    ['www.googleapis.com/storage/v1/acme/vpc.zip', 'gcs', 'https://www.googleapis.com/storage/v1/acme/vpc.zip'],
    ['gcs::https://www.googleapis.com/storage/v1/acme/vpc', 'gcs', 'https://www.googleapis.com/storage/v1/acme/vpc'],
    ['hg::https://example.com/vpc', 'mercurial', 'https://example.com/vpc'],
    ['https://user:pw@Example.com/vpc.zip?archive=zip', 'http', 'https://example.com/vpc.zip'],
    ['https://github.com/acme/modules', 'http', 'https://github.com/acme/modules'],
    ['oci://example.com/acme/vpc?tag=1', 'oci', 'oci://example.com/acme/vpc'],
    ['/srv/modules//vpc', 'file', 'file:///srv/modules'],
    ['git::file:///srv/modules.git', 'file', 'file:///srv/modules.git'],
  ])('%s is for an installer', (source, kind, address) => {
    expect(parse(source)).toMatchObject({ kind, address })
  })

  it('for an installer counts with all its parameters, and shows none', () => {
    const one = parse('https://example.com/get?name=good&token=secret')
    expect(isSameSource(one, parse('https://example.com/get?name=good&token=secret'))).toBe(true)
    expect(isSameSource(one, parse('https://example.com/get?name=evil&token=secret'))).toBe(false)
    expect(JSON.stringify(one)).not.toContain('secret')
  })

  it.each([
    '',
    '.',
    '..',
    'boop/bloop',
    'acme/vpc/AWS',
    'acme/vpc/aws?ref=v1',
    'acme/vpc/aws//../nope',
    'localhost/acme/vpc/aws',
    'github.com/acme',
    'github.com/acme//vpc',
    'github.com/acme/modules//../..',
    'gitlab.com/acme/x.git',
    'foo@example.com:acme/x',
    'ssh://git@example.com/acme/x',
    'git::ssh://git@example.com:acme/x',
    'git::https:///acme/x',
    'git::https://example.com',
    'git::https://example.com/a/../b',
    'git::https://example.com/%2e%2e/x',
    'git::https://example.com/a%0ab',
    'git::https://exa mple.com/a',
    'git::https://example.com/a?archive=zip',
    'git::https://example.com/a?ref=--upload-pack=touch',
    'git::https://example.com/a?ref=-x',
    'git::https://example.com/a?ref=a%0ab',
    'git::https://example.com/a?ref=a\nb',
    'git::https://example.com/a?ref=a..b',
    'git::https://example.com/a?ref=v1%5e%7bcommit%7d',
    'git::https://example.com/a?ref=a.lock',
    'git::https://example.com/a?ref=%E0%A4%A',
    'foo::https://example.com/x',
    '__proto__::https://example.com/x',
    'constructor://example.com/x',
    `acme/${'x'.repeat(5_000)}/aws`,
  ])('%j is not understood', (source) => {
    const parsed = parse(source)
    expect(parsed.kind).toBe('unknown')
    expect(isSameSource(parsed, parsed)).toBe(false)
  })

  it.each(['', 'latest', '^1.2', '1.x', '>= 1 < 2', '=> 1', ', 1', '9223372036854775808', '1'.repeat(2_000)])(
    'with the version %j is not understood',
    (version) => {
      expect(parse('acme/vpc/aws', version).kind).toBe('unknown')
    },
  )

  it('of a repository takes no version', () => {
    expect(parse('github.com/acme/modules', '1.0').kind).toBe('unknown')
  })

  it('never throws, and never holds what stands before an @', () => {
    const pieces = fc.constantFrom(
      'git::',
      'https://',
      'u:S3CRET@',
      'h.com',
      '/',
      '//',
      '?ref=',
      '..',
      '%',
      '\n',
      'a',
      '.git',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (parts) => {
        const parsed = parse(parts.join(''))
        return parsed.kind === 'local' || !JSON.stringify(parsed, String).includes('u:S3CRET@')
      }),
    )
  })
})

/** What `terraform get` of Terraform 1.11.4 installs, from a registry that lists these in this order. */
const LISTED =
  '0.9.0 1.0.0 1.0.7 1.2.0 1.2.3 1.3.0-beta1 1.3.0 1.9.9 2.0.0-rc1 2.0.0 2.1.0+build5 3.0.0-alpha 1.0.7.5 v1.5.0'

describe('the newest version that a constraint admits', () => {
  it.each([
    ['1.2.3', '1.2.3'],
    ['= 1.2.3', '1.2.3'],
    ['v1.2.3', '1.2.3'],
    ['=1.0', '1.0.0'],
    ['1', '1.0.0'],
    [' 1.0.0 ', '1.0.0'],
    ['01.02.03', '1.2.3'],
    ['~> 1', '2.1.0+build5'],
    ['~> 1.0', '1.9.9'],
    ['~> 1.2', '1.9.9'],
    ['~>1.2.0', '1.2.3'],
    ['~> 1.0.7', '1.0.7.5'],
    ['~> 1.0.7.5', '1.0.7.5'],
    ['~> 1.2.3.0', undefined],
    ['~> 4.0', undefined],
    ['>= 1.0, < 2.0', '1.9.9'],
    ['>=1,<2,!=1.9.9', 'v1.5.0'],
    ['> 1.3.0', '2.1.0+build5'],
    ['> 2.1.0', undefined],
    ['<= 1.2', '1.2.0'],
    ['< 1.0', '0.9.0'],
    ['!= 2.1.0', '2.0.0'],
    ['2.1.0', '2.1.0+build5'],
    ['2.1.0+other', '2.1.0+build5'],
    ['!= 1.2.3, 1.2.3', undefined],
    ['1.3.0-beta1', '1.3.0-beta1'],
    ['>= 1.3.0-beta1', '2.1.0+build5'],
    ['>= 1.3.0-beta1, < 1.3.0', undefined],
    ['~> 1.3.0-beta1', undefined],
    ['~> 2.0.0-rc1', undefined],
    ['2.0.0-rc1, >= 1.0', undefined],
    ['3.0.0-alpha, < 4.0', undefined],
    ['<= 3.0.0-alpha', '2.1.0+build5'],
    ['>= 3.0.0-alpha', undefined],
    ['1.2.3-', undefined],
  ])('%s: %s', (text, chosen) => {
    const constraint = parseConstraint(text)
    expect(constraint).toBeDefined()
    expect(newestSatisfying(LISTED.split(' '), constraint ?? [])).toBe(chosen)
  })

  it('without a constraint is the newest release, and what is no version is passed over', () => {
    expect(newestSatisfying(['main', ...LISTED.split(' '), '9.x'], [])).toBe('2.1.0+build5')
    expect(newestSatisfying([], [])).toBe(undefined)
  })
})

describe('versions', () => {
  it('are ordered, pre-releases before their release', () => {
    const order = [
      '1.0.0-1',
      '1.0.0-2',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-beta',
      '1.0.0',
      '1.0.0.1',
      '1.0.1',
      '1.10',
    ]
    const versions = order.map((text) => parseVersion(text)).filter((version) => version !== undefined)
    expect(versions.length).toBe(order.length)
    for (const [at, one] of versions.entries()) {
      const signs = versions.map((other) => Math.sign(compareVersions(one, other)))
      expect(signs).toEqual(order.map((_, other) => Math.sign(at - other)))
    }
  })

  it('have one spelling', () => {
    const spell = (text: string) => versionText(parseVersion(text) ?? expect.fail(text))
    expect(['v1', '1.02', '1.2.3.4', '1.0rc1', '1.0-2+b.7'].map(spell)).toEqual([
      '1.0.0',
      '1.2.0',
      '1.2.3.4',
      '1.0.0-rc1',
      '1.0.0-2+b.7',
    ])
    expect(constraintText(parseConstraint('~>1.2,!=1.5') ?? [])).toBe('~> 1.2, != 1.5.0')
  })

  it('satisfy an exact constraint of themselves and only of equals', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((segments) => segments.join('.'))
    fc.assert(
      fc.property(version, version, (one, other) => {
        const parsed = parseVersion(one)
        return parsed !== undefined && satisfies(parsed, parseConstraint(other) ?? []) === (one === other)
      }),
    )
  })
})
