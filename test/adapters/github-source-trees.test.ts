import { createHash } from 'node:crypto'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClientFor } from '../../src/adapters/github/answer.ts'
import { githubSourceTrees, MAX_BLOB_BYTES, sourceTreesCache } from '../../src/adapters/github/source-trees.ts'
import type { SourceTrees, TreeEntry } from '../../src/ports/source-trees.ts'
import { forgetEverything, github, KEY, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

const COMMIT = 'c'.repeat(40)
const BLOBS = '/repos/acme/infra/git/blobs'
const TREES = '/repos/acme/infra/git/trees'

let clientFor: ClientFor
let trees: SourceTrees

beforeEach(async () => {
  mintTokens()
  clientFor = (await testClients(recordingTimers())).installation
  trees = githubSourceTrees(clientFor, KEY)
})
afterEach(forgetEverything)

const node = (path: string, type: 'blob' | 'tree' | 'commit', sha: string, mode = '100644') => ({
  path,
  type,
  sha,
  mode,
})

function answerTree(sha: string, recursive: boolean, tree: readonly object[], truncated = false): void {
  const query = recursive ? { recursive: '1' } : {}
  github().get(`${TREES}/${sha}`).query(query).reply(200, { sha, tree, truncated })
}

describe('listing a tree', () => {
  it('marks what is no file, leaves folders out, sorts, and asks once', async () => {
    answerTree(COMMIT, true, [
      { ...node('z.tf', 'blob', 'b1'), size: 12 },
      node('modules', 'tree', 't1', '040000'),
      node('modules/run.sh', 'blob', 'b2', '100755'),
      node('modules/link', 'blob', 'b3', '120000'),
      node('modules/vendor', 'commit', 'k1', '160000'),
    ])
    const entries = await trees.list(COMMIT)
    expect(entries).toEqual([
      { path: 'modules/link', id: 'b3', kind: 'symlink' },
      { path: 'modules/run.sh', id: 'b2', kind: 'file' },
      { path: 'modules/vendor', id: 'k1', kind: 'submodule' },
      { path: 'z.tf', id: 'b1', kind: 'file', sizeBytes: 12 },
    ])
    expect(await trees.list(COMMIT)).toEqual(entries)
  })

  it('that GitHub cuts goes folder by folder, as deep as it must', async () => {
    answerTree(COMMIT, true, [node('a/x.tf', 'blob', 'b1')], true)
    answerTree(COMMIT, false, [
      node('a', 'tree', 'ta', '040000'),
      node('b', 'tree', 'tb', '040000'),
      node('c.tf', 'blob', 'b4'),
    ])
    answerTree('ta', true, [node('x.tf', 'blob', 'b1')])
    answerTree('tb', true, [], true)
    answerTree('tb', false, [node('deep', 'tree', 'td', '040000'), node('y.tf', 'blob', 'b2')])
    answerTree('td', true, [node('z/z.tf', 'blob', 'b3')])
    const paths = (await trees.list(COMMIT)).map((entry) => `${entry.path} ${entry.id}`)
    expect(paths).toEqual(['a/x.tf b1', 'b/deep/z/z.tf b3', 'b/y.tf b2', 'c.tf b4'])
    expect(nock.pendingMocks()).toEqual([])
  })

  it('is a fault where one folder alone is cut', async () => {
    answerTree(COMMIT, true, [], true)
    answerTree(COMMIT, false, [], true)
    await expect(trees.list(COMMIT)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('folder /'),
    })
  })

  it('is a fault where an entry is of a kind that git does not have', async () => {
    answerTree(COMMIT, true, [node('a', 'blob', 'b1', '140000')])
    await expect(trees.list(COMMIT)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('140000'),
    })
  })

  it('is a fault where GitHub leaves out whether it is whole', async () => {
    github().get(`${TREES}/${COMMIT}`).query(true).reply(200, { sha: COMMIT, tree: [] })
    await expect(trees.list(COMMIT)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('truncated'),
    })
  })

  it('takes a commit and nothing that moves', async () => {
    for (const revision of ['main', 'HEAD', 'c'.repeat(39), '../x']) {
      await expect(trees.list(revision)).rejects.toMatchObject({ kind: 'invalid' })
    }
  })
})

const sha = (content: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest('hex')
const file = (content: string): TreeEntry => ({ path: 'main.tf', id: sha(content), kind: 'file' })

function answerBlob(id: string, content: string, size = Buffer.byteLength(content)): nock.Scope {
  const base64 = Buffer.from(content).toString('base64').replace(/.{60}/g, '$&\n')
  return github().get(`${BLOBS}/${id}`).reply(200, { content: base64, encoding: 'base64', size })
}

const text = async (source: SourceTrees, entry: TreeEntry) => Buffer.from(await source.read(COMMIT, entry)).toString()

describe('reading a blob', () => {
  it('gives its bytes, and asks once however many ask', async () => {
    const content = 'resource "aws_iam_policy" "å" {}\n'.repeat(20)
    answerBlob(sha(content), content)
    expect(await Promise.all([text(trees, file(content)), text(trees, file(content))])).toEqual([content, content])
    expect(await text(trees, file(content))).toBe(content)
  })

  it('shares nothing with another repository or installation', async () => {
    const cache = sourceTreesCache()
    answerBlob(sha('secret'), 'secret')
    expect(await text(githubSourceTrees(clientFor, KEY, cache), file('secret'))).toBe('secret')
    expect(await text(githubSourceTrees(clientFor, { ...KEY, owner: 'ACME' }, cache), file('secret'))).toBe('secret')
    github()
      .get(`/repos/acme/other/git/blobs/${sha('secret')}`)
      .reply(404, { message: 'Not Found' })
    const other = githubSourceTrees(clientFor, { ...KEY, repo: 'other' }, cache)
    await expect(other.read(COMMIT, file('secret'))).rejects.toMatchObject({ kind: 'not-found' })
    github().post('/app/installations/10/access_tokens').reply(404, { message: 'Not Found' })
    const stranger = githubSourceTrees(clientFor, { ...KEY, installationId: 10 }, cache)
    await expect(stranger.read(COMMIT, file('secret'))).rejects.toMatchObject({ kind: 'not-installed' })
  })

  it('keeps no more bytes than it may', async () => {
    const small = githubSourceTrees(clientFor, KEY, sourceTreesCache({ maxBytes: 10 }))
    answerBlob(sha('eight by'), 'eight by')
    answerBlob(sha('eight 22'), 'eight 22')
    answerBlob(sha('eight by'), 'eight by')
    for (const content of ['eight by', 'eight 22', 'eight by']) expect(await text(small, file(content))).toBe(content)
    expect(nock.pendingMocks()).toEqual([])
  })

  it('refuses what is too large, before or after it was asked for', async () => {
    const large = { ...file('x'), sizeBytes: MAX_BLOB_BYTES + 1 }
    const refusal = {
      kind: 'invalid',
      message: `main.tf has ${MAX_BLOB_BYTES + 1} bytes: more than the ${MAX_BLOB_BYTES} that are read`,
    }
    await expect(trees.read(COMMIT, large)).rejects.toMatchObject(refusal)
    answerBlob(sha('x'), 'x', MAX_BLOB_BYTES + 1)
    await expect(trees.read(COMMIT, file('x'))).rejects.toMatchObject(refusal)
  })

  it('refuses content that is not the blob, and asks again the next time', async () => {
    answerBlob(sha('real'), 'forged')
    await expect(trees.read(COMMIT, file('real'))).rejects.toMatchObject({ kind: 'unavailable' })
    answerBlob(sha('real'), 'real')
    expect(await text(trees, file('real'))).toBe('real')
  })

  it('refuses a submodule', async () => {
    await expect(trees.read(COMMIT, { path: 'v', id: 'k1', kind: 'submodule' })).rejects.toMatchObject({
      kind: 'invalid',
    })
  })

  it('runs ten at a time', async () => {
    const contents = Array.from({ length: 30 }, (_, number) => `file ${number}`)
    const atOnce = { now: 0, most: 0 }
    for (const content of contents) {
      github()
        .get(`${BLOBS}/${sha(content)}`)
        .reply(200, async () => {
          atOnce.now += 1
          atOnce.most = Math.max(atOnce.most, atOnce.now)
          await new Promise((resolve) => setImmediate(resolve))
          atOnce.now -= 1
          return { content, encoding: 'utf-8', size: content.length }
        })
    }
    expect(await Promise.all(contents.map((content) => text(trees, file(content))))).toEqual(contents)
    expect(atOnce.most).toBeLessThanOrEqual(10)
    expect(atOnce.most).toBeGreaterThan(1)
  })
})
