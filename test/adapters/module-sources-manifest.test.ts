import { mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PACKAGE_LIMITS, type PackageLimits } from '../../src/adapters/module-sources/package-limits.ts'
import { terraformManifest } from '../../src/adapters/module-sources/terraform-manifest.ts'
import {
  expectPackage,
  expectUnreadable,
  type PackageFiles,
  requestOf,
  textIn,
} from '../contracts/module-sources-contract.ts'
import { openDirectory, places, writeFiles } from './module-sources-places.ts'

const world = places()
afterAll(() => world.remove())

const ROOT = 'live/production'
const MODULES = `${ROOT}/.terraform/modules`
const VPC = {
  Key: 'vpc',
  Source: 'registry.terraform.io/acme/vpc/aws',
  Version: '1.2.0',
  Dir: '.terraform/modules/vpc',
}
const CONTENT: PackageFiles = { [`${MODULES}/vpc/main.tf`]: 'locals {}\n' }

interface Installed {
  readonly manifest?: unknown
  readonly files?: PackageFiles
  readonly limits?: PackageLimits
  readonly isCommitted?: (directory: string) => Promise<boolean>
}

function installed({ manifest, files = CONTENT, limits, isCommitted = async () => false }: Installed) {
  const workTree = world.directory(files)
  const text = typeof manifest === 'string' ? manifest : JSON.stringify({ Modules: manifest })
  if (manifest !== undefined) writeFiles(workTree, { [`${MODULES}/modules.json`]: text })
  const sources = terraformManifest({ workTree, openDirectory, isCommitted, ...(limits ? { limits } : {}) })
  const resolve = (source: string, version?: string, call?: readonly string[]) =>
    sources.resolve(requestOf(source, version, call))
  return { workTree, resolve }
}

describe('a record of the manifest', () => {
  it('counts for its call, by the names of the calls down to it', async () => {
    const nested = { ...VPC, Key: 'network.vpc', Dir: '.terraform/modules/network.vpc' }
    const files = { [`${MODULES}/network.vpc/main.tf`]: '# nested\n', ...CONTENT }
    const { resolve } = installed({ manifest: [{ Key: '', Source: '', Dir: '.' }, VPC, nested], files })
    expect(await textIn(expectPackage(await resolve('acme/vpc/aws', '1.2.0')), 'main.tf')).toBe('locals {}\n')
    const found = expectPackage(await resolve('acme/vpc/aws', '1.2.0', ['network', 'vpc']))
    expect(await textIn(found, 'main.tf')).toBe('# nested\n')
    expect(expectUnreadable(await resolve('acme/vpc/aws', '1.2.0', ['subnets']))).toContain('not installed')
  })

  it('never stands for the version of the other side', async () => {
    const { resolve } = installed({ manifest: [VPC] })
    const pin = { kind: 'version', module: 'registry.terraform.io/acme/vpc/aws', version: '1.2.0' }
    expect(expectPackage(await resolve('acme/vpc/aws', '1.2.0'))).toMatchObject({ pin, choice: 'call' })
    expect(expectPackage(await resolve('acme/vpc/aws', '~> 1.0'))).toMatchObject({ pin, choice: 'installed' })
    for (const version of ['1.3.0', '~> 1.3', '~> 1.1.0', '!= 1.2.0', '2.0.0']) {
      expect(expectUnreadable(await resolve('acme/vpc/aws', version))).toContain('is installed in version 1.2.0')
    }
  })

  it('of a git source counts for that ref only, whichever way the address is spelled', async () => {
    const Source = 'git::https://github.com/acme/modules.git//vpc?ref=v1'
    const manifest = [{ Key: 'vpc', Source, Dir: '.terraform/modules/vpc/vpc' }]
    const { resolve } = installed({ manifest, files: { [`${MODULES}/vpc/vpc/main.tf`]: '' } })
    const found = expectPackage(await resolve('git@github.com:acme/modules.git//vpc?ref=v1'))
    expect(found).toMatchObject({ directory: 'vpc', choice: 'installed', pin: { kind: 'content' } })
    expect(expectUnreadable(await resolve('github.com/acme/modules//vpc?ref=v2'))).toContain('another source')
    expect(expectUnreadable(await resolve('github.com/acme/modules//vpc'))).toContain('another source')
  })

  it.each([
    ['another source than the call', { Source: 'registry.terraform.io/evil/vpc/aws' }, 'another source'],
    ['a source that is not understood', { Source: 'vpc' }, 'another source'],
    ['a directory out of the root', { Dir: '../../..' }, 'not below .terraform/modules'],
    ['a directory out of the modules', { Dir: '.terraform/modules/../../vpc' }, 'not below'],
    ['a directory out of its package', { Dir: '.terraform/modules/vpc/../../../..' }, 'not below'],
    ['an absolute directory', { Dir: '/etc' }, 'not below'],
    ['the modules themselves', { Dir: '.terraform/modules' }, 'not below'],
    ['another subdirectory than the call', { Source: 'acme/vpc/aws//a', Dir: '.terraform/modules/vpc' }, 'source'],
    ['no version', { Version: undefined }, 'cannot be read'],
    ['a version that is none', { Version: 'latest' }, 'cannot be read'],
    ['a directory that is not there', { Dir: '.terraform/modules/none' }, 'is missing'],
    ['a file for a directory', { Dir: '.terraform/modules/modules.json' }, 'is missing, a link'],
  ])('is refused with %s', async (_, change, why) => {
    const { resolve } = installed({ manifest: [{ ...VPC, ...change }] })
    expect(expectUnreadable(await resolve('acme/vpc/aws', '~> 1.0'))).toContain(why)
  })

  it('is refused where its directory is not the subdirectory that the call names', async () => {
    const { resolve } = installed({ manifest: [{ ...VPC, Source: 'acme/vpc/aws//a' }] })
    expect(expectUnreadable(await resolve('acme/vpc/aws//a', '1.2.0'))).toContain('not at the subdirectory')
  })
})

describe('a manifest', () => {
  it.each([
    ['missing', undefined, 'has no modules.json'],
    ['no JSON', '{', 'is no manifest'],
    ['another document', '{"Modules": [{"Key": 1}]}', 'is no manifest'],
    ['naming a module twice', [VPC, { ...VPC, Version: '1.9.0' }], 'names a module twice'],
    ['too large', ' '.repeat(5 * 1024 * 1024 + 1), 'bytes'],
  ])('is of no use when it is %s', async (_, manifest, why) => {
    const { resolve } = installed({ manifest })
    expect(expectUnreadable(await resolve('acme/vpc/aws', '~> 1.0'))).toContain(why)
  })

  it('that the repository holds proves nothing: the change could have written it', async () => {
    const asked: string[] = []
    const isCommitted = async (directory: string) => asked.push(directory) > 0
    const { resolve } = installed({ manifest: [VPC], isCommitted })
    expect(expectUnreadable(await resolve('acme/vpc/aws', '1.2.0'))).toContain('part of the repository')
    expect(asked).toEqual(['live/production/.terraform'])
  })

  it('is not there without an installation', async () => {
    const { resolve } = installed({ files: { 'main.tf': '' } })
    expect(expectUnreadable(await resolve('acme/vpc/aws', '1.2.0'))).toContain('does not exist')
  })
})

describe('links', () => {
  const elsewhere = () =>
    world.directory({ 'vpc/main.tf': '# elsewhere\n', 'modules.json': JSON.stringify({ Modules: [VPC] }) })

  it('in the place of a package, of the manifest or of the folder of modules are refused', async () => {
    const ofPackage = installed({ manifest: [VPC], files: {} })
    symlinkSync(join(elsewhere(), 'vpc'), join(ofPackage.workTree, MODULES, 'vpc'))
    const ofManifest = installed({ files: CONTENT })
    symlinkSync(join(elsewhere(), 'modules.json'), join(ofManifest.workTree, MODULES, 'modules.json'))
    const ofFolder = installed({ files: { [`${ROOT}/.terraform/lock`]: '' } })
    symlinkSync(elsewhere(), join(ofFolder.workTree, MODULES))
    for (const { resolve } of [ofPackage, ofManifest, ofFolder]) {
      expect(expectUnreadable(await resolve('acme/vpc/aws', '1.2.0'))).toMatch(/link|no regular file/)
    }
  })

  it('in the place of the subdirectory are not followed', async () => {
    const files: PackageFiles = { ...CONTENT, [`${MODULES}/vpc/sub`]: { kind: 'symlink', target: elsewhere() } }
    const record = { ...VPC, Source: 'acme/vpc/aws//sub/vpc', Dir: '.terraform/modules/vpc/sub/vpc' }
    const { resolve } = installed({ manifest: [record], files })
    expect(expectUnreadable(await resolve('acme/vpc/aws//sub/vpc', '1.2.0'))).toContain('no Terraform files')
  })
})

describe('limits', () => {
  const files = { ...CONTENT, [`${MODULES}/vpc/a.tf`]: '#'.repeat(600), [`${MODULES}/vpc/b.tf`]: '#'.repeat(600) }

  it('on files are reasons', async () => {
    const { resolve } = installed({ manifest: [VPC], files, limits: { ...PACKAGE_LIMITS, files: 2 } })
    expect(expectUnreadable(await resolve('acme/vpc/aws', '1.2.0'))).toContain('more than 2 files')
  })

  it('on what is looked at before it is listed are reasons', async () => {
    const deep = installed({ manifest: [VPC] })
    mkdirSync(join(deep.workTree, MODULES, 'vpc', 'd/'.repeat(102)), { recursive: true })
    expect(expectUnreadable(await deep.resolve('acme/vpc/aws', '1.2.0'))).toContain('nested deeper')
    const large = installed({ manifest: [VPC] })
    truncateSync(join(large.workTree, MODULES, 'vpc/main.tf'), 600 * 1024 * 1024)
    expect(expectUnreadable(await large.resolve('acme/vpc/aws', '1.2.0'))).toContain('bytes')
  })

  it('on bytes are faults of reading, and reading again counts once', async () => {
    const limits = { ...PACKAGE_LIMITS, fileBytes: 600, readBytes: 1_000 }
    const found = expectPackage(await installed({ manifest: [VPC], files, limits }).resolve('acme/vpc/aws', '1.2.0'))
    for (const _ of [1, 2, 3]) expect((await textIn(found, 'a.tf')).length).toBe(600)
    await expect(textIn(found, 'b.tf')).rejects.toMatchObject({ name: 'Fault', kind: 'invalid' })
    const small = installed({ manifest: [VPC], files, limits: { ...limits, fileBytes: 599 } })
    const other = expectPackage(await small.resolve('acme/vpc/aws', '1.2.0'))
    await expect(textIn(other, 'a.tf')).rejects.toMatchObject({ name: 'Fault', kind: 'invalid' })
  })

  it('on entries: what is not listed is not read', async () => {
    const { trees, revision } = expectPackage(await installed({ manifest: [VPC] }).resolve('acme/vpc/aws', '1.2.0'))
    const forged = { path: '../modules.json', id: '0'.repeat(40), kind: 'file' } as const
    await expect(trees.read(revision, forged)).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })
})
