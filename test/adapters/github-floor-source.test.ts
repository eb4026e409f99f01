import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { githubFloorSource } from '../../src/adapters/github/floor-source.ts'
import { forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

const FLOOR = `/repos/${KEY.owner}/.github`
const SHA = 'c'.repeat(40)
const SEEN = { kind: 'seen', repository: { installationId: KEY.installationId, owner: KEY.owner, repo: '.github' } }

beforeEach(() => void mintTokens())
afterEach(forgetEverything)

async function source() {
  const { installation } = await testClients(recordingTimers())
  const time = { ms: 1_000 }
  return { time, floors: githubFloorSource(installation, { now: () => time.ms }) }
}

const named = (full_name = `${KEY.owner}/.github`) =>
  github().get(FLOOR).reply(200, { full_name, default_branch: 'trunk' })
const tipped = (sha: string) => github().get(`${FLOOR}/git/ref/heads%2Ftrunk`).reply(200, { object: { sha } })

describe('the floor of an organisation', () => {
  it('stands at the default branch, and is asked for once a minute', async () => {
    const { floors, time } = await source()
    named()
    tipped(SHA)
    expect(await floors.tip(KEY)).toEqual({ ...SEEN, sha: SHA })
    time.ms += 59_000
    expect(await floors.tip({ ...KEY, repo: 'another' })).toEqual({ ...SEEN, sha: SHA })
    time.ms += 2_000
    named()
    tipped('d'.repeat(40))
    expect(await floors.tip(KEY)).toEqual({ ...SEEN, sha: 'd'.repeat(40) })
    expect(nock.pendingMocks()).toEqual([])
  })

  it('is asked for anew once something happened to it', async () => {
    const { floors } = await source()
    named()
    tipped(SHA)
    await floors.tip(KEY)
    floors.forget(KEY.owner.toUpperCase())
    named()
    tipped('e'.repeat(40))
    expect(await floors.tip(KEY)).toEqual({ ...SEEN, sha: 'e'.repeat(40) })
  })

  it.each([404, 403, 451])('is not visible where GitHub answers %d', async (status) => {
    github().get(FLOOR).reply(status, { message: 'no' })
    expect(await (await source()).floors.tip(KEY)).toMatchObject({ kind: 'not-visible' })
  })

  it('is not what another repository says that GitHub leads on to', async () => {
    named('mallory/dot-github')
    expect(await (await source()).floors.tip(KEY)).toEqual({
      kind: 'not-visible',
      why: `${KEY.owner}/.github was renamed or moved`,
    })
  })

  it('has no tip where the repository is empty', async () => {
    named()
    github().get(`${FLOOR}/git/ref/heads%2Ftrunk`).reply(409, { message: 'Git Repository is empty.' })
    expect(await (await source()).floors.tip(KEY)).toEqual({ ...SEEN, sha: undefined })
  })

  it('that GitHub fails to answer for is a fault, and is asked for again', async () => {
    const { floors } = await source()
    github().get(FLOOR).times(4).reply(502, { message: 'down' })
    await expect(floors.tip(KEY)).rejects.toMatchObject({ name: 'Fault', kind: 'unavailable' })
    named()
    tipped(SHA)
    expect(await floors.tip(KEY)).toEqual({ ...SEEN, sha: SHA })
  })
})
