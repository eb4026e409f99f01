import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RepositoryHandle } from './handles/repository-handle.ts'
import { nodeId } from './shapes/account-shape.ts'
import { type GitHub, startGitHub } from './start-github.ts'

describe('the GraphQL interface of the double', () => {
  let github: GitHub
  let infra: RepositoryHandle
  beforeAll(async () => {
    github = await startGitHub()
    infra = await github.repository('acme/infra', { files: { 'main.tf': 'a\nb\n', 'image.png': 'a\0b' } })
  })
  afterAll(() => github.stop())

  const ask = async (query: string, variables: object, token = github.installationToken('acme')) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ query, variables: { owner: 'acme', name: 'infra', ...variables } })
    const response = await fetch(github.baseUrl.replace('/v3', '/graphql'), { method: 'POST', headers, body })
    return { status: response.status, body: await response.json() }
  }
  const inRepository = (selection: string, declared = '') =>
    `query ($owner: String!, $name: String!${declared}) { repository(owner: $owner, name: $name) { ${selection} } }`

  it('answers blame, with neighbouring lines of one commit as one range', async () => {
    const first = await infra.sha()
    const second = await infra.push('main', { files: { 'main.tf': 'a\nB\nc\n' } })
    const selection =
      'object(oid: $oid) { ... on Commit { blame(path: $path) { ranges { startingLine endingLine commit { oid } } } } }'
    const query = inRepository(selection, ', $oid: GitObjectID!, $path: String!')
    const ranges = [
      { startingLine: 1, endingLine: 1, commit: { oid: first } },
      { startingLine: 2, endingLine: 3, commit: { oid: second } },
    ]
    const answer = await ask(query, { oid: second, path: 'main.tf' })
    expect(answer).toEqual({ status: 200, body: { data: { repository: { object: { blame: { ranges } } } } } })
    const missing = await ask(query, { oid: second, path: 'lost.tf' })
    expect(missing.body).toMatchObject({ errors: [{ type: 'NOT_FOUND', path: ['repository', 'object', 'blame'] }] })
  })

  it('answers texts by commit and path, under aliases', async () => {
    const selection = ['text', 'binary', 'none', 'above']
      .map((alias) => `${alias}: object(expression: $${alias}) { ... on Blob { text isBinary isTruncated } }`)
      .join(' ')
    const query = inRepository(selection, ', $text: String!, $binary: String!, $none: String!, $above: String!')
    const variables = { text: 'main:main.tf', binary: 'main:image.png', none: 'main:lost', above: 'main:../main.tf' }
    expect((await ask(query, variables)).body.data.repository).toEqual({
      text: { text: expect.stringMatching(/^a\n/), isBinary: false, isTruncated: false },
      binary: { text: null, isBinary: true, isTruncated: false },
      none: null,
      above: null,
    })
  })

  it('answers what a comment and a review said before they were edited', async () => {
    const pull = await infra.openPull({ author: 'alice', branch: 'edited', commits: [{ files: { 'x.tf': 'x' } }] })
    const comment = await pull.comment('bob', 'first')
    await pull.editComment('bob', 'second', { by: 'alice' })
    await pull.deleteVersion('bob')
    const review = await pull.reviewComment('carol', { body: 'as it was' })
    const history =
      'lastEditedAt includesCreatedEdit userContentEdits(first: 1) { totalCount nodes { diff editor { __typename login } } }'
    const query = `query ($a: ID!, $b: ID!) {
      a: node(id: $a) { ... on IssueComment { ${history} } }
      b: node(id: $b) { __typename ... on Comment { ${history} } }
    }`
    const token = github.installationToken('acme')
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const variables = { a: nodeId('IC', comment.id), b: nodeId('PRR', review.id) }
    const body = JSON.stringify({ query, variables })
    const response = await fetch(github.baseUrl.replace('/v3', '/graphql'), { method: 'POST', headers, body })
    const nodes = [{ diff: 'second', editor: { __typename: 'User', login: 'alice' } }]
    const none = { lastEditedAt: null, includesCreatedEdit: false, userContentEdits: { totalCount: 0, nodes: [] } }
    expect(await response.json()).toMatchObject({
      data: {
        a: { includesCreatedEdit: true, userContentEdits: { totalCount: 2, nodes } },
        b: { __typename: 'PullRequestReview', ...none },
      },
    })
  })

  it('shows nobody a repository that is not theirs to see', async () => {
    await github.repository('other/secret')
    const hidden = await ask(inRepository('name'), { owner: 'other', name: 'secret' })
    expect(hidden.body).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] })
    const blind = await ask(inRepository('name'), {}, github.installationToken('acme', { checks: 'write' }))
    expect(blind.body).toMatchObject({ data: { repository: null }, errors: [{ type: 'FORBIDDEN' }] })
    expect((await ask(inRepository('name'), {}, 'nobody')).status).toBe(401)
    expect(github.violations).toEqual([])
  })

  it.each([
    ['a field that is not there', 'stars', '', {}],
    ['an argument that is not there', 'object(id: $id) { oid }', ', $id: String!', { id: '1' }],
    ['a variable of another type', 'object(oid: $oid) { oid }', ', $oid: String!', { oid: '1' }],
    ['a variable that is not given', 'object(oid: $oid) { oid }', ', $oid: GitObjectID!', {}],
    ['a variable that is not declared', 'name', '', { oid: '1' }],
    ['an object without its fields', 'object(oid: $oid)', ', $oid: GitObjectID!', { oid: '0'.repeat(40) }],
    ['a text in the query', 'object(oid: "1") { oid }', '', {}],
    ['an end too early', 'name { ', '', {}],
  ])('holds %s against whoever asks', async (_, selection, declared, variables) => {
    const before = github.violations.length
    const oid = 'oid' in variables && variables.oid.startsWith('0') ? { oid: await infra.sha() } : {}
    const { status, body } = await ask(inRepository(selection, declared), { ...variables, ...oid })
    expect([status, body.errors.length, body.data]).toEqual([200, 1, undefined])
    expect(github.violations.length).toBe(before + 1)
  })

  it('keeps requests in the log', () => {
    expect(github.requests.filter(({ operation }) => operation === 'graphql').length).toBeGreaterThan(10)
  })
})
