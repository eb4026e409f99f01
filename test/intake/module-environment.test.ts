import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../src/intake/environment.ts'
import { testKey } from '../github/world/test-key.ts'

const COMPLETE = { APP_ID: '12345', PRIVATE_KEY: testKey(), WEBHOOK_SECRET: 'a-long-secret' }
const REGISTRY = {
  MODULE_REGISTRY_URL: 'https://mirror.example.com/v1/modules/',
  MODULE_REGISTRY_NAMESPACES: 'acme, terraform-aws-modules',
}

function modulesOf(variables: Readonly<Record<string, string>>) {
  const read = readEnvironment({ ...COMPLETE, ...variables })
  return read.kind === 'config' ? read.config.modules : expect.fail(read.problems.join('\n'))
}

function problemsOf(variables: Readonly<Record<string, string>>): readonly string[] {
  const read = readEnvironment({ ...COMPLETE, ...variables })
  return read.kind === 'problems' ? read.problems : expect.fail('It was taken as it is')
}

describe('where modules may be read', () => {
  it('is the installation alone, where nothing is set', () => {
    expect(modulesOf({})).toBeUndefined()
    expect(modulesOf({ MODULE_ARCHIVE_ORIGINS: ' ', MODULE_PUBLIC_REPOSITORIES: '' })).toBeUndefined()
  })

  it('may be a mirror of a registry, with the namespaces that it is asked for', () => {
    const registry = {
      url: REGISTRY.MODULE_REGISTRY_URL,
      registryHost: 'registry.terraform.io',
      namespaces: ['acme', 'terraform-aws-modules'],
    }
    expect(modulesOf(REGISTRY)).toEqual({ registry, archiveOrigins: [], readsPublicRepositories: false })
    const more = { MODULE_REGISTRY_HOST: 'registry.example.com:8443', MODULE_REGISTRY_TOKEN: 'key' }
    expect(modulesOf({ ...REGISTRY, ...more })?.registry).toEqual({
      ...registry,
      registryHost: 'registry.example.com:8443',
      token: 'key',
    })
  })

  it('may be origins of archives, and public repositories', () => {
    const origins = { MODULE_ARCHIVE_ORIGINS: 'https://artifacts.example.com, http://127.0.0.1:4000' }
    expect(modulesOf({ ...origins, MODULE_PUBLIC_REPOSITORIES: 'read' })).toEqual({
      archiveOrigins: ['https://artifacts.example.com', 'http://127.0.0.1:4000'],
      readsPublicRepositories: true,
    })
    expect(modulesOf({ MODULE_PUBLIC_REPOSITORIES: 'ignore' })?.readsPublicRepositories).toBe(false)
  })
})

describe('the server does not start', () => {
  it.each([
    ['MODULE_REGISTRY_URL', 'http://mirror.example.com/', 'is no address'],
    ['MODULE_REGISTRY_URL', 'https://key@mirror.example.com/', 'is no address'],
    ['MODULE_REGISTRY_URL', 'https://mirror.example.com/?key=1', 'is no address'],
    ['MODULE_REGISTRY_URL', 'nowhere', 'is no address'],
    ['MODULE_REGISTRY_HOST', 'https://registry.example.com', 'is no host name'],
    ['MODULE_REGISTRY_NAMESPACES', 'acme,*', 'is no list of namespaces'],
    ['MODULE_REGISTRY_NAMESPACES', 'acme,', 'is no list of namespaces'],
    ['MODULE_ARCHIVE_ORIGINS', 'https://artifacts.example.com/modules', 'is no list of origins'],
    ['MODULE_ARCHIVE_ORIGINS', 'http://artifacts.example.com', 'is no list of origins'],
    ['MODULE_ARCHIVE_ORIGINS', '*', 'is no list of origins'],
    ['MODULE_PUBLIC_REPOSITORIES', 'yes', 'is neither read nor ignore'],
  ])('with %s set to %s, and tells no value', (name, value, why) => {
    const problems = problemsOf({ ...REGISTRY, [name]: value })
    expect(problems).toEqual([expect.stringContaining(`${name} ${why}`)])
    if (value.length > 5) expect(problems.join()).not.toContain(value)
  })

  it('with half of a registry', () => {
    const { MODULE_REGISTRY_URL, MODULE_REGISTRY_NAMESPACES } = REGISTRY
    expect(problemsOf({ MODULE_REGISTRY_URL })).toEqual([
      expect.stringContaining('MODULE_REGISTRY_NAMESPACES is not set'),
    ])
    for (const other of [{ MODULE_REGISTRY_NAMESPACES }, { MODULE_REGISTRY_TOKEN: 'key' }]) {
      expect(problemsOf(other)).toEqual([expect.stringContaining('MODULE_REGISTRY_URL is not set')])
    }
  })

  it('and says all that is wrong at once', () => {
    const problems = problemsOf({ APP_ID: 'x', MODULE_PUBLIC_REPOSITORIES: 'yes', MODULE_ARCHIVE_ORIGINS: '*' })
    expect(problems).toHaveLength(3)
  })
})
