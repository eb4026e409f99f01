import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { PullHandle } from '../github/handles/pull-handle.ts'
import type { GitHub } from '../github/start-github.ts'
import type { CheckRun } from '../github/world/check-run.ts'
import { headersOf, signatureOf } from '../intake/signed.ts'
import { appUnderTest } from './app-under-test.ts'
import { gate, heldPull, openWidening, type Subject, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_DELETES, READS_AND_WRITES, rolePolicy } from './role-policy.ts'

type Faults = GitHub['faults']

const { github, url } = appUnderTest()
const README = { files: { 'README.md': '# Logs\n' } }

afterEach(() => github().faults.clear())

describe('webhooks', () => {
  it('delivered twice give one verdict and no annotation twice', async () => {
    github().webhooks.duplicate('pull_request.opened')
    github().webhooks.duplicate('pull_request_review.submitted')
    const subject = await heldPull(github(), 'acme/twice')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    await workedOff(subject)
    expect(ownRuns(subject).map(({ conclusion }) => conclusion)).toEqual(['action_required', 'success'])
    expect(ownRuns(subject).map(({ annotations }) => annotations.length)).toEqual([1, 1])
  })

  it('that arrive late and in reverse judge the newest head, and an approval given meanwhile does not count', async () => {
    const subject = await heldPull(github(), 'acme/reversed')
    const { pull } = subject
    github().webhooks.hold()
    await pull.push(README)
    await pull.push({ files: READS_AND_DELETES })
    await pull.approve('bob')
    const run = await verdictAfter(subject, () => github().webhooks.release('reversed'))
    expect([run.headSha, run.conclusion]).toEqual([pull.headSha, 'action_required'])
    await workedOff(subject)
    expect(pull.checkRun()?.conclusion).toBe('action_required')
    expect(pull.checkRun()?.summary).toContain('`bob` approved: does not count.')
  })

  it('that never arrived leave the new head without a check, until they are redelivered', async () => {
    const subject = await heldPull(github(), 'acme/lost')
    const { pull } = subject
    await verdictAfter(subject, () => pull.approve('bob'))
    github().webhooks.lose('pull_request.synchronize')
    await pull.push({ files: READS_AND_DELETES })
    await workedOff(subject)
    expect(pull.checkRun()).toBeUndefined()
    const lost = github().webhooks.deliveries.findLast(({ statusCode }) => statusCode === 504)
    const run = await verdictAfter(subject, () => github().webhooks.redeliver(lost?.id ?? 0))
    expect([run.headSha, run.conclusion]).toEqual([pull.headSha, 'action_required'])
  })

  it('that are not signed, or not by GitHub, are refused and lead to nothing', async () => {
    const subject = await heldPull(github(), 'acme/unsigned')
    const opened = github().webhooks.deliveries.findLast(({ event }) => event === 'pull_request')
    const body = opened?.payload ?? ''
    const send = async (signature: string | undefined) => {
      const headers = headersOf(body, {
        'x-github-delivery': randomUUID(),
        'x-github-event': 'pull_request',
        'x-hub-signature-256': signature,
      })
      return (await fetch(`${url()}/api/github/webhooks`, { method: 'POST', body, headers })).status
    }
    const signatures = [
      undefined,
      'sha256=',
      signatureOf(body, 'development'),
      signatureOf(`${body} `, github().app.webhookSecret),
    ]
    expect(await Promise.all(signatures.map(send))).toEqual([401, 400, 400, 400])
    await workedOff(subject)
    expect(ownRuns(subject)).toHaveLength(1)
  })
})

describe('a check concludes right although', () => {
  const faults: readonly (readonly [string, (faults: Faults) => void])[] = [
    ['GitHub fails when it is created', (faults) => faults.fail('checks/create', 502, { times: 2 })],
    ['GitHub fails when it is concluded', (faults) => faults.fail('checks/update', 500, { times: 2 })],
    ['GitHub fails for so long that the job runs again', (faults) => faults.fail('checks/update', 503, { times: 7 })],
    ['the connection breaks before it is created', (faults) => faults.drop('checks/create', 'before')],
    ['the connection breaks after it was created', (faults) => faults.drop('checks/create', 'after')],
    ['the connection breaks before it is concluded', (faults) => faults.drop('checks/update', 'before')],
    ['the connection breaks after it was concluded', (faults) => faults.drop('checks/update', 'after')],
    ['GitHub asks to write less', (faults) => faults.secondaryLimit('checks/update', { retryAfterSeconds: 1 })],
    ['GitHub asks to read less', (faults) => faults.rateLimit('git/get-tree', { retryAfterSeconds: 1, status: 429 })],
    ['reading fails now and then', (faults) => faults.fail(/^GET .*\/(git|pulls|compare)\//, 502, { times: 3 })],
  ]

  it.each(faults)('%s', async (title, plan) => {
    plan(github().faults)
    const subject = await openWidening(github(), `acme/${title.toLowerCase().replaceAll(' ', '-')}`)
    const run = await subject.pull.concluded((each) => each.conclusion === 'action_required')
    expect(run.annotations.map(({ path, start_line }) => `${path}:${start_line}`)).toEqual(['main.tf:9'])
    await workedOff(subject)
    expect(subject.pull.checkRun()?.id).toBe(run.id)
    expect(ownRuns(subject).map(({ conclusion }) => conclusion)).not.toContain('success')
  })

  it('the connection breaks after some of many annotations were sent: each arrives once', async () => {
    const many = (content: string) =>
      Object.fromEntries(Array.from({ length: 55 }, (_, index) => [`role-${index}/main.tf`, content]))
    github().faults.slow('checks/update', 0)
    github().faults.drop('checks/update', 'after')
    const options = { files: many(READS['main.tf']), commits: [{ files: many(READS_AND_WRITES['main.tf']) }] }
    const subject = await openWidening(github(), 'acme/many', options)
    await subject.pull.concluded(({ annotations }) => annotations.length >= 55)
    await workedOff(subject)
    const run = subject.pull.checkRun()
    const places = (run?.annotations ?? []).map(({ path }) => path)
    expect([run?.conclusion, places.length, new Set(places).size]).toEqual(['action_required', 55, 55])
  })
})

describe('an examination that fails', () => {
  it('concludes as a failure that says why, and holds until it could be done', async () => {
    // Contents are asked for by GraphQL first.
    github().faults.fail(/^POST \/graphql$/, 500, { times: 1_000 })
    github().faults.fail('git/get-blob', 500, { times: 1_000 })
    const subject = await openWidening(github(), 'acme/unreadable')
    const failed = await subject.pull.concluded()
    const title = 'Failed: the review could not be done, so the merge is held'
    expect([failed.conclusion, failed.title]).toEqual(['failure', title])
    expect(failed.summary).toMatch(/GitHub answered 500 .*git\/blobs/)
    github().faults.clear()
    const run = await subject.pull.concluded(({ conclusion }) => conclusion !== 'failure')
    expect(run.conclusion).toBe('action_required')
  })

  it('takes back what an earlier one had let through', async () => {
    const subject = await heldPull(github(), 'acme/taken-back')
    await verdictAfter(subject, () => subject.pull.approve('bob'))
    github().faults.fail('pulls/list-reviews', 500, { times: 1_000 })
    const run = await verdictAfter(subject, () => subject.pull.rerequest())
    expect(run.conclusion).toBe('failure')
  })

  it('because GitHub has not computed the test merge yet is tried again', async () => {
    github().settings.mergeabilityReads = 6
    const subject = await openWidening(github(), 'acme/slow-merge')
    const failed = await subject.pull.concluded()
    github().settings.mergeabilityReads = 0
    expect(failed.conclusion).toBe('failure')
    expect(failed.summary).toContain('GitHub has not computed yet')
    const run = await subject.pull.concluded(({ conclusion }) => conclusion !== 'failure')
    expect(run.conclusion).toBe('action_required')
  })
})

describe('a commit that is the head of two pull requests', () => {
  it('has one check that says the worst of both, and is free once the worse one is closed', async () => {
    const subject = await sharedHead('acme/shared')
    const both = `#${subject.pull.number}, #${subject.worse.number}`
    expect(subject.pull.checkRun()?.summary).toContain(`the head of ${both}. It has one check for all of them`)
    const run = await verdictAfter(subject, () => subject.worse.close())
    expect([run.conclusion, run.title]).toEqual(['success', 'Clear: this change touches no governed file'])
  })

  it('is free for the one once the other has moved on', async () => {
    const subject = await sharedHead('acme/moved-on')
    const run = await verdictAfter(subject, () => subject.worse.push(README))
    expect([run.headSha, run.conclusion]).toEqual([subject.pull.headSha, 'success'])
    expect((await subject.worse.concluded()).conclusion).toBe('action_required')
  })

  it('is not countersigned for the one by who was shown the other', async () => {
    const subject = await heldPull(github(), 'acme/other-shown')
    const { repository, pull } = subject
    await repository.push('release', { files: { 'main.tf': rolePolicy('s3:ListBucket') } })
    gate(github(), repository, 'release')
    await sentinel()
    github().webhooks.lose('pull_request.opened')
    const second = await repository.openPull({ author: 'alice', branch: 'change', base: 'release' })
    const shown = await verdictAfter(subject, () => pull.edit({ body: 'Look again' }))
    expect(shown.summary).toContain(`that of #${pull.number}.`)
    const run = await verdictAfter(subject, () => second.approve('bob'))
    expect(run.summary).toContain(`that of #${second.number}.`)
    expect(run.summary).toContain('`bob` approved: does not count. It was given before this check had shown its result')
  })

  it('has one writer: what a slower examination has read does not overrule a newer one', async () => {
    const subject = await sharedHead('acme/one-writer')
    const { pull, worse } = subject
    const countersigned = await verdictAfter(subject, () => worse.approve('bob'))
    expect(countersigned.conclusion).toBe('success')
    const { reached, release } = github().faults.hold('checks/update')
    await pull.approve('carol')
    await reached
    await worse.requestChanges('bob')
    await sentinel()
    release()
    await pull.concluded(({ conclusion }) => conclusion === 'action_required')
    await workedOff(subject)
    expect(pull.checkRun()?.conclusion).toBe('action_required')
  })
})

it('asked GitHub for nothing that GitHub would not allow', async () => {
  await github().settled()
  expect(github().violations).toEqual([])
})

/** Every run that the app wrote in the repository, whatever commit it is on. */
function ownRuns({ repository }: Subject): readonly CheckRun[] {
  return repository.repository.checkRuns.filter(({ app }) => app.id === github().app.id)
}

/** Alice's pull request changes nothing that is governed; another one with the same head, onto main, widens access. */
async function sharedHead(name: string): Promise<Subject & { readonly worse: PullHandle }> {
  const repository = await github().repository(name, {
    files: READS,
    collaborators: { alice: 'write', bob: 'write', carol: 'write' },
  })
  await repository.push('release', { files: READS_AND_WRITES }, { by: 'alice' })
  gate(github(), repository, 'release')
  const pull = await repository.openPull({ author: 'alice', branch: 'change', base: 'release', commits: [README] })
  expect((await pull.concluded()).conclusion).toBe('success')
  await repository.setBranch('copy', pull.headSha, { by: 'alice' })
  const worse = await repository.openPull({ author: 'alice', branch: 'copy' })
  await worse.concluded(({ conclusion }) => conclusion === 'action_required')
  return { repository, pull, worse }
}

const watched: { sentinel?: Subject } = {}

/** A pull request of another repository is examined: whatever came before it was at least begun. */
async function sentinel(): Promise<void> {
  watched.sentinel ??= await heldPull(github(), 'acme/sentinel')
  const { pull } = watched.sentinel
  await verdictAfter(watched.sentinel, () => pull.rerequest())
}

/** Waits until everything is examined, and sees to it that no check was left in progress. */
async function workedOff(subject: Subject): Promise<void> {
  github().faults.clear()
  await sentinel()
  const isDone = () => ownRuns(subject).every(({ status }) => status === 'completed') || undefined
  await github().until(isDone, () => 'a check was left in progress')
}
