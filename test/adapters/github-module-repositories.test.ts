import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moduleRepositories } from '../../src/adapters/github/module-repositories.ts'
import { sourceTreesCache } from '../../src/adapters/github/source-trees.ts'
import { forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

const COMMIT = 'c'.repeat(40)
const HOST = 'github.example.com'
const OTHERS = '/repos/terraform-example/vpc'

beforeEach(() => void mintTokens())
afterEach(forgetEverything)

async function openWith(readsPublic: boolean) {
  const { installation } = await testClients(recordingTimers())
  return moduleRepositories(installation, KEY, sourceTreesCache(), { host: HOST, readsPublic })
}

const answers = (full_name: string, isPrivate: boolean) =>
  github().get(`/repos/${full_name}`).reply(200, { full_name, private: isPrivate })

describe('a public repository of another owner', () => {
  it('is read where the operator allows it, and not even asked for where not', async () => {
    expect(await (await openWith(false))(HOST, 'terraform-example/vpc')).toBeUndefined()
    answers('terraform-example/vpc', false)
    const opened = await (await openWith(true))(HOST, 'terraform-example/vpc')
    github()
      .get(`${OTHERS}/git/ref/tags%2Fv1`)
      .reply(200, { ref: 'refs/tags/v1', object: { type: 'commit', sha: COMMIT } })
    expect(await opened?.resolve('refs/tags/v1')).toBe(COMMIT)
    expect(nock.pendingMocks()).toEqual([])
  })

  it.each([
    ['private after all', { full_name: 'terraform-example/vpc', private: true }],
    ['another one by now', { full_name: 'acme/secret', private: false }],
  ])('is not read where it is %s', async (_, answer) => {
    github().get(OTHERS).reply(200, answer)
    expect(await (await openWith(true))(HOST, 'terraform-example/vpc')).toBeUndefined()
  })
})

describe('a repository of the same owner', () => {
  it('is asked for once a review, and so is the one that calls', async () => {
    const calling = answers('acme/infra', true)
    const modules = answers('acme/modules', true)
    const open = await openWith(false)
    for (const path of ['acme/modules', 'ACME/modules', 'acme/infra']) expect(await open(HOST, path)).toBeDefined()
    expect([calling.isDone(), modules.isDone()]).toEqual([true, true])
  })

  it.each([403, 404, 451])('that GitHub answers with %d is not read', async (status) => {
    github().get('/repos/acme/modules').reply(status, { message: 'no' })
    expect(await (await openWith(false))(HOST, 'acme/modules')).toBeUndefined()
  })

  it('that GitHub fails to answer for is a fault, and is asked for again', async () => {
    github().get('/repos/acme/modules').times(4).reply(502, { message: 'down' })
    const open = await openWith(false)
    await expect(open(HOST, 'acme/modules')).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' })
    answers('acme/modules', false)
    expect(await open(HOST, 'acme/modules')).toBeDefined()
  })
})

describe('a tag', () => {
  const TAGGED = { ref: 'refs/tags/v1', object: { type: 'tag', sha: 't'.repeat(40) } }
  const openOwn = async () => {
    answers('acme/modules', false)
    return (await (await openWith(false))(HOST, 'acme/modules')) ?? expect.fail('It is not read')
  }
  const git = '/repos/acme/modules/git'

  it('with a message is resolved to its commit', async () => {
    const opened = await openOwn()
    github().get(`${git}/ref/tags%2Fv1`).reply(200, TAGGED)
    github().get(`${git}/matching-refs/heads%2Ftags%2Fv1`).reply(200, [])
    github().get('/repos/acme/modules/commits/tags%2Fv1').query({ per_page: 1 }).reply(200, { sha: COMMIT })
    expect(await opened.resolve('refs/tags/v1')).toBe(COMMIT)
  })

  it('whose name a branch has as well is not guessed', async () => {
    const opened = await openOwn()
    github().get(`${git}/ref/tags%2Fv1`).reply(200, TAGGED)
    github()
      .get(`${git}/matching-refs/heads%2Ftags%2Fv1`)
      .reply(200, [{ ...TAGGED, ref: 'refs/heads/tags/v1' }])
    await expect(opened.resolve('refs/tags/v1')).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })

  it('that GitHub answers by another name is not there', async () => {
    const opened = await openOwn()
    github()
      .get(`${git}/ref/tags%2Fv1`)
      .reply(200, { ...TAGGED, ref: 'refs/tags/v1.0' })
    await expect(opened.resolve('refs/tags/v1')).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })

  it.each([409, 422])('and a commit that GitHub refuses with %d is not there', async (status) => {
    const opened = await openOwn()
    github().get('/repos/acme/modules/commits/HEAD').query({ per_page: 1 }).reply(status, { message: 'no' })
    await expect(opened.resolve('HEAD')).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })
})
