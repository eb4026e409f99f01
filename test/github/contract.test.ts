import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkBody, checkParameters, checkResponse } from './openapi/validate.ts'
import { quietOctokit } from './quiet-octokit.ts'
import { type GitHub, startGitHub } from './start-github.ts'

let github: GitHub
beforeEach(async () => {
  github = await startGitHub()
  await github.repository('acme/infra')
})
afterEach(() => github.stop())

/** Sends a request that Octokit's types would not let pass. */
function send(method: string, url: string, more: object = {}) {
  return quietOctokit(github, github.installationToken('acme')).request({ method, url, ...more })
}

describe('a request that GitHub does not know', () => {
  it('is answered 422 and recorded', async () => {
    const wrong: readonly [string, string, object, RegExp][] = [
      ['GET', '/repos/acme/infra/pulls?stat=open', {}, /additional properties.*stat/],
      ['GET', '/repos/acme/infra/pulls?state=opne', {}, /state must be equal to one of the allowed values/],
      ['GET', '/repos/acme/infra/pulls/one', {}, /pull_number must be integer/],
      ['POST', '/repos/acme/infra/issues', {}, /a body is required|required property 'title'/],
      ['POST', '/repos/acme/infra/issues', { title: 'x', bdy: 'y' }, /bdy is not a known property/],
      ['POST', '/repos/acme/infra/check-runs', { name: 1 }, /required property 'head_sha'/],
    ]
    for (const [method, url, body, problem] of wrong) {
      const before = github.violations.length
      await expect(send(method, url, body)).rejects.toMatchObject({ status: 422 })
      expect(github.violations.slice(before)).toMatchObject([{ kind: 'request' }])
      expect(github.violations.at(-1)?.problems.join('; ')).toMatch(problem)
    }
  })

  it('is answered 404 and recorded where there is no such operation', async () => {
    await expect(send('GET', '/repos/acme/infra/pull')).rejects.toMatchObject({ status: 404 })
    expect(github.violations).toMatchObject([{ kind: 'request', operation: 'GET /api/v3/repos/acme/infra/pull' }])
  })

  it('is answered 400 where it is no JSON', async () => {
    const headers = { authorization: `token ${github.installationToken('acme')}` }
    const url = `${github.baseUrl}/repos/acme/infra/issues`
    expect((await fetch(url, { method: 'POST', headers, body: '{' })).status).toBe(400)
    expect(github.violations).toHaveLength(1)
  })

  it('is nobody else: what does not exist, or is not allowed, is no violation', async () => {
    await expect(send('GET', '/repos/acme/infra/pulls/7')).rejects.toMatchObject({ status: 404 })
    await expect(send('GET', '/repos/acme/other')).rejects.toMatchObject({ status: 404 })
    await expect(send('GET', '/repos/acme/infra/commits/nothing')).rejects.toMatchObject({ status: 422 })
    expect(github.violations).toEqual([])
  })
})

describe('the description', () => {
  it('also judges what the double would answer', () => {
    const ref = { ref: 'refs/heads/main', node_id: 'x', url: 'http://example.com/', object: { type: 'commit' } }
    const object = { type: 'commit', sha: '0'.repeat(40), url: 'http://example.com/' }
    expect(checkResponse('git/get-ref', 200, { ...ref, object })).toEqual([])
    expect(checkResponse('git/get-ref', 200, ref).join()).toMatch(/required property 'sha'/)
    expect(checkResponse('git/get-ref', 200, { ...ref, object, extra: 1 })).toEqual(['/extra is not a known property'])
    expect(checkResponse('git/get-ref', 202, {})).toEqual(['the description has no answer 202'])
  })

  it('sees through references, lists and compositions', () => {
    const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' }
    const body = (changes: object) => ({
      name: 'n',
      head_sha: 's',
      output: { title: 't', summary: 's', annotations: [{ ...annotation, ...changes }] },
    })
    expect(checkBody('checks/create', body({}))).toEqual([])
    expect(checkBody('checks/create', body({ colour: 'red' }))).toEqual([
      '/output/annotations/0/colour is not a known property',
    ])
    expect(checkBody('apps/create-installation-access-token', { permissions: { checks: 'all' } }).join()).toMatch(
      /permissions\/checks must be equal/,
    )
    expect(checkParameters('rate-limit/get', new Map(), new Map([['x', '1']])).join()).toMatch(/additional/)
  })
})
