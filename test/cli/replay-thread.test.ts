import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBundledRules } from '../../src/adapters/filesystem/bundled-rules.ts'
import { replayThread } from '../../src/cli/replay-thread.ts'
import { type GitFixture, gitFixture } from './git-fixture.ts'

describe('replayThread', () => {
  let repo: GitFixture
  beforeAll(() => {
    repo = gitFixture()
    repo.commit('Start', { 'main.tf': 'locals {}\n' })
    repo.commit('Change', { 'main.tf': 'terraform {}\n' })
  })
  afterAll(() => repo.remove())

  it('counts a change whose examination hangs or dies as failed, in both sets of rules', async () => {
    const [base = '', sha = ''] = [repo.git('rev-parse', 'HEAD~1'), repo.git('rev-parse', 'HEAD')]
    const rules = readBundledRules()
    const change = { sha, base, committedAtMs: 0, subject: 'Change' }
    const data = { repository: repo.folder, rules, against: rules }
    const late = replayThread(data, { answerMs: 1, heapMegabytes: 512 })
    const hung = await late.replay(change)
    await late.end()
    expect(hung).toMatchObject({ sha, verdict: { kind: 'failed' }, against: { kind: 'failed' } })
    const broken = replayThread({ ...data, rules: new Map() }, { answerMs: 60_000, heapMegabytes: 512 })
    const died = await broken.replay(change)
    await broken.end()
    expect(died.verdict).toMatchObject({ kind: 'failed', error: expect.stringContaining('died') })
  })
})
