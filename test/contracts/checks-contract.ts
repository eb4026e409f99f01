import { describe, expect, it } from 'vitest'
import type { CheckAnnotation, CheckOutput, Checks } from '../../src/ports/checks.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'

/** A check run as people see it; annotations as `path:start-end title`. */
interface ShownRun {
  readonly id: number
  readonly status: string
  readonly conclusion: string | null
  readonly title: string | null
  readonly summary: string | null
  readonly annotations: readonly string[]
}

export interface CheckedPullRequest {
  readonly checks: Checks
  readonly key: PullRequestKey
  readonly headSha: string
  /** Another commit of the same repository. */
  readonly otherSha: string
  /** Every run of the app on a commit, oldest first. */
  shown(sha: string): Promise<readonly ShownRun[]>
}

/** What every implementation of `Checks` does. `open` gives a pull request without check runs. */
export function checksContract(open: () => Promise<CheckedPullRequest>): void {
  describe('starting', () => startingContract(open))
  describe('concluding', () => concludingContract(open))
}

function startingContract(open: () => Promise<CheckedPullRequest>): void {
  it('shows the commit as in progress, once however often it starts', async () => {
    const { checks, key, headSha, shown } = await open()
    const id = await checks.start(key, headSha)
    expect(await checks.start(key, headSha)).toBe(id)
    expect(await shown(headSha)).toEqual([{ id, ...IN_PROGRESS }])
  })

  it('takes up what was announced', async () => {
    const { checks, key, headSha, shown } = await open()
    const announcedRun = await checks.announce(key, headSha)
    expect(await shown(headSha)).toMatchObject([IN_PROGRESS])
    const id = await checks.start(key, headSha, { announcedRun })
    expect(await shown(headSha)).toEqual([{ id, ...IN_PROGRESS }])
  })

  it('puts a concluded commit back to in progress, and leaves what was said', async () => {
    const { checks, key, headSha, shown } = await open()
    const first = await checks.start(key, headSha)
    await checks.conclude(key, first, 'success', output(1))
    const second = await checks.start(key, headSha)
    const [concluded, latest, ...rest] = await shown(headSha)
    expect(concluded).toMatchObject({ id: first, conclusion: 'success' })
    expect(latest).toEqual({ id: second, ...IN_PROGRESS })
    expect(rest).toEqual([])
  })

  it('leaves a verdict that is to stay, and writes only where there is another one', async () => {
    const { checks, key, headSha, otherSha, shown } = await open()
    const first = await checks.start(key, headSha)
    await checks.conclude(key, first, 'success', output(1))
    const again = await checks.start(key, headSha, 'none', true)
    expect(await shown(headSha)).toMatchObject([{ id: first, conclusion: 'success' }])
    await checks.conclude(key, again, 'success', output(1))
    expect(await shown(headSha)).toMatchObject([{ id: first, conclusion: 'success' }])
    await checks.conclude(key, await checks.start(key, headSha, 'none', true), 'action_required', output(1))
    expect((await shown(headSha)).map(({ conclusion }) => conclusion)).toEqual(['success', 'action_required'])
    const id = await checks.start(key, otherSha, 'none', true)
    expect(await shown(otherSha)).toEqual([{ id, ...IN_PROGRESS }])
    expect(await checks.start(key, otherSha, 'unknown', true)).toBe(id)
  })

  it('keeps commits apart', async () => {
    const { checks, key, headSha, otherSha, shown } = await open()
    const ids = [await checks.start(key, headSha), await checks.start(key, otherSha)]
    expect(new Set(ids).size).toBe(2)
    expect((await shown(otherSha)).map((run) => run.id)).toEqual(ids.slice(1))
  })
}

function concludingContract(open: () => Promise<CheckedPullRequest>): void {
  it.each(['success', 'neutral', 'action_required', 'failure'] as const)('can say %s', async (conclusion) => {
    const { checks, key, headSha, shown } = await open()
    const id = await checks.start(key, headSha)
    const publishedAt = await checks.conclude(key, id, conclusion, output(2))
    expect(new Date(publishedAt).toISOString()).toBe(publishedAt)
    const said = { status: 'completed', conclusion, title: 'Held', summary: 'Says **why**' }
    expect(await shown(headSha)).toEqual([{ id, ...said, annotations: ['main.tf:1-2 Widens', 'main.tf:2-3 Widens'] }])
  })

  it('shows every annotation once, in order, however many there are', async () => {
    const { checks, key, headSha, shown } = await open()
    await checks.conclude(key, await checks.start(key, headSha), 'failure', output(151))
    const [run] = await shown(headSha)
    expect(run?.annotations).toEqual(output(151).annotations.map(shownAnnotation))
  })

  it('once more with the same verdict changes nothing', async () => {
    const { checks, key, headSha, shown } = await open()
    const id = await checks.start(key, headSha)
    await checks.conclude(key, id, 'failure', output(60))
    const before = await shown(headSha)
    await checks.conclude(key, id, 'failure', output(60))
    expect(await shown(headSha)).toEqual(before)
  })

  it('with another verdict shows that one, with its own annotations only', async () => {
    const { checks, key, headSha, shown } = await open()
    const id = await checks.start(key, headSha)
    await checks.conclude(key, id, 'failure', output(60))
    await checks.conclude(key, id, 'success', output(1))
    expect((await shown(headSha)).at(-1)).toMatchObject({ conclusion: 'success', annotations: { length: 1 } })
  })

  it('takes a remark beside its verdict without a run of its own and without the annotations anew', async () => {
    const { checks, key, headSha, shown } = await open()
    const id = await checks.start(key, headSha)
    await checks.conclude(key, id, 'failure', output(60))
    const [before] = await shown(headSha)
    await checks.remark(key, id, { ...output(60), summary: 'Says **why**, and that nobody could be asked' })
    expect(await shown(headSha)).toEqual([{ ...before, summary: 'Says **why**, and that nobody could be asked' }])
  })

  it('a run that is not there is a fault', async () => {
    const { checks, key } = await open()
    const concluding = checks.conclude(key, 987_654_321, 'failure', output(0))
    await expect(concluding).rejects.toMatchObject({ name: 'Fault', kind: 'not-found' })
  })
}

const IN_PROGRESS = { status: 'in_progress', conclusion: null, title: null, summary: null, annotations: [] }

function output(annotations: number): CheckOutput {
  const each = (_: unknown, index: number): CheckAnnotation => ({
    path: 'main.tf',
    startLine: index + 1,
    endLine: index + 2,
    level: 'warning',
    title: 'Widens',
    message: 'Says why',
  })
  return { title: 'Held', summary: 'Says **why**', annotations: Array.from({ length: annotations }, each) }
}

export function shownAnnotation({
  path,
  startLine,
  endLine,
  title,
}: Omit<CheckAnnotation, 'level' | 'message'>): string {
  return `${path}:${startLine}-${endLine} ${title}`
}
