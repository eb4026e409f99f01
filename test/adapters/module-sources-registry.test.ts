import { symlinkSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { archivePackages } from '../../src/adapters/module-sources/archive-packages.ts'
import { gitModules } from '../../src/adapters/module-sources/git-modules.ts'
import { registryDirectory } from '../../src/adapters/module-sources/registry-directory.ts'
import { registryMirror } from '../../src/adapters/module-sources/registry-mirror.ts'
import { expectPackage, expectUnreadable, requestOf, SECRET, textIn } from '../contracts/module-sources-contract.ts'
import { tgzOf } from './archive-builder.ts'
import { openDirectory, places } from './module-sources-places.ts'

const world = places()
afterAll(() => world.remove())

const REGISTRY = { registryHost: 'registry.terraform.io', namespaces: ['acme'] }

describe('a mirror on disk', () => {
  const versions = ['0.9.0', '1.2.0', '1.10.0', '2.0.0-rc1', 'v1.5.0', 'latest']
  const directory = world.directory({
    ...Object.fromEntries(versions.map((version) => [`acme/vpc/aws/${version}/main.tf`, `# ${version}\n`])),
    'evil/vpc/aws/1.2.0/main.tf': '',
  })
  symlinkSync(join(directory, 'evil/vpc/aws/1.2.0'), join(directory, 'acme/vpc/aws/1.99.0'))
  const sources = registryDirectory({ ...REGISTRY, directory, openDirectory })

  it.each([
    ['~> 1.0', '1.10.0', 'newest'],
    ['< 1.10', 'v1.5.0', 'newest'],
    ['1.2.0', '1.2.0', 'call'],
    ['2.0.0-rc1', '2.0.0-rc1', 'call'],
    [undefined, '1.10.0', 'newest'],
  ])('has for %s the version %s', async (constraint, version, choice) => {
    const found = expectPackage(await sources.resolve(requestOf('acme/vpc/aws', constraint)))
    expect(await textIn(found, 'main.tf')).toBe(`# ${version}\n`)
    expect(found).toMatchObject({ choice, pin: { kind: 'version', version: version.replace('v', '') } })
  })

  it('is asked for the registry and the namespaces it stands for, and for versions it has', async () => {
    const why = async (source: string, version?: string) =>
      expectUnreadable(await sources.resolve(requestOf(source, version)))
    expect(await why('evil/vpc/aws')).toContain('namespace')
    expect(await why('example.com/acme/vpc/aws')).toContain('not mirrored')
    expect(await why('acme/vpc/aws', '>= 2, != 2.1')).toContain('no version that satisfies >= 2.0.0, != 2.1.0')
    expect(await why('acme/vpc/aws', '1.99.0')).toContain('no version')
    expect(await why('acme/none/aws')).toContain('no version')
  })
})

type Routes = Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => void>>

const LISTING = JSON.stringify({ modules: [{ versions: [{ version: '1.2.0' }] }] })
const list = (response: ServerResponse) => response.end(LISTING)
const pointing = (location: string) => (response: ServerResponse) =>
  response.writeHead(204, { 'x-terraform-get': location }).end()

async function mirror(routes: Routes, token?: string) {
  const asked: string[] = []
  const url = await world.serve((request, response) => {
    asked.push(request.url ?? '')
    const route = routes[request.url?.split('/').at(-1) ?? '']
    if (route === undefined) response.writeHead(404).end()
    else route(response, request)
  })
  const { open } = world.repository({ 'sub/vpc/main.tf': '# inner\n', 'sub/main.tf': '# sub\n' })
  const repositories = gitModules(open)
  const archives = archivePackages({ origins: [url] })
  const sources = registryMirror({
    ...REGISTRY,
    url,
    repositories,
    archives,
    ...(token === undefined ? {} : { token }),
  })
  const resolve = (source = 'acme/vpc/aws', version = '~> 1.0') => sources.resolve(requestOf(source, version))
  return { resolve, asked }
}

describe('a mirror over HTTP', () => {
  it('that answers with a body, with a token, and with a subdirectory of its own', async () => {
    const tokens: (string | undefined)[] = []
    const location = `git::https://x:${SECRET}@git.example.com/acme/modules.git//sub?ref=v1.0.0`
    const routes: Routes = {
      versions: (response, request) => {
        tokens.push(request.headers.authorization)
        list(response)
      },
      download: (response) => response.end(JSON.stringify({ location })),
    }
    const { resolve, asked } = await mirror(routes, 'key')
    const found = expectPackage(await resolve('acme/vpc/aws//vpc'))
    expect(await textIn(found, 'sub/vpc/main.tf')).toBe('# inner\n')
    expect(found).toMatchObject({ directory: 'sub/vpc', choice: 'newest' })
    expect(found.pin).toMatchObject({ version: '1.2.0', content: expect.stringMatching(/modules@[0-9a-f]{40}$/) })
    expect(tokens).toEqual(['Bearer key'])
    expect(asked).toEqual(['/acme/vpc/aws/versions', '/acme/vpc/aws/1.2.0/download'])
  })

  it.each([
    ['an archive elsewhere', `https://mirror.example.com/vpc.tar.gz?key=${SECRET}`, 'not among the origins'],
    ['another host', `//mirror.example.com/vpc.tar.gz`, 'not among the origins'],
    ['an archive that is not there', './vpc.zip', 'answered 404'],
    ['a path', '/etc', 'no archive that is read'],
    ['a file of this machine', 'file:///etc/module.zip', 'no address on the web'],
    ['another registry module', 'evil/vpc/aws', 'no address on the web'],
    ['a repository that is not mirrored', `git::https://${SECRET}@github.com/acme/vpc`, 'cannot be read from here'],
    ['an option', 'git::https://git.example.com/acme/modules?ref=--help', 'no name of a branch'],
  ])('that points at %s leaves the module unread', async (_, location, why) => {
    const { resolve } = await mirror({ versions: list, download: pointing(location) })
    const answer = expectUnreadable(await resolve())
    expect(answer).toContain(why)
    expect(answer).not.toContain(SECRET)
  })

  const inFolder = tgzOf({
    'vpc-1.2.0/main.tf': '# root\n',
    'vpc-1.2.0/modules/inner/main.tf': '# inner\n',
    'vpc-1.2.0/modules/outer/main.tf': '# outer\n',
  })
  const archived = (location: string, content = inFolder) =>
    mirror({ versions: list, download: pointing(location), 'module.tgz': (response) => response.end(content) })

  it.each([
    ['/files/module.tgz//*', 'acme/vpc/aws', 'vpc-1.2.0', '# root\n'],
    ['../../../../module.tgz//*?archive=tar.gz', 'acme/vpc/aws//modules/inner', 'vpc-1.2.0/modules/inner', '# inner\n'],
    ['/module.tgz//vpc-1.2.0', 'acme/vpc/aws//modules/outer', 'vpc-1.2.0/modules/outer', '# outer\n'],
    ['/module.tgz//v*-*2.0/modules//in*r', 'acme/vpc/aws', 'vpc-1.2.0/modules/inner', '# inner\n'],
  ])('that points at %s has for %s the directory %s', async (location, source, directory, text) => {
    const { resolve } = await archived(location)
    const found = expectPackage(await resolve(source))
    expect(found).toMatchObject({ directory, pin: { kind: 'version', version: '1.2.0' } })
    expect(await textIn(found, `${directory}/main.tf`)).toBe(text)
  })

  it.each([
    ['/module.tgz//*/modules/*', 'more than one path'],
    ['/module.tgz//none*', 'nothing that matches'],
    ['/module.tgz//[v]*', 'not understood'],
    ['/module.tgz//none', 'no Terraform files'],
    ['/module.tgz', 'no Terraform files'],
  ])('that points at %s leaves the module unread', async (location, why) => {
    expect(expectUnreadable(await (await archived(location)).resolve())).toContain(why)
  })

  it('pins the content of an archive, not the version alone', async () => {
    const pinOf = async (content: Buffer) => {
      const { resolve } = await archived('/module.tgz', content)
      return expectPackage(await resolve()).pin
    }
    const one = await pinOf(tgzOf({ 'main.tf': '# one\n' }))
    expect(await pinOf(tgzOf({ 'main.tf': '# one\n' }))).toEqual(one)
    expect(await pinOf(tgzOf({ 'main.tf': '# two\n' }))).not.toEqual(one)
  })

  it('is not asked for what it may not be asked', async () => {
    const { resolve, asked } = await mirror({ versions: list, download: pointing('git::https://git.example.com/a/b') })
    for (const source of ['evil/vpc/aws', 'example.com/acme/vpc/aws', 'acme/vpc/AWS', './acme/vpc/aws']) {
      expectUnreadable(await resolve(source))
    }
    expect(asked).toEqual([])
  })

  it('that has no such module, version or place says so', async () => {
    expect(expectUnreadable(await (await mirror({})).resolve())).toContain('no version')
    expect(expectUnreadable(await (await mirror({ versions: list })).resolve())).toContain('does not say where')
    const { resolve } = await mirror({ versions: list, download: (response) => response.writeHead(204).end() })
    expect(expectUnreadable(await resolve())).toContain('does not say where')
    expect(expectUnreadable(await resolve('acme/vpc/aws', '>= 2'))).toContain('satisfies >= 2.0.0')
  })

  it.each([
    [
      'a redirect',
      (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'invalid',
    ],
    ['a refusal', (response: ServerResponse) => response.writeHead(401).end(), 'forbidden'],
    ['too many requests', (response: ServerResponse) => response.writeHead(429).end(), 'rate-limited'],
    ['a failure', (response: ServerResponse) => response.writeHead(503).end(), 'unavailable'],
    ['no JSON', (response: ServerResponse) => response.end('<html>'), 'invalid'],
    ['another document', (response: ServerResponse) => response.end('{"modules":[{"versions":[1]}]}'), 'invalid'],
    ['a flood', (response: ServerResponse) => response.end(' '.repeat(9_000_000)), 'invalid'],
    [
      'half an answer',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '9' }).write('{')
        response.destroy()
      },
      'unavailable',
    ],
  ])('that answers with %s is a fault', async (_, versions, kind) => {
    const { resolve } = await mirror({ versions })
    await expect(resolve()).rejects.toMatchObject({ name: 'Fault', kind })
  })

  it.each([
    'http://mirror.example.com/',
    'ftp://127.0.0.1/',
    'http://127.0.0.1.example.com/',
    `https://x:${SECRET}@mirror.example.com/`,
    `https://mirror.example.com/?token=${SECRET}`,
    'mirror',
  ])('is HTTPS or on this machine: not %s', (url) => {
    const repositories = gitModules(async () => undefined)
    const create = () => registryMirror({ ...REGISTRY, url, repositories, archives: archivePackages({ origins: [] }) })
    expect(create).toThrow(
      expect.objectContaining({ name: 'Fault', kind: 'invalid', message: expect.not.stringContaining(SECRET) }),
    )
  })
})
