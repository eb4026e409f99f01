import { describe, expect, it } from 'vitest'
import { conditionHolds } from '../../src/core/setup/workflow-condition.ts'

describe('a condition in a run before the merge', () => {
  it.each([
    ["github.event_name == 'push'", 'pull_request', 'no'],
    ["github.event_name != 'pull_request'", 'pull_request', 'no'],
    ["${{ github.event_name == 'pull_request' }}", 'pull_request', 'yes'],
    ["github.ref == 'refs/heads/main'", 'pull_request', 'no'],
    ["github.ref == 'refs/heads/main'", 'push', 'no'],
    ["github.ref == 'refs/heads/develop'", 'push', 'unknown'],
    ["github.ref == 'refs/heads/main'", 'pull_request_target', 'unknown'],
    ["github.ref_name == 'main' && inputs.apply", 'pull_request', 'no'],
    ["github.ref == 'refs/heads/main' || inputs.apply", 'pull_request', 'unknown'],
    ["inputs.apply && (github.event_name == 'push' || github.ref == 'refs/heads/main')", 'pull_request', 'no'],
    ["!(github.event_name == 'pull_request')", 'pull_request', 'no'],
    ['github.event.pull_request.merged == true', 'pull_request', 'no'],
    ['github.event.pull_request.merged', 'pull_request', 'no'],
    ["startsWith(github.ref, 'refs/tags/')", 'push', 'no'],
    ["contains(github.event.comment.body, 'a && b')", 'issue_comment', 'unknown'],
    ['always()', 'pull_request', 'yes'],
    ['', 'pull_request', 'unknown'],
    ['((((', 'pull_request', 'unknown'],
    [`${'!('.repeat(50)}true${')'.repeat(50)}`, 'pull_request', 'unknown'],
  ])('%s on %s: %s', (condition, event, expected) => {
    expect(conditionHolds(condition, { event, baseBranch: 'main' })).toBe(expected)
  })
})
