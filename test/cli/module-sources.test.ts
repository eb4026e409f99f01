import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { directoryTrees } from '../../src/adapters/filesystem/directory-trees.ts'
import { gitTrees } from '../../src/adapters/git/git-trees.ts'
import { type LocalModules, localModules } from '../../src/cli/module-sources.ts'
import type { ModuleRequest } from '../../src/ports/module-sources.ts'
import type { Revision } from '../../src/review/side-texts.ts'
import { places, writeFiles } from '../adapters/module-sources-places.ts'
import {
  expectPackage,
  expectUnreadable,
  type PackageFiles,
  requestOf,
  textIn,
} from '../contracts/module-sources-contract.ts'
import { gitFixture } from './git-fixture.ts'

const world = places()
const cleanups: (() => unknown)[] = []
afterAll(async () => {
  for (const cleanup of cleanups.splice(0)) cleanup()
  await world.remove()
})

const directories = directoryTrees()
const INSTALLED: PackageFiles = {
  'live/production/.terraform/modules/modules.json': JSON.stringify({
    Modules: [{ Key: 'vpc', Source: 'acme/vpc/aws', Version: '1.2.0', Dir: '.terraform/modules/vpc' }],
  }),
  'live/production/.terraform/modules/vpc/main.tf': '# installed\n',
}

/** A repository of two commits, the second of which may hold more; files that are only on disk come on top. */
function repository(committed: Readonly<Record<string, string>> = {}, onDisk: PackageFiles = {}) {
  const fixture = gitFixture()
  const trees = gitTrees(fixture.folder)
  cleanups.push(
    () => trees.close(),
    () => fixture.remove(),
  )
  const base = fixture.commit('First', { 'live/production/main.tf': 'locals {}\n' })
  const head = fixture.commit('Second', { 'README.md': 'More\n', ...committed })
  writeFiles(fixture.folder, onDisk)
  return { folder: fixture.folder, base: { trees, id: base }, head: { trees, id: head } }
}

interface Change {
  readonly folder: string
  readonly base: Revision
  readonly head: Revision
}

async function opened({ folder, base, head }: Change, mirrors?: string): Promise<LocalModules> {
  const local = await localModules({ repository: folder, comparisons: [{ base, head }], directories, mirrors })
  cleanups.push(() => local.close())
  return local
}

async function resolved(change: Change, request: ModuleRequest, mirrors?: string) {
  return (await opened(change, mirrors)).modules.resolve(request)
}

const REGISTRY = requestOf('acme/vpc/aws', '1.2.0')

describe('what Terraform has installed in the work tree', () => {
  it('is read for revisions of the repository, also from a folder within it', async () => {
    const change = repository({}, INSTALLED)
    expect(await textIn(expectPackage(await resolved(change, REGISTRY)), 'main.tf')).toBe('# installed\n')
    const within = { ...change, folder: join(change.folder, 'live') }
    expect(await textIn(expectPackage(await resolved(within, REGISTRY)), 'main.tf')).toBe('# installed\n')
  })

  it.each([
    ['holds', 'live/production/.terraform/modules/modules.json'],
    ['holds something beside', 'live/production/.terraform/lock.txt'],
    ['holds, spelled otherwise,', 'live/production/.Terraform/modules/modules.json'],
    ['holds a file in the place of', 'live/production/.terraform'],
  ])('is not read where the change %s it', async (_, path) => {
    const change = repository({ [path]: '{}' })
    expect(expectUnreadable(await resolved(change, REGISTRY))).toContain('the change could have written it')
  })

  it('is not read for directories, nor where one side is a directory, nor in a bare repository', async () => {
    const change = repository({}, INSTALLED)
    const directory: Revision = { trees: directories, id: change.folder }
    for (const each of [
      { ...change, base: directory, head: directory },
      { ...change, base: directory },
    ]) {
      expect(expectUnreadable(await resolved(each, REGISTRY))).toBe('No source of modules is set up')
    }
    const bare = join(world.directory(), 'bare.git')
    execFileSync('git', ['clone', '--quiet', '--bare', change.folder, bare])
    expect(expectUnreadable(await resolved({ ...change, folder: bare }, REGISTRY))).toBe(
      'No source of modules is set up',
    )
  })
})

describe('a folder of mirrors', () => {
  it('has repositories and registries by their hosts', async () => {
    const { mirrors } = world.repository({ 'vpc/main.tf': '# mirrored\n' })
    writeFiles(mirrors, {
      'registry.terraform.io/acme/vpc/aws/1.2.0/main.tf': '# one\n',
      'registry.example.com/acme/vpc/aws/1.3.0/main.tf': '# other\n',
    })
    const { modules } = await opened(repository(), mirrors)
    const text = async (source: string, path = 'main.tf', version?: string) =>
      textIn(expectPackage(await modules.resolve(requestOf(source, version))), path)
    expect(await text('git::https://git.example.com/acme/modules.git//vpc?ref=v1.0.0', 'vpc/main.tf')).toBe(
      '# mirrored\n',
    )
    expect(await text('acme/vpc/aws')).toBe('# one\n')
    expect(await text('registry.example.com/acme/vpc/aws', 'main.tf', '~> 1.0')).toBe('# other\n')
    const why = async (source: string) => expectUnreadable(await modules.resolve(requestOf(source)))
    expect(await why('none.example.com/acme/vpc/aws')).toContain('no mirror of the registry')
    expect(await why('github.com/acme/modules')).toContain('cannot be read from here')
    expect(await why('https://example.com/module.zip')).toContain('on the web')
  })

  it('comes before what is installed, which has one version only', async () => {
    const mirrors = world.directory({
      'registry.terraform.io/acme/vpc/aws/1.2.0/main.tf': '# 1.2.0\n',
      'registry.terraform.io/acme/vpc/aws/1.3.0/main.tf': '# 1.3.0\n',
    })
    const { modules } = await opened(repository({}, INSTALLED), mirrors)
    for (const version of ['1.2.0', '1.3.0']) {
      const found = expectPackage(await modules.resolve(requestOf('acme/vpc/aws', version)))
      expect(await textIn(found, 'main.tf')).toBe(`# ${version}\n`)
    }
  })

  it('is asked once a review', async () => {
    const mirrors = world.directory({ 'registry.terraform.io/acme/vpc/aws/1.2.0/main.tf': '# one\n' })
    const { modules } = await opened(repository(), mirrors)
    const first = await modules.resolve(REGISTRY)
    writeFiles(mirrors, { 'registry.terraform.io/acme/vpc/aws/1.2.0/main.tf': '# two\n' })
    expect(await modules.resolve(REGISTRY)).toBe(first)
  })

  it('that is not there, or that the change could write to, is a fault', async () => {
    const change = repository()
    await expect(opened(change, join(change.folder, 'none'))).rejects.toMatchObject({ kind: 'not-found' })
    mkdirSync(join(change.folder, 'mirrors'))
    for (const folder of [change.folder, join(change.folder, 'mirrors')]) {
      await expect(opened(change, folder)).rejects.toMatchObject({ name: 'Fault', kind: 'invalid' })
    }
    const plain = world.directory({ 'mirrors/x': '' })
    const directory: Revision = { trees: directories, id: plain }
    const ofDirectories = { folder: world.directory(), base: directory, head: directory }
    await expect(opened(ofDirectories, join(plain, 'mirrors'))).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('counts as not set where it is empty', async () => {
    expect(expectUnreadable(await resolved(repository(), REGISTRY, ''))).toContain('.terraform/modules does not exist')
  })
})
