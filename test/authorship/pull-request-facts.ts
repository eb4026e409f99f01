import type { PullRequestFacts } from '../../src/core/authorship/pull-request.ts'
import type { TimelineEvent } from '../../src/core/authorship/timeline.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'

export const JANE = { login: 'Jane-Example', id: 501, type: 'User' }
export const BOB = { login: 'bob', id: 502, type: 'User' }
export const COPILOT = { login: 'Copilot', id: 198982749, type: 'Bot' }
export const AT = '2026-11-02T10:00:00Z'

/** Jane wrote a commit together with an AI tool. */
export const ASSISTED = commitFacts({
  authorLogin: 'jane-example',
  committerLogin: 'jane-example',
  message: 'Fix it\n\nCo-Authored-By: Claude <noreply@anthropic.com>',
})

/** A pull request of Jane's, as nothing else is said of it. */
export function pullRequestFacts(changes: Partial<PullRequestFacts> = {}): PullRequestFacts {
  return {
    author: JANE,
    body: '',
    headRef: 'fix-header',
    commits: [commitFacts({ authorLogin: 'jane-example', committerLogin: 'jane-example' })],
    complete: true,
    pushers: [],
    machineUsers: new Set(),
    signatures: SIGNATURES,
    ...changes,
  }
}

export function timeline(...events: readonly TimelineEvent[]) {
  return { events, complete: true }
}

export function comment(body: string, changes: Partial<Extract<TimelineEvent, { kind: 'commented' }>> = {}) {
  return { kind: 'commented', actor: BOB, body, at: AT, ...changes } as const
}
