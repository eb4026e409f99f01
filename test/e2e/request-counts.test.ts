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

/** Once for what a check shows: how much is asked of each, and the question itself. */
function isOfAsking(line: string): boolean {
  return /^pulls\/(?:list|request-reviewers) /.test(line)
}

it('takes 12 requests and one for each 100 blobs cold, 6 after a review, and 7 and the files after a push', async () => {
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
    await github.until(() => (pull.requestedReviewers.length > 0 ? true : undefined))
  })
  const asking = cold.filter((line) => isOfAsking(line))
  expect(asking).toEqual(['pulls/list 200', 'pulls/request-reviewers 201'])
  const beside = counted(cold).filter((line) => !isBlob(line) && !isOfAsking(line))
  expect(beside.length, beside.join('\n')).toBeLessThanOrEqual(12)
  // What is changed is read first, since it tells what else is to be read: two rounds, each in hundreds.
  expect(cold.filter(isBlob).length, cold.join('\n')).toBeLessThanOrEqual(Math.ceil(FILES / 100) + 2)

  const subject = opened.subject ?? expect.fail('Nothing was opened')
  await verdictAfter(subject, () => subject.pull.reviewComment('carol'))
  const warm = counted(await requestsOf(() => verdictAfter(subject, () => subject.pull.approve('bob'))))
  expect(warm.length, warm.join('\n')).toBeLessThanOrEqual(6)
  expect(warm.filter((line) => !line.startsWith('graphql')).length, warm.join('\n')).toBeLessThanOrEqual(5)

  const pushed = counted(
    await requestsOf(() =>
      verdictAfter(subject, () => subject.pull.push({ files: { 'part1.tf': '# another part\n' } })),
    ),
  )
  const besidePushed = pushed.filter((line) => !isBlob(line) && !line.startsWith('graphql'))
  // The timeline tells of commits, too, so that a push changes it.
  expect(besidePushed.length, pushed.join('\n')).toBeLessThanOrEqual(6)
  expect(pushed.length, pushed.join('\n')).toBeLessThanOrEqual(8)
  expect(github.violations).toEqual([])
})
