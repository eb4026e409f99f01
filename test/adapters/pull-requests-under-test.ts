import { afterEach, beforeEach, expect } from 'vitest'
import { githubPullRequests } from '../../src/adapters/github/pull-requests.ts'
import type { PullRequests } from '../../src/ports/pull-requests.ts'
import { forgetEverything, mintTokens, recordingTimers, testClients } from './github-test-clients.ts'

/** Pull requests at a GitHub that answers only what a test declares, anew for each test of a file. */
export function pullRequestsUnderTest(): () => PullRequests {
  let pulls: PullRequests | undefined
  beforeEach(async () => {
    mintTokens()
    const timers = recordingTimers()
    pulls = githubPullRequests((await testClients(timers)).installation, timers)
  })
  afterEach(forgetEverything)
  return () => pulls ?? expect.fail('There are none before a test')
}
