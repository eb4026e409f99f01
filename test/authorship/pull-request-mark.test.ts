import { describe, expect, it } from 'vitest'
import { pullRequestMark } from '../../src/core/authorship/pull-request-mark.ts'

describe('the mark of a pull request', () => {
  it.each([
    ['GitHub, merged', 'Merge pull request #12 from acme/codex/add-retries\n\nAdd retries', 'codex/add-retries'],
    ['GitHub, merged, of an owner named as a tool', 'Merge pull request #12 from claude/retries', 'retries'],
  ])('%s names the head branch', (_, message, branch) => {
    expect(pullRequestMark(message)).toEqual({ branch })
  })

  it('of bors names the reviewer', () => {
    const message = 'Auto merge of #4711 - jane:retries, r=mina-park\n\nAdd retries'
    expect(pullRequestMark(message)).toEqual({ reviewer: 'mina-park' })
  })

  it.each([
    ['GitHub, squashed', 'Add retries (#12)\n\n* Add retries'],
    ['GitHub, squashed revert', 'Revert "Add retries (#12)" (#13)'],
    ['GitHub, merged, without a branch', 'Merge pull request #12'],
    ['GitLab', "Merge branch 'retries' into 'main'\n\nAdd retries\n\nSee merge request acme/api!12"],
    ['GitLab, squashed', 'Add retries (!12)'],
    ['Bitbucket', 'Merged in retries (pull request #12)\n\nAdd retries'],
    ['Azure DevOps', 'Merged PR 12: Add retries'],
    ['Gerrit', 'Add retries\n\nReviewed-on: https://review.example.com/c/api/+/12'],
    ['Phabricator', 'Add retries\n\nDifferential Revision: https://phabricator.example.com/D12'],
    ['Node.js', 'lib: add retries\n\nPR-URL: https://example.com/pull/12'],
  ])('%s is seen', (_, message) => {
    expect(pullRequestMark(message)).toEqual({})
  })

  it.each([
    ['a plain subject', 'Add retries'],
    ['a number that is not at the end', 'Add retries (#12) to the uploader'],
    ['a bare number', 'Fix #12'],
    ['a revert of a squash, not squashed itself', 'Revert "Add retries (#12)"'],
    ['a local merge', "Merge branch 'retries'"],
    ['a quoted link', 'Add retries\n\n> PR-URL: https://example.com/pull/12'],
    ['a link key without a link', 'Add retries\n\nReviewed-on: Friday'],
    ['nothing', ''],
  ])('%s has none', (_, message) => {
    expect(pullRequestMark(message)).toBeNull()
  })
})
