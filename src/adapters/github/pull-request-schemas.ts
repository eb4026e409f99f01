import { z } from 'zod'
import type { CommitFacts } from '../../core/authorship/authorship.ts'
import type { Account, SubmittedReview } from '../../core/gate/decision.ts'

export const account = z.object({
  login: z.string().min(1),
  id: z.number().int(),
  type: z.enum(['User', 'Bot', 'Organization', 'Mannequin']),
}) satisfies z.ZodType<Account>

/** GitHub's own stand-in for who deleted their account; no human of this repository, so it never counts as one. */
const GHOST: Account = { login: 'ghost', id: 10137, type: 'Mannequin' }

export const pullRequest = z.object({
  number: z.number().int(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().default(false),
  title: z.string(),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ''),
  user: account.nullish().transform((user) => user ?? GHOST),
  /** `user` owns the repository, which is null once a fork was deleted. */
  head: z.object({
    sha: z.string(),
    ref: z.string(),
    user: account.nullish(),
    repo: z.object({ id: z.number().int() }).nullish(),
  }),
  base: z.object({
    sha: z.string(),
    ref: z.string(),
    repo: z.object({ id: z.number().int(), default_branch: z.string() }),
  }),
  requested_reviewers: z.array(z.object({ login: z.string() })).nullish(),
  requested_teams: z.array(z.unknown()).nullish(),
  mergeable: z.boolean().nullable(),
  merge_commit_sha: z.string().nullable(),
})

export type PullRequestAnswer = z.infer<typeof pullRequest>

/** A pull request in a list says less. */
export const listedPullRequest = z.object({
  number: z.number().int(),
  state: z.enum(['open', 'closed']),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string() }),
  requested_reviewers: z.array(z.object({ login: z.string() })).nullish(),
})

/** What git wrote down; a hand-made commit may lack either. */
const signature = z.object({ name: z.string().default(''), email: z.string().default('') }).nullish()
/** Null, or an empty object, where GitHub knows no account for the e-mail address. */
const author = z.object({ login: z.string().optional() }).nullish()

export const commit = z
  .object({
    sha: z.string(),
    commit: z.object({
      author: signature,
      committer: signature,
      message: z.string(),
      verification: z.object({ verified: z.boolean(), reason: z.string() }).nullish(),
    }),
    author,
    committer: author,
    parents: z.array(z.object({ sha: z.string() })),
  })
  .transform(
    (each): CommitFacts => ({
      sha: each.sha,
      authorName: each.commit.author?.name ?? '',
      authorEmail: each.commit.author?.email ?? '',
      ...(each.author?.login === undefined ? {} : { authorLogin: each.author.login }),
      committerName: each.commit.committer?.name ?? '',
      committerEmail: each.commit.committer?.email ?? '',
      ...(each.committer?.login === undefined ? {} : { committerLogin: each.committer.login }),
      message: each.commit.message,
      parents: each.parents.length,
      ...(each.commit.verification == null ? {} : { verification: each.commit.verification }),
    }),
  )

/** The files of one commit: `filename` is the new name of a renamed one. */
export const changedFiles = z.object({
  files: z.array(z.object({ filename: z.string(), previous_filename: z.string().nullish() })).optional(),
})

/** A pending review is nobody's opinion yet: null. */
export const review = z
  .object({
    id: z.number().int(),
    user: account.nullable(),
    state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
    commit_id: z.string().nullish(),
    submitted_at: z.string().nullish(),
  })
  .transform((each, context): SubmittedReview | null => {
    if (each.state === 'PENDING') return null
    const { id, user, state, submitted_at: submittedAt } = each
    if (typeof submittedAt === 'string') {
      return { id, author: user, state, commitSha: each.commit_id ?? null, submittedAt }
    }
    context.addIssue({ code: 'custom', path: ['submitted_at'], message: 'a submitted review has a time' })
    return z.NEVER
  })
