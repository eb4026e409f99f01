import { describe, expect, it } from 'vitest'
import { onIssueComment } from '../../src/intake/events/issue-comment.ts'
import { onRequestedAction } from '../../src/intake/events/requested-action.ts'
import type { CommandJob } from '../../src/ports/commands.ts'

const APP_ID = 314
const HEAD = 'a'.repeat(40)
const ALICE = { login: 'alice', id: 11, type: 'User' }
const REPOSITORY = {
  installation: { id: 7 },
  repository: { name: 'infra', owner: { login: 'acme' }, private: true },
  sender: ALICE,
}
const KEY = { installationId: 7, owner: 'acme', repo: 'infra', number: 5 }
const COMMENT = {
  id: 77,
  body: 'Why?\r\n/countersign explain',
  created_at: '2026-03-01T10:00:00Z',
  user: ALICE,
  performed_via_github_app: null,
}
const ISSUE = { number: 5, state: 'open', user: { login: 'bob', id: 12, type: 'User' }, pull_request: { url: 'x' } }

describe('a comment', () => {
  const commented = async (comment: object = {}, issue: object = {}) => {
    const jobs: CommandJob[] = []
    const commandJobs = { requestCommand: async (job: CommandJob) => void jobs.push(job) }
    const payload = { ...REPOSITORY, issue: { ...ISSUE, ...issue }, comment: { ...COMMENT, ...comment } }
    await onIssueComment(payload, { commandJobs })
    return jobs
  }

  it('with a command is handed on as it was written, with who wrote it and when', async () => {
    expect(await commented()).toEqual([
      {
        key: KEY,
        by: ALICE,
        isAuthor: false,
        isPublic: false,
        asked: { kind: 'comment', commentId: 77, text: COMMENT.body, at: '2026-03-01T10:00:00Z' },
      },
    ])
    expect(await commented({}, { user: ALICE })).toMatchObject([{ isAuthor: true }])
  })

  it.each([
    ['that holds none', { body: 'Looks good to me' }, {}],
    ['that is empty', { body: null }, {}],
    ['of a bot', { user: { ...ALICE, type: 'Bot' } }, {}],
    ['of nobody any more', { user: null }, {}],
    ['that an app writes in somebody’s name', { performed_via_github_app: { id: 9, slug: 'agent' } }, {}],
    ['on a closed pull request', {}, { state: 'closed' }],
    ['on an issue', {}, { pull_request: undefined }],
  ])('%s is no command', async (_what, comment, issue) => {
    expect(await commented(comment, issue)).toEqual([])
  })
})

describe('a press of a button', () => {
  const pressed = async (run: object = {}, parts: object = {}, numbers: readonly number[] = [5]) => {
    const jobs: CommandJob[] = []
    const payload = {
      ...REPOSITORY,
      check_run: { name: 'countersign', head_sha: HEAD, app: { id: APP_ID }, ...run },
      requested_action: { identifier: 'explain' },
      ...parts,
    }
    await onRequestedAction(payload, 'B1F2-e3', {
      appId: APP_ID,
      pullRequests: { withHead: async (_, sha) => (sha === HEAD ? numbers : []) },
      commandJobs: { requestCommand: async (job) => void jobs.push(job) },
    })
    return jobs
  }

  it('is handed on for each open pull request at the commit', async () => {
    const asked = { kind: 'button', eventId: 'b1f2-e3', action: 'explain', headSha: HEAD }
    expect(await pressed({}, {}, [5, 6])).toEqual([
      { key: KEY, by: ALICE, isAuthor: false, isPublic: false, asked },
      { key: { ...KEY, number: 6 }, by: ALICE, isAuthor: false, isPublic: false, asked },
    ])
    expect(await pressed({}, {}, [1, 2, 3, 4, 5, 6, 7])).toHaveLength(5)
  })

  it.each([
    ['on another app’s check of the same name', { app: { id: 9 } }, {}],
    ['on a check of no app', { app: null }, {}],
    ['on another check of this app', { name: 'countersigned' }, {}],
    ['on a commit that is no head', { head_sha: 'b'.repeat(40) }, {}],
    ['by a bot', {}, { sender: { ...ALICE, type: 'Bot' } }],
  ])('%s does nothing', async (_what, run, parts) => {
    expect(await pressed(run, parts)).toEqual([])
  })
})
