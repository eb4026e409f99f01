import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { PullRequestFacts } from '../../src/core/authorship/pull-request.ts'
import { commitFacts, SIGNATURES } from './commit-facts.ts'

const commitSchema = z.strictObject({
  author_name: z.string(),
  author_email: z.string(),
  author_login: z.string().optional(),
  committer_name: z.string(),
  committer_email: z.string(),
  message: z.string(),
  branch: z.string().optional(),
  parents: z.number().optional(),
})

const rowSchema = z.strictObject({
  id: z.string(),
  /** Which real shape the pull request has. */
  shape: z.string(),
  expect: z.strictObject({
    verdict: z.enum(['ai', 'ai-assisted', 'bot', 'human']),
    /** In the order of the evidence. */
    tools: z.array(z.string()),
  }),
  author: z.strictObject({ login: z.string(), id: z.number(), type: z.enum(['User', 'Bot']) }),
  branch: z.string(),
  body: z.string(),
  commits: z.array(commitSchema).min(1),
})

/** A made-up pull request in a real shape, with what must be said of it. */
export type PullRequestRow = z.infer<typeof rowSchema>

export function readPullRequests(): readonly PullRequestRow[] {
  const text = readFileSync(new URL('./corpus/pull-requests.jsonl', import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => rowSchema.parse(JSON.parse(line)))
}

/** What GitHub would tell of it. */
export function pullRequestFactsOf(row: PullRequestRow): PullRequestFacts {
  return {
    author: row.author,
    body: row.body,
    headRef: row.branch,
    commits: row.commits.map(factsOf),
    complete: true,
    pushers: [],
    machineUsers: new Set(),
    signatures: SIGNATURES,
  }
}

function factsOf(commit: PullRequestRow['commits'][number], index: number) {
  return commitFacts({
    sha: `${index + 1}`.padStart(40, '0'),
    authorName: commit.author_name,
    authorEmail: commit.author_email,
    ...(commit.author_login === undefined ? {} : { authorLogin: commit.author_login }),
    committerName: commit.committer_name,
    committerEmail: commit.committer_email,
    message: commit.message,
    ...(commit.branch === undefined ? {} : { branch: commit.branch }),
    parents: commit.parents ?? 1,
  })
}
