import { describe, expect, it } from 'vitest'
import type { MemoryEntry } from '../../src/adapters/memory/source-trees.ts'
import { parseModuleSource } from '../../src/core/configuration/terraform/source/parse-module-source.ts'
import {
  type ModulePackage,
  type ModuleRequest,
  type ModuleSources,
  pinText,
  type UnreadableModule,
} from '../../src/ports/module-sources.ts'

export type PackageFiles = Readonly<Record<string, MemoryEntry>>

/** Where one package was put, and how a call names it. */
export interface PlacedModule {
  readonly sources: ModuleSources
  /** The call's `source` for a subdirectory of the package (empty for its root), and its `version`. */
  readonly address: (subdirectory: string) => string
  readonly version?: string
  /** Whether a link lets the whole package be refused, as in an archive. */
  readonly refusesLinks?: boolean
}

export const SECRET = 'ghp_0123456789secret'
const ROOT = 'live/production'

/** Puts files where the adapter reads a package from; each call is a world of its own. */
type Place = (files: PackageFiles) => Promise<PlacedModule>

/** A request as the review makes it for a call named `vpc` in `live/production`. */
export function requestOf(source: string, version?: string, call: readonly string[] = ['vpc']): ModuleRequest {
  return { source: parseModuleSource(source, version), rootDirectory: ROOT, call, revision: 'a'.repeat(40) }
}

export function expectPackage(answer: ModulePackage | UnreadableModule): ModulePackage {
  return answer.kind === 'package' ? answer : expect.fail(`unreadable: ${answer.why}`)
}

export function expectUnreadable(answer: ModulePackage | UnreadableModule): string {
  return answer.kind === 'unreadable' ? answer.why : expect.fail(`resolved to ${pinText(answer.pin)}`)
}

/** The text of a file of a package. */
export async function textIn({ trees, revision }: ModulePackage, path: string): Promise<string> {
  const entry = (await trees.list(revision)).find((each) => each.path === path)
  return entry === undefined ? expect.fail(`${path} is not listed`) : decode(await trees.read(revision, entry))
}

function decode(content: Uint8Array): string {
  return Buffer.from(content).toString()
}

const FILES: PackageFiles = {
  'main.tf': 'module "inner" {\n  source = "./modules/inner"\n}\n',
  'modules/inner/main.tf': 'resource "aws_s3_bucket" "inner" {}\n',
  'README.md': 'A module\n',
}

/** What every implementation of `ModuleSources` does. */
export function moduleSourcesContract(place: Place): void {
  const resolve = async (files: PackageFiles, subdirectory = '') => {
    const { sources, address, version } = await place(files)
    return sources.resolve(requestOf(address(subdirectory), version))
  }
  describe('a module that is there', () => readable(resolve, place))
  describe('a module that is not there', () => unreadable(resolve, place))
}

type Resolve = (files: PackageFiles, subdirectory?: string) => Promise<ModulePackage | UnreadableModule>

function readable(resolve: Resolve, place: Place): void {
  it('is a package with every file, read byte for byte', async () => {
    const found = expectPackage(await resolve(FILES))
    expect((await found.trees.list(found.revision)).map((entry) => entry.path)).toEqual(Object.keys(FILES).sort())
    expect(await textIn(found, 'main.tf')).toBe(FILES['main.tf'])
    expect(found.directory).toBe('')
  })

  it('in a subdirectory stands in the whole package, so that it can call its neighbours', async () => {
    const found = expectPackage(await resolve(FILES, 'modules/inner'))
    expect(found.directory).toBe('modules/inner')
    expect(await textIn(found, 'modules/inner/main.tf')).toBe(FILES['modules/inner/main.tf'])
    expect(await textIn(found, 'main.tf')).toBe(FILES['main.tf'])
  })

  it('is pinned: asked again it has the same pin, and other content has another', async () => {
    const { sources, address, version } = await place(FILES)
    const ask = async () => pinText(expectPackage(await sources.resolve(requestOf(address(''), version))).pin)
    expect(await ask()).toBe(await ask())
    const other = expectPackage(await resolve({ ...FILES, 'main.tf': 'locals {}\n' }))
    expect(pinText(other.pin)).not.toBe(await ask())
  })

  it('has one revision only', async () => {
    const { trees } = expectPackage(await resolve(FILES))
    await expect(trees.list('9'.repeat(40))).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })

  it('never gives what a link in it points to', async () => {
    const placed = await place({ ...FILES, passwd: { kind: 'symlink', target: '/etc/passwd' } })
    const answer = await placed.sources.resolve(requestOf(placed.address(''), placed.version))
    if (placed.refusesLinks === true) {
      expect(expectUnreadable(answer)).toContain('passwd is a link')
      return
    }
    const found = expectPackage(answer)
    const entry = (await found.trees.list(found.revision)).find(({ path }) => path === 'passwd')
    expect(entry?.kind).toBe('symlink')
    const content = await textIn(found, 'passwd').catch((error: Error) => error.message)
    expect(content).not.toContain('root:')
  })
}

function unreadable(resolve: Resolve, place: Place): void {
  it.each(['modules/none', 'README.md', 'main.tf'])('for it is in %s, which is no module', async (subdirectory) => {
    expect(expectUnreadable(await resolve(FILES, subdirectory))).not.toBe('')
  })

  it('for its only file is a link', async () => {
    const files: PackageFiles = { 'real.txt': 'locals {}', 'main.tf': { kind: 'symlink', target: 'real.txt' } }
    expect(expectUnreadable(await resolve(files))).not.toBe('')
  })

  it.each([
    ['a repository nobody has', `git::https://oauth2:${SECRET}@git.example.com/acme/none.git?ref=v1`, undefined],
    ['a registry module nobody has', 'acme/none/aws', '~> 1.0'],
    ['an archive', `https://user:${SECRET}@example.com/module.zip?token=${SECRET}`, undefined],
    ['a bucket', `s3::https://s3.amazonaws.com/bucket/vpc.zip?aws_access_key_secret=${SECRET}`, undefined],
    ['a local path', './modules/vpc', undefined],
    ['an option for a ref', `git::https://${SECRET}@git.example.com/acme/vpc?ref=--upload-pack=touch`, undefined],
    ['a ref with a newline', 'git::https://git.example.com/acme/vpc?ref=v1%0a--help', undefined],
    ['a version that is none', 'acme/vpc/aws', `latest || ${SECRET}`],
    ['a path out of the host', 'git::https://git.example.com/%2e%2e/%2e%2e/etc', undefined],
    ['nonsense', `://${SECRET}`, undefined],
  ])('is unreadable with a reason that tells no secret: %s', async (_, source, version) => {
    const { sources } = await place(FILES)
    const why = expectUnreadable(await sources.resolve(requestOf(source, version)))
    expect(why).toMatch(/^\S.*[^.]$/)
    expect(why).not.toContain(SECRET)
    expect(why).not.toContain('\n')
  })
}
