import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { memoryModuleSources } from '../../src/adapters/memory/module-sources.ts'
import { archivePackages } from '../../src/adapters/module-sources/archive-packages.ts'
import { modulesByKind } from '../../src/adapters/module-sources/by-kind.ts'
import { cachingModules, packageCache } from '../../src/adapters/module-sources/caching.ts'
import { firstOf } from '../../src/adapters/module-sources/first-of.ts'
import { gitModules } from '../../src/adapters/module-sources/git-modules.ts'
import { httpArchives } from '../../src/adapters/module-sources/http-archives.ts'
import { registryDirectory } from '../../src/adapters/module-sources/registry-directory.ts'
import { registryMirror } from '../../src/adapters/module-sources/registry-mirror.ts'
import { terraformManifest } from '../../src/adapters/module-sources/terraform-manifest.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { ModuleSources } from '../../src/ports/module-sources.ts'
import {
  expectPackage,
  expectUnreadable,
  moduleSourcesContract,
  type PackageFiles,
  requestOf,
} from '../contracts/module-sources-contract.ts'
import { tarOf } from './archive-builder.ts'
import { openDirectory, places, writeFiles } from './module-sources-places.ts'

const world = places()
afterAll(() => world.remove())

const REGISTRY = { registryHost: 'registry.terraform.io', namespaces: ['acme'] }
const withSubdirectory = (address: string) => (subdirectory: string) =>
  subdirectory === '' ? address : `${address}//${subdirectory}`
const inRegistry = { address: withSubdirectory('acme/vpc/aws'), version: '~> 1.0' }
const inGit = {
  address: (subdirectory: string) =>
    `${withSubdirectory('git::https://git.example.com/acme/modules.git')(subdirectory)}?ref=v1.0.0`,
}

function below(folder: string, files: PackageFiles): PackageFiles {
  return Object.fromEntries(Object.entries(files).map(([path, entry]) => [`${folder}/${path}`, entry]))
}

describe('modules in memory', () => {
  describe('of a registry', () => {
    moduleSourcesContract(async (files) => {
      const sources = memoryModuleSources()
      sources.publish('registry.terraform.io/acme/vpc/aws', '1.2.0', files)
      return { sources, ...inRegistry }
    })
  })
  describe('of a repository', () => {
    moduleSourcesContract(async (files) => {
      const sources = memoryModuleSources()
      sources.tag('git.example.com/acme/modules', 'v1.0.0', files)
      return { sources, ...inGit }
    })
  })
})

describe('modules that Terraform has installed', () => {
  moduleSourcesContract(async (files) => {
    const workTree = world.directory(below('live/production/.terraform/modules/vpc', files))
    const records = ['', 'modules/inner', 'modules/none', 'README.md', 'main.tf'].map((subdirectory, at) => ({
      Key: at === 0 ? 'vpc' : subdirectory,
      Source: inRegistry.address(subdirectory),
      Version: '1.2.0',
      Dir: ['.terraform/modules/vpc', subdirectory].filter((part) => part !== '').join('/'),
    }))
    const manifest = { 'live/production/.terraform/modules/modules.json': JSON.stringify({ Modules: records }) }
    writeFiles(workTree, manifest)
    const installed = terraformManifest({ workTree, openDirectory, isCommitted: async () => false })
    // Every subdirectory is a call of its own.
    const sources: ModuleSources = {
      resolve: (request) => {
        const { source } = request
        const call = source.kind === 'registry' && source.subdirectory !== '' ? [source.subdirectory] : request.call
        return installed.resolve({ ...request, call })
      },
    }
    return { sources, ...inRegistry }
  })
})

describe('modules in git repositories', () => {
  moduleSourcesContract(async (files) => ({ sources: gitModules(world.repository(files).open), ...inGit }))
})

describe('modules of a mirrored registry', () => {
  describe('as directories', () => {
    moduleSourcesContract(async (files) => {
      const directory = world.directory(below('acme/vpc/aws/1.2.0', files))
      return { sources: registryDirectory({ ...REGISTRY, directory, openDirectory }), ...inRegistry }
    })
  })
  describe('over HTTP', () => {
    moduleSourcesContract(async (files) => {
      const { open } = world.repository(files)
      const url = await world.serve((request, response) => {
        if (request.url === '/v1/acme/vpc/aws/versions') {
          response.end(JSON.stringify({ modules: [{ versions: [{ version: '1.2.0' }, { version: '2.0.0' }] }] }))
        } else if (request.url === '/v1/acme/vpc/aws/1.2.0/download') {
          response.writeHead(204, { 'x-terraform-get': 'git::https://git.example.com/acme/modules?ref=v1.0.0' }).end()
        } else response.writeHead(404).end()
      })
      return {
        sources: registryMirror({
          ...REGISTRY,
          url: `${url}/v1`,
          repositories: gitModules(open),
          archives: archivePackages({ origins: [] }),
        }),
        ...inRegistry,
      }
    })
  })
})

describe('modules in archives', () => {
  const tarEntries = (files: PackageFiles) =>
    Object.entries(files).map(([name, entry]) => {
      if (typeof entry === 'string' || entry instanceof Uint8Array) return { name, content: entry }
      return { name, type: '2', target: entry.kind === 'symlink' ? entry.target : '' }
    })
  describe('with an address of their own', () => {
    moduleSourcesContract(async (files) => {
      const origin = await world.serve((_, response) => response.end(gzipSync(tarOf(tarEntries(files)))))
      const sources = httpArchives(archivePackages({ origins: [origin] }))
      return { sources, address: withSubdirectory(`${origin}/module.tgz`), refusesLinks: true }
    })
  })
  describe('that a mirror names', () => {
    moduleSourcesContract(async (files) => {
      const origin = await world.serve((request, response) => {
        if (request.url === '/acme/vpc/aws/versions') {
          response.end(JSON.stringify({ modules: [{ versions: [{ version: '1.2.0' }] }] }))
        } else if (request.url === '/acme/vpc/aws/1.2.0/download') {
          response.writeHead(204, { 'x-terraform-get': '/vpc?key=secret&archive=tgz' }).end()
        } else if (request.url === '/vpc?key=secret') response.end(gzipSync(tarOf(tarEntries(files))))
        else response.writeHead(404).end()
      })
      const repositories = gitModules(async () => undefined)
      const archives = archivePackages({ origins: [origin] })
      return {
        sources: registryMirror({ ...REGISTRY, url: origin, repositories, archives }),
        ...inRegistry,
        refusesLinks: true,
      }
    })
  })
})

describe('sources by kind', () => {
  moduleSourcesContract(async (files) => {
    const registry = memoryModuleSources()
    registry.publish('registry.terraform.io/acme/vpc/aws', '1.2.0', files)
    return { sources: modulesByKind({ registry }), ...inRegistry }
  })

  it.each([
    ['github.com/acme/modules', 'is in a git repository'],
    ['acme/vpc/aws', 'is in a registry'],
    ['https://example.com/module.zip', 'is on the web'],
    ['s3::https://s3.amazonaws.com/bucket/module.zip', 'that only Terraform reads'],
    ['./vpc', 'is a path of the package'],
    ['vpc', 'The source '],
  ])('say of %s why nobody reads it', async (source, why) => {
    expect(expectUnreadable(await modulesByKind({}).resolve(requestOf(source)))).toContain(why)
  })
})

describe('several sources, remembered', () => {
  moduleSourcesContract(async (files) => {
    const second = memoryModuleSources()
    second.publish('registry.terraform.io/acme/vpc/aws', '1.2.0', files)
    return { sources: cachingModules(firstOf([memoryModuleSources(), second])), ...inRegistry }
  })

  it('are asked in order, and all reasons are told once', async () => {
    const reasons = ['one', 'two', 'one'].map(
      (why): ModuleSources => ({ resolve: async () => ({ kind: 'unreadable', why }) }),
    )
    expect(expectUnreadable(await firstOf(reasons).resolve(requestOf('acme/vpc/aws')))).toBe('one; two')
    expect(expectUnreadable(await firstOf([]).resolve(requestOf('acme/vpc/aws')))).toBe(
      'No source of modules is set up',
    )
  })

  it('do not answer in the place of one that fails', async () => {
    const down: ModuleSources = { resolve: () => Promise.reject(new Fault('unavailable', 'The mirror is down')) }
    const second = memoryModuleSources()
    second.publish('registry.terraform.io/acme/vpc/aws', '1.2.0', { 'main.tf': '' })
    const answer = firstOf([down, second]).resolve(requestOf('acme/vpc/aws'))
    await expect(answer).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' })
  })

  it('are asked once a request, and again after a fault', async () => {
    let asked = 0
    const inner = memoryModuleSources()
    inner.publish('registry.terraform.io/acme/vpc/aws', '1.2.0', { 'main.tf': '' })
    const flaky: ModuleSources = {
      resolve: (request) => {
        asked += 1
        return asked === 1 ? Promise.reject(new Fault('unavailable', 'down')) : inner.resolve(request)
      },
    }
    const remembered = cachingModules(flaky)
    await expect(remembered.resolve(requestOf('acme/vpc/aws'))).rejects.toMatchObject({ kind: 'unavailable' })
    const [one, other] = await Promise.all([1, 2].map(() => remembered.resolve(requestOf('acme/vpc/aws'))))
    expect(one).toBe(other)
    expect(asked).toBe(2)
    await remembered.resolve(requestOf('acme/vpc/aws', '1.2.0'))
    expect(asked).toBe(3)
  })

  it('give equal pins one tree, for every review that shares the cache', async () => {
    const inner = memoryModuleSources()
    inner.publish('registry.terraform.io/acme/vpc/aws', '1.2.0', { 'main.tf': '', 'sub/main.tf': '' })
    const shared = packageCache()
    const ask = async (source: string) => expectPackage(await cachingModules(inner, shared).resolve(requestOf(source)))
    const [one, other, sub] = [await ask('acme/vpc/aws'), await ask('acme/vpc/aws'), await ask('acme/vpc/aws//sub')]
    expect(one.trees).toBe(other.trees)
    expect(sub.trees).toBe(one.trees)
    expect(sub.directory).toBe('sub')
  })
})
