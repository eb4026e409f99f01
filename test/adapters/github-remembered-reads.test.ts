import nock from 'nock'
import { afterEach, expect, it } from 'vitest'
import { forgetEverything, github, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

afterEach(forgetEverything)

it('asks whether what it read has changed, and believes nothing without asking', async () => {
  mintTokens()
  const asked: (string | null)[] = []
  const answers: readonly [number, object | undefined, object][] = [
    [200, [{ id: 1 }], { etag: '"one"', link: '<x>; rel="next"' }],
    [304, undefined, { etag: '"one"' }],
    [200, [{ id: 2 }], { etag: '"two"' }],
  ]
  for (const [status, body, headers] of answers) {
    github()
      .get('/repos/acme/infra/pulls/7/reviews')
      .reply(
        status,
        (request: Request) => {
          asked.push(request.headers.get('if-none-match'))
          return body
        },
        { ...headers },
      )
  }
  const client = await (await testClients(recordingTimers())).installation(9)
  const read = () => client.request('GET /repos/acme/infra/pulls/7/reviews')
  const [first, second, third] = [await read(), await read(), await read()]
  expect([first.data, second.data, third.data]).toEqual([[{ id: 1 }], [{ id: 1 }], [{ id: 2 }]])
  expect(second.headers.link).toBe('<x>; rel="next"')
  expect(asked).toEqual([null, '"one"', '"one"'])
  expect(nock.pendingMocks()).toEqual([])
})

it('names the version of the interface, and honours a 403 that says when to come back', async () => {
  mintTokens()
  const versions: (string | null)[] = []
  github()
    .get('/repos/acme/infra')
    .reply(403, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '2' })
  github()
    .get('/repos/acme/infra')
    .reply(200, (request: Request) => {
      versions.push(request.headers.get('x-github-api-version'))
      return {}
    })
  const timers = recordingTimers()
  const client = await (await testClients(timers)).installation(9)
  await client.request('GET /repos/acme/infra')
  expect(timers.slept[0]).toBe(2_000)
  expect(versions).toEqual(['2022-11-28'])
})
