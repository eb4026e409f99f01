import { createSign, generateKeyPairSync } from 'node:crypto'
import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quietOctokit, silent } from './quiet-octokit.ts'
import { type GitHub, startGitHub } from './start-github.ts'

let github: GitHub
beforeEach(async () => {
  github = await startGitHub()
  await github.repository('acme/infra', { collaborators: { alice: 'write', tom: 'triage' } })
})
afterEach(() => github.stop())

const name = { owner: 'acme', repo: 'infra' }

function jsonWebToken(claims: object, privateKey = github.app.privateKey): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
}

function claims(changes: object = {}) {
  const now = Math.floor(github.clock.now() / 1000)
  return { iss: github.app.id, iat: now - 60, exp: now + 540, ...changes }
}

const octokit = (auth?: string) => quietOctokit(github, auth)

describe('a JSON web token', () => {
  it('names the app', async () => {
    const { data } = await octokit(jsonWebToken(claims())).rest.apps.getAuthenticated()
    expect(data).toMatchObject({ id: github.app.id, slug: 'countersign', installations_count: 1 })
  })

  it('is refused where it is expired, too long, from the future, unsigned or of an unknown app', async () => {
    const now = Math.floor(github.clock.now() / 1000)
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const strangersKey = stranger.export({ type: 'pkcs8', format: 'pem' }).toString()
    const refused: readonly [number, RegExp, string][] = [
      [401, /future time/, jsonWebToken(claims({ exp: now - 1 }))],
      [401, /too far in the future/, jsonWebToken(claims({ exp: now + 900 }))],
      [401, /'Issued at'/, jsonWebToken(claims({ iat: now + 600 }))],
      [401, /could not be decoded/, jsonWebToken(claims(), strangersKey)],
      [401, /could not be decoded/, 'a.b.c'],
      [404, /Integration not found/, jsonWebToken(claims({ iss: 1 }))],
      [401, /could not be decoded/, github.installationToken('acme')],
    ]
    for (const [status, message, token] of refused) {
      const answer = octokit(token).rest.apps.getAuthenticated()
      await expect(answer).rejects.toMatchObject({ status, message: expect.stringMatching(message) })
    }
    await expect(octokit().rest.repos.get(name)).rejects.toMatchObject({ status: 401 })
    await expect(octokit(jsonWebToken(claims())).rest.repos.get(name)).rejects.toMatchObject({ status: 401 })
  })

  it("is corrected by Probot's Octokit where the clocks differ", async () => {
    github.clock.advance(3_600_000)
    const auth = { appId: github.app.id, privateKey: github.app.privateKey }
    const options = { baseUrl: github.baseUrl, throttle: { enabled: false }, log: silent }
    const { data } = await new ProbotOctokit({ ...options, auth }).rest.apps.getAuthenticated()
    expect(data?.id).toBe(github.app.id)
    expect(github.requests.map(({ status }) => status)).toEqual([401, 200])
  })
})

describe('an installation token', () => {
  async function token(request: object = {}) {
    const { data } = await octokit(jsonWebToken(claims())).rest.apps.createInstallationAccessToken({
      installation_id: github.installation('acme').id,
      ...request,
    })
    return data
  }

  it('is longer than the old 40 characters and lives an hour by the clock of the double', async () => {
    const { token: value, expires_at } = await token()
    expect(value.length).toBeGreaterThan(40)
    expect(Date.parse(expires_at) - github.clock.now()).toBeGreaterThan(3_500_000)
    await octokit(value).rest.repos.get(name)
    github.clock.advance(3_600_000)
    await expect(octokit(value).rest.repos.get(name)).rejects.toMatchObject({ status: 401 })
  })

  it('reaches only the repositories it is narrowed to', async () => {
    await github.repository('acme/secrets')
    const { token: value, repository_selection } = await token({ repositories: ['infra'] })
    expect(repository_selection).toBe('selected')
    await octokit(value).rest.repos.get(name)
    const other = octokit(value).rest.repos.get({ owner: 'acme', repo: 'secrets' })
    await expect(other).rejects.toMatchObject({ status: 404 })
    await expect(token({ repositories: ['none'] })).rejects.toMatchObject({ status: 422 })
  })

  it('may do only what its permissions say', async () => {
    const { token: value } = await token({ permissions: { checks: 'read' } })
    const { data } = await octokit(value).rest.repos.get(name)
    const create = { ...name, name: 'countersign', head_sha: '0'.repeat(40) }
    await expect(octokit(value).rest.checks.create(create)).rejects.toMatchObject({ status: 403 })
    const read = octokit(value).rest.git.getTree({ ...name, tree_sha: data.default_branch })
    await expect(read).rejects.toMatchObject({ status: 403, message: expect.stringContaining('not accessible') })
    await expect(token({ permissions: { secrets: 'write' } })).rejects.toMatchObject({ status: 422 })
  })

  it('does not reach what the app is not installed on, and nothing once suspended', async () => {
    await github.repository('other/infra', { installed: false })
    const value = github.installationToken('acme')
    const foreign = octokit(value).rest.repos.get({ owner: 'other', repo: 'infra' })
    await expect(foreign).rejects.toMatchObject({ status: 404 })
    const repository = octokit(jsonWebToken(claims())).rest.apps.getRepoInstallation({ owner: 'other', repo: 'infra' })
    await expect(repository).rejects.toMatchObject({ status: 404 })
    github.installation('acme').suspendedAt = github.clock.iso()
    await expect(octokit(value).rest.repos.get(name)).rejects.toMatchObject({ status: 403 })
    await expect(token()).rejects.toMatchObject({ status: 403 })
  })
})

describe("a person's token", () => {
  it('may do what the person may', async () => {
    await octokit(github.userToken('tom')).rest.repos.get(name)
    await expect(octokit(github.userToken('eve')).rest.repos.get(name)).rejects.toMatchObject({ status: 404 })
    const { data } = await octokit(github.userToken('tom')).rest.repos.getBranch({ ...name, branch: 'main' })
    const status = { ...name, sha: data.commit.sha, state: 'success', context: 'countersign' } as const
    await expect(octokit(github.userToken('tom')).rest.repos.createCommitStatus(status)).rejects.toMatchObject({
      status: 403,
    })
    const set = await octokit(github.userToken('alice')).rest.repos.createCommitStatus(status)
    expect(set.data.creator?.login).toBe('alice')
    const check = { ...name, name: 'countersign', head_sha: data.commit.sha }
    await expect(octokit(github.userToken('alice')).rest.checks.create(check)).rejects.toMatchObject({ status: 403 })
  })
})
