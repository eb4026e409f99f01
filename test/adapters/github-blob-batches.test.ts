import { createHash } from 'node:crypto'
import nock from 'nock'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { githubSourceTrees } from '../../src/adapters/github/source-trees.ts'
import { forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

afterEach(forgetEverything)

const GRAPHQL = 'https://github.example.com'

function blob(content: Buffer) {
  const id = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
  return { content, entry: { path: id, id, kind: 'file', sizeBytes: content.length } } as const
}

const [plain, forged, binary] = [Buffer.from('one'), Buffer.from('two'), Buffer.from([0xff, 0xfe])].map(blob)

it('reads texts together, believes none that is not of its id, and reads what is no text by itself', async () => {
  if (plain === undefined || forged === undefined || binary === undefined) expect.fail('there are three blobs')
  mintTokens()
  const texts = { b0: 'one', b1: 'something else', b2: null }
  const repository = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, { text, isTruncated: false }]),
  )
  nock(GRAPHQL).post('/api/graphql').reply(200, { data: { repository } })
  for (const { content, entry } of [forged, binary]) {
    const answer = { content: content.toString('base64'), encoding: 'base64', size: content.length }
    github().get(`/repos/acme/infra/git/blobs/${entry.id}`).reply(200, answer)
  }
  const trees = githubSourceTrees((await testClients(recordingTimers())).installation, KEY)
  const read = await Promise.all([plain, forged, binary].map(({ entry }) => trees.read('', entry)))
  expect(read.map((bytes) => Buffer.from(bytes))).toEqual([plain.content, forged.content, binary.content])
  expect(nock.pendingMocks()).toEqual([])
})

it('reads each by itself where GraphQL does not answer', async () => {
  if (plain === undefined || forged === undefined) expect.fail('there are blobs')
  mintTokens()
  nock(GRAPHQL).post('/api/graphql').reply(404, { message: 'Not Found' })
  for (const { content, entry } of [plain, forged]) {
    const answer = { content: content.toString('base64'), encoding: 'base64', size: content.length }
    github().get(`/repos/acme/infra/git/blobs/${entry.id}`).reply(200, answer)
  }
  const trees = githubSourceTrees((await testClients(recordingTimers())).installation, KEY)
  const read = await Promise.all([plain, forged].map(({ entry }) => trees.read('', entry)))
  expect(read.map((bytes) => Buffer.from(bytes).toString())).toEqual(['one', 'two'])
})

it('asks for at most 150 in one request', async () => {
  mintTokens()
  const all = Array.from({ length: 151 }, (_, index) => blob(Buffer.from(`file ${index}`)))
  const names = Array.from({ length: 150 }, (_, index) => `b${index}`)
  const asksForAll = (body: unknown) => {
    const asked = Object.keys(variablesIn.parse(body).variables).filter((name) => name.startsWith('b'))
    return asked.join() === names.join()
  }
  const texts = names.map((name, index) => [name, { text: `file ${index}`, isTruncated: false }])
  nock(GRAPHQL)
    .post('/api/graphql', asksForAll)
    .reply(200, { data: { repository: Object.fromEntries(texts) } })
  const [last] = all.slice(-1)
  const answer = { content: last?.content.toString('base64'), encoding: 'base64', size: last?.content.length }
  github().get(`/repos/acme/infra/git/blobs/${last?.entry.id}`).reply(200, answer)
  const trees = githubSourceTrees((await testClients(recordingTimers())).installation, KEY)
  const read = await Promise.all(all.map(({ entry }) => trees.read('', entry)))
  expect(read.map((bytes) => Buffer.from(bytes).toString())).toEqual(all.map(({ content }) => content.toString()))
  expect(nock.pendingMocks()).toEqual([])
})

const variablesIn = z.object({ variables: z.record(z.string(), z.string()) })
