import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { githubChecks } from '../../src/adapters/github/checks.ts'
import type { CheckAnnotation, CheckOutput, Checks } from '../../src/ports/checks.ts'
import { Fault } from '../../src/ports/fault.ts'
import {
  APP_ID,
  forgetEverything,
  github,
  KEY,
  mintTokens,
  type RecordingTimers,
  recordingTimers,
  testClients,
} from './github-test-clients.ts'

const REPO = '/repos/acme/infra'
const HEAD = 'a'.repeat(40)
const DATE = { date: 'Mon, 02 Nov 2026 10:00:05 GMT' }
const LATER = { date: 'Mon, 02 Nov 2026 10:00:09 GMT' }

let timers: RecordingTimers
let checks: Checks

beforeEach(async () => {
  mintTokens()
  timers = recordingTimers()
  checks = githubChecks((await testClients(timers)).installation, APP_ID, timers)
})
afterEach(() => {
  const pending = nock.pendingMocks()
  forgetEverything()
  expect(pending).toEqual([])
})

interface Shown {
  readonly id?: number
  readonly status?: string
  readonly conclusion?: string | null
  readonly title?: string | null
  readonly count?: number
  readonly app?: number
}

function run({ id = 1, status = 'in_progress', conclusion = null, title = null, count = 0, app = APP_ID }: Shown = {}) {
  const output = { title, summary: title === null ? null : 'Says why', annotations_count: count }
  return { id, head_sha: HEAD, status, conclusion, output, app: { id: app } }
}

function answerLatest(...runs: readonly Shown[]): void {
  const query = { check_name: 'countersign', app_id: APP_ID, filter: 'all', per_page: 100 }
  github()
    .get(`${REPO}/commits/${HEAD}/check-runs`)
    .query(query)
    .reply(200, { total_count: runs.length, check_runs: runs.map((each) => run(each)) }, DATE)
}

/** What a write says, with annotations as their lines. */
function told(method: string, text: string): Record<string, unknown> {
  const { output, ...rest } = JSON.parse(text)
  const lines = output?.annotations.map((each: { start_line: number }) => each.start_line)
  return { method, ...rest, ...(output === undefined ? {} : { ...output, annotations: span(lines) }) }
}

const span = (lines: readonly number[]) => (lines.length === 0 ? 'none' : `${lines[0]}–${lines.at(-1)}`)

/** Answers one write, noting what it says. */
function takeWrite(
  writes: Record<string, unknown>[],
  path: string,
  answered: Shown,
  headers: Record<string, string> = DATE,
): void {
  const scope = github()
  const take = async (request: Request) => {
    writes.push(told(request.method, await request.text()))
    return run(answered)
  }
  if (path === '') scope.post(`${REPO}/check-runs`).reply(201, take, headers)
  else scope.patch(`${REPO}/check-runs/${path}`).reply(200, take, headers)
}

const start = async () => {
  const writes: Record<string, unknown>[] = []
  answerLatest()
  takeWrite(writes, '', {})
  return checks.start(KEY, HEAD)
}

function output(annotations: number): CheckOutput {
  const each = (_: unknown, index: number): CheckAnnotation => ({
    path: 'main.tf',
    startLine: index + 1,
    endLine: index + 1,
    level: 'warning',
    title: 'Widens',
    message: 'Says why',
  })
  return { title: 'Held', summary: 'Says why', annotations: Array.from({ length: annotations }, each) }
}

describe('starting', () => {
  it('opens a run that names the pull request', async () => {
    const writes: Record<string, unknown>[] = []
    answerLatest()
    takeWrite(writes, '', { id: 12 })
    expect(await checks.start(KEY, HEAD)).toBe(12)
    const named = { name: 'countersign', external_id: 'acme/infra#7', head_sha: HEAD, status: 'in_progress' }
    expect(writes).toEqual([{ method: 'POST', ...named }])
  })

  it('links the page that the operator names', async () => {
    const writes: Record<string, unknown>[] = []
    answerLatest()
    takeWrite(writes, '', { id: 12 })
    const page = 'https://wiki.example.com/countersign'
    await githubChecks((await testClients(timers)).installation, APP_ID, timers, page).start(KEY, HEAD)
    expect(writes.map(({ details_url }) => details_url)).toEqual([page])
  })

  it('takes up the newest run of this app that is still open', async () => {
    answerLatest({ id: 3, status: 'completed' }, { id: 4 }, { id: 9, app: 666 })
    expect(await checks.start(KEY, HEAD)).toBe(4)
  })

  it('opens another beside a concluded one, so that nothing green stays while it looks', async () => {
    answerLatest({ id: 3 }, { id: 4, status: 'completed', conclusion: 'success' })
    takeWrite([], '', { id: 13 })
    expect(await checks.start(KEY, HEAD)).toBe(13)
  })

  it('looks again before it opens once more where an answer was lost', async () => {
    answerLatest()
    github().post(`${REPO}/check-runs`).replyWithError('socket hang up')
    answerLatest({ id: 14 })
    expect(await checks.start(KEY, HEAD)).toBe(14)
    expect(timers.slept).toEqual([500])
  })
})

describe('announcing', () => {
  it('opens a run that starting takes up without looking', async () => {
    takeWrite([], '', { id: 21 })
    const announcedRun = await checks.announce(KEY, HEAD)
    expect([announcedRun, await checks.start(KEY, HEAD, { announcedRun })]).toEqual([21, 21])
  })

  it('has starting look where an examination has begun since', async () => {
    takeWrite([], '', { id: 23 })
    await checks.announce(KEY, HEAD)
    answerLatest({ id: 23 }, { id: 24 })
    expect(await checks.start(KEY, HEAD, 'unknown')).toBe(24)
  })

  it('is tried once, whatever GitHub answers', async () => {
    github().post(`${REPO}/check-runs`).reply(403, { message: 'You have exceeded a secondary rate limit' })
    await expect(checks.announce(KEY, HEAD)).rejects.toThrow(Fault)
    expect(timers.slept).toEqual([])
  })
})

describe('concluding', () => {
  it('says everything in the first write and tells when that was', async () => {
    const writes: Record<string, unknown>[] = []
    const id = await start()
    takeWrite(writes, '1', { status: 'completed' })
    expect(await checks.conclude(KEY, id, 'action_required', output(2))).toBe('2026-11-02T10:00:05.000Z')
    const said = { status: 'completed', conclusion: 'action_required', title: 'Held', summary: 'Says why' }
    expect(writes).toEqual([{ method: 'PATCH', ...said, annotations: '1–2', actions: [] }])
  })

  it('sends annotations in fifties, the first with the verdict', async () => {
    const writes: Record<string, unknown>[] = []
    const id = await start()
    takeWrite(writes, '1', { status: 'completed' })
    takeWrite(writes, '1', { status: 'completed' }, LATER)
    takeWrite(writes, '1', { status: 'completed' }, LATER)
    expect(await checks.conclude(KEY, id, 'failure', output(120))).toBe('2026-11-02T10:00:05.000Z')
    expect(writes.map((write) => write['annotations'])).toEqual(['1–50', '51–100', '101–120'])
    expect(writes.map((write) => write['conclusion'])).toEqual(['failure', undefined, undefined])
  })

  it('sends long annotations in smaller batches', async () => {
    const writes: Record<string, unknown>[] = []
    const id = await start()
    for (const _ of [1, 2]) takeWrite(writes, '1', { status: 'completed' })
    const long = output(20)
    const annotations = long.annotations.map((each) => ({ ...each, message: 'm'.repeat(60_000) }))
    await checks.conclude(KEY, id, 'failure', { ...long, annotations })
    expect(writes.map((write) => write['annotations'])).toEqual(['1–17', '18–20'])
  })

  it('whose answer is lost is not written again where it was made', async () => {
    const id = await start()
    github().patch(`${REPO}/check-runs/1`).replyWithError('socket hang up')
    const made = run({ status: 'completed', conclusion: 'failure', title: 'Held', count: 2 })
    github().get(`${REPO}/check-runs/1`).reply(200, made, LATER)
    expect(await checks.conclude(KEY, id, 'failure', output(2))).toBe('2026-11-02T10:00:09.000Z')
  })

  it('whose answer is lost is written again where it was not made', async () => {
    const writes: Record<string, unknown>[] = []
    const id = await start()
    github().patch(`${REPO}/check-runs/1`).reply(502, 'Bad gateway')
    github().get(`${REPO}/check-runs/1`).reply(200, run(), DATE)
    takeWrite(writes, '1', { status: 'completed' }, LATER)
    expect(await checks.conclude(KEY, id, 'failure', output(2))).toBe('2026-11-02T10:00:09.000Z')
    expect(writes).toHaveLength(1)
  })

  it('adds no batch twice, whether or not it arrived before the answer was lost', async () => {
    const writes: Record<string, unknown>[] = []
    const id = await start()
    const concluded = { status: 'completed', conclusion: 'failure', title: 'Held' }
    takeWrite(writes, '1', concluded)
    github().patch(`${REPO}/check-runs/1`).replyWithError('socket hang up')
    github()
      .get(`${REPO}/check-runs/1`)
      .reply(200, run({ ...concluded, count: 100 }), DATE)
    takeWrite(writes, '1', concluded)
    github().patch(`${REPO}/check-runs/1`).reply(500, { message: 'Server Error' })
    github()
      .get(`${REPO}/check-runs/1`)
      .reply(200, run({ ...concluded, count: 150 }), DATE)
    takeWrite(writes, '1', concluded)
    await checks.conclude(KEY, id, 'failure', output(160))
    expect(writes.map((write) => write['annotations'])).toEqual(['1–50', '101–150', '151–160'])
  })

  it('gives up after three tries', async () => {
    const id = await start()
    github().patch(`${REPO}/check-runs/1`).times(3).reply(502, { message: 'Bad gateway' })
    github().get(`${REPO}/check-runs/1`).times(2).reply(200, run(), DATE)
    await expect(checks.conclude(KEY, id, 'failure', output(1))).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('goes on where another process left off', async () => {
    const writes: Record<string, unknown>[] = []
    const left = run({ status: 'completed', conclusion: 'failure', title: 'Held', count: 50 })
    github().get(`${REPO}/check-runs/1`).reply(200, left, LATER)
    takeWrite(writes, '1', {})
    expect(await checks.conclude(KEY, 1, 'failure', output(60))).toBe('2026-11-02T10:00:09.000Z')
    expect(writes.map((write) => write['annotations'])).toEqual(['51–60'])
  })

  it('puts another verdict on a new run, because annotations cannot be taken back', async () => {
    const writes: Record<string, unknown>[] = []
    const old = run({ status: 'completed', conclusion: 'failure', title: 'Held', count: 50 })
    github().get(`${REPO}/check-runs/1`).reply(200, old, DATE)
    takeWrite(writes, '', { id: 2, status: 'completed' }, LATER)
    expect(await checks.conclude(KEY, 1, 'success', output(1))).toBe('2026-11-02T10:00:09.000Z')
    const said = { status: 'completed', conclusion: 'success', title: 'Held', summary: 'Says why', annotations: '1–1' }
    const named = { name: 'countersign', external_id: 'acme/infra#7', head_sha: HEAD }
    // Buttons of before do not stay.
    expect(writes).toEqual([{ method: 'POST', ...named, ...said, actions: [] }])
  })

  it('tells what GitHub finds wrong with it', async () => {
    const id = await start()
    github().patch(`${REPO}/check-runs/1`).reply(422, { message: 'Invalid request: path is not valid' })
    await expect(checks.conclude(KEY, id, 'failure', output(1))).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('path is not valid'),
    })
  })

  it('is a fault where GitHub does not tell the time', async () => {
    const id = await start()
    takeWrite([], '1', { status: 'completed' }, {})
    await expect(checks.conclude(KEY, id, 'failure', output(1))).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('Date'),
    })
  })
})

describe('a preview', () => {
  it('is a concluded run under another name, with its annotations in fifties and no buttons', async () => {
    const writes: Record<string, unknown>[] = []
    takeWrite(writes, '', { id: 31, status: 'completed' })
    takeWrite(writes, '31', { id: 31, status: 'completed', count: 60 })
    const actions = [{ label: 'Explain', description: 'Says why', identifier: 'explain' }]
    await checks.preview(KEY, HEAD, 'neutral', { ...output(60), actions })
    expect(writes).toMatchObject([
      { method: 'POST', name: 'countersign-preview', status: 'completed', conclusion: 'neutral', annotations: '1–50' },
      { method: 'PATCH', annotations: '51–60' },
    ])
    expect(writes.map((write) => write['actions'])).toEqual([[], undefined])
  })
})
