import { expect, it } from 'vitest'
import type { LoggedRequest } from '../github/http/request-log.ts'
import { appUnderTest } from './app-under-test.ts'
import { type Subject, verdictAfter } from './held-pull.ts'
import { READS, READS_AND_WRITES } from './role-policy.ts'

const app = appUnderTest()
const FILES = 230

/** Settings and a module of many files, one of which the change touches: all of them are read. */
const files = {
  ...READS,
  ...Object.fromEntries(Array.from({ length: FILES }, (_, index) => [`part${index}.tf`, `# part ${index}\n`])),
}

/**
 * What was asked while something happened, one request a line; what is asked for all repositories of an installation is
 * left out: the token of an hour, what the app is granted (once in ten minutes), where the floor is (once a minute).
 */
async function requestsOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const github = app.github()
  // What is done for the push itself, beside the pull request, is not its examination.
  github.webhooks.lose('push')
  await github.settled()
  const before = github.requests.length
  await act()
  await github.settled()
  const made = github.requests.slice(before)
  return made.filter(({ operation }) => !OF_ALL.has(operation)).map(lineOf)
}

/** Who pushed is asked only because the event is lost here. */
const OF_ALL: ReadonlySet<string | null> = new Set([
  'apps/create-installation-access-token',
  'apps/get-installation',
  'repos/get',
  'repos/list-activities',
])

function lineOf({ operation, status, body }: LoggedRequest): string {
  return `${operation}${body.includes('... on Blob') ? ' of blobs' : ''} ${status}`
}

/** GitHub counts no answer that nothing has changed. */
function counted(requests: readonly string[]): readonly string[] {
  return requests.filter((line) => !line.endsWith(' 304'))
}

function requiringCheck(appId: number) {
  const required_status_checks = [{ context: 'countersign', integration_id: appId }]
  const parameters = { strict_required_status_checks_policy: false, required_status_checks }
  return { type: 'required_status_checks', parameters }
}

function isBlob(line: string): boolean {
  return /of blobs|get-blob/.test(line)
}

it('takes 12 requests and one for each 100 files cold, 5 after a review, and 6 and the files after a push', async () => {
  const github = app.github()
  const collaborators = { alice: 'write', bob: 'write', carol: 'write' } as const
  const repository = await github.repository('counts/infra', { files, collaborators })
  repository.addRuleset({ rules: [requiringCheck(github.app.id)] })
  const opened: { subject?: Subject } = {}
  const cold = await requestsOf(async () => {
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'change',
      commits: [{ files: READS_AND_WRITES }],
    })
    opened.subject = { repository, pull }
    // Asking somebody for their review is the last of it.
    await github.until(() => (pull.requestedReviewers.length > 0 ? true : undefined))
  })
  const beside = counted(cold).filter((line) => !isBlob(line))
  expect(beside.length, beside.join('\n')).toBeLessThanOrEqual(12)
  expect(beside).toContain('pulls/request-reviewers 201')
  // All of them as they are at the base, and as it is at head the one that differs.
  expect(cold.filter(isBlob).length, cold.join('\n')).toBeLessThanOrEqual(Math.ceil((FILES + 2) / 100))

  const subject = opened.subject ?? expect.fail('Nothing was opened')
  await verdictAfter(subject, () => subject.pull.reviewComment('carol'))
  const warm = counted(await requestsOf(() => verdictAfter(subject, () => subject.pull.approve('bob'))))
  expect(warm.length, warm.join('\n')).toBeLessThanOrEqual(5)

  const again = counted(await requestsOf(() => verdictAfter(subject, () => subject.pull.rerequest())))
  // A re-run names a commit, whose pull requests are looked for first.
  expect(again.length, again.join('\n')).toBeLessThanOrEqual(4)

  const pushed = counted(
    await requestsOf(() =>
      verdictAfter(subject, () => subject.pull.push({ files: { 'part1.tf': '# another part\n' } })),
    ),
  )
  expect(pushed.filter((line) => !isBlob(line)).length, pushed.join('\n')).toBeLessThanOrEqual(6)
  expect(pushed.filter(isBlob).length, pushed.join('\n')).toBeLessThanOrEqual(1)
  expect(github.violations).toEqual([])
})
