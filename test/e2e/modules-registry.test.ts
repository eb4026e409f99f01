import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import { tgzOf } from '../adapters/archive-builder.ts'
import { places } from '../adapters/module-sources-places.ts'
import { type GitHub, startGitHub } from '../github/start-github.ts'
import { rolePolicy } from './role-policy.ts'

const VERSIONS: Readonly<Record<string, Buffer>> = {
  '1.0.0': tgzOf({ 'role-1/main.tf': rolePolicy('s3:GetObject') }),
  '1.1.0': tgzOf({ 'role-2/main.tf': rolePolicy('s3:GetObject', 's3:PutObject') }),
}
const TOKEN = 'the-token-of-the-mirror'

const world = places()
const tokens = new Map<string, string | undefined>()
let github: GitHub
let server: RunningServer
let folder: string

beforeAll(async () => {
  github = await startGitHub()
  folder = await mkdtemp(join(tmpdir(), 'countersign-registry-'))
  const { id: appId, privateKey, webhookSecret } = github.app
  const storage = { kind: 'directory', path: join(folder, 'store') } as const
  const modules = {
    registry: { url: await mirror(), registryHost: 'registry.terraform.io', namespaces: ['acme'], token: TOKEN },
    archiveOrigins: [],
    readsPublicRepositories: false,
  }
  const config = { appId, privateKey, webhookSecret, apiUrl: github.baseUrl, storage, modules }
  server = await startServer({ ...config, host: '127.0.0.1', port: 0, logLevel: 'silent' })
  github.deliverTo(`${server.url}/api/github/webhooks`)
})
afterAll(async () => {
  await server.close()
  await github.stop()
  await world.remove()
  await rm(folder, { recursive: true, force: true })
  expect(github.violations).toEqual([])
})

/** A registry that keeps its modules in archives, each in a folder of its own name. */
function mirror(): Promise<string> {
  const versions = Object.keys(VERSIONS).map((version) => ({ version }))
  return world.serve((request, response) => {
    const url = request.url ?? ''
    tokens.set(url, request.headers.authorization)
    const [, version = ''] = /^\/acme\/role\/aws\/([^/]+)\/download$/.exec(url) ?? []
    const content = VERSIONS[/^\/files\/(.+)\.tgz$/.exec(url)?.[1] ?? '']
    if (url === '/acme/role/aws/versions') response.end(JSON.stringify({ modules: [{ versions }] }))
    else if (version !== '') response.writeHead(204, { 'x-terraform-get': `/files/${version}.tgz//*` }).end()
    else if (content !== undefined) response.end(content)
    else response.writeHead(404).end()
  })
}

async function bumped(name: string, source: string) {
  const calling = (version: string) => ({
    'main.tf': `module "deploy" {\n  source  = "${source}"\n  version = "${version}"\n}\n`,
  })
  const collaborators = { alice: 'write', bob: 'write' } as const
  const repository = await github.repository(name, { files: calling('1.0.0'), collaborators })
  return repository.openPull({ author: 'alice', branch: 'bump', commits: [{ files: calling('1.1.0') }] })
}

describe('a pull request that bumps a module of a registry', () => {
  it('is held for what the new version grants where the registry is mirrored', async () => {
    const run = await (await bumped('registry/infra', 'acme/role/aws')).concluded()
    expect(run.annotations.map(({ path, start_line, title }) => [path, start_line, title])).toEqual([
      ['main.tf', 3, expect.stringContaining('s3:PutObject on arn:aws:s3:::acme-logs/*')],
    ])
    expect(tokens.get('/acme/role/aws/versions')).toBe(`Bearer ${TOKEN}`)
    expect(tokens.get('/files/1.1.0.tgz')).toBeUndefined()
  })

  it('is undecided where its namespace may not be read, and nobody is asked', async () => {
    const before = tokens.size
    const run = await (await bumped('namespace/infra', 'other/role/aws')).concluded()
    expect(run.conclusion).toBe('action_required')
    expect(run.summary).toContain('is not among those that may be read from the mirror')
    expect(tokens.size).toBe(before)
  })
})
