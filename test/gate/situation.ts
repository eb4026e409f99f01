import type { Director, PullRequestAuthorship } from '../../src/core/authorship/authorship.ts'
import type { Account, Publication, RepositoryPermission, SubmittedReview } from '../../src/core/gate/decision.ts'
import type { GateInput } from '../../src/core/gate/gate-input.ts'
import type { Finding } from '../../src/core/rules/finding.ts'

export const HEAD = 'c'.repeat(40)
export const OLDER = 'b'.repeat(40)
export const DIGEST = 'd'.repeat(64)
export const OTHER_DIGEST = 'e'.repeat(64)

const IDS = new Map<string, number>()

/** A person; the same login is the same account. */
export function person(login: string, change: Partial<Account> = {}): Account {
  const key = login.toLowerCase()
  const id = IDS.get(key) ?? IDS.size + 1
  IDS.set(key, id)
  return { login, id, type: 'User', ...change }
}

/** Minutes after ten o'clock, as GitHub writes times. */
export function at(minute: number): string {
  return new Date(Date.UTC(2026, 2, 1, 10, minute)).toISOString().replace('.000Z', 'Z')
}

export function review(
  author: Account | null,
  state: SubmittedReview['state'],
  minute: number,
  change: Partial<SubmittedReview> = {},
): SubmittedReview {
  return { id: minute, author, state, commitSha: HEAD, submittedAt: at(minute), ...change }
}

export function approval(author: Account | null, minute = 10, change: Partial<SubmittedReview> = {}): SubmittedReview {
  return review(author, 'APPROVED', minute, change)
}

export function published(minute = 1, headSha = HEAD, digest = DIGEST): Publication {
  return { headSha, digest, publishedAt: at(minute) }
}

export function director(login: string, change: Partial<Director> = {}): Director {
  const account = person(login)
  return {
    identity: login.toLowerCase(),
    login,
    id: account.id,
    known: 'platform',
    reasons: ['Author of 1a2b3c4d5e.'],
    ...change,
  }
}

export const AUTHOR = person('ada')
export const REVIEWER = person('rob')

export function authorship(change: Partial<PullRequestAuthorship> = {}): PullRequestAuthorship {
  return {
    ...{
      verdict: 'human',
      tools: [],
      commits: [],
      directors: [director('ada')],
      evidence: [],
      notes: [],
      complete: true,
    },
    ...change,
  }
}

const FINDING: Finding = {
  rule: 'access/broader-access',
  severity: 'high',
  kind: 'broadened',
  resource: 'aws_iam_role_policy.reader',
  file: 'main.tf',
  startLine: 7,
  endLine: 7,
  title: 'Allows s3:DeleteObject on logs (was not allowed before)',
  message: 'Newly possible: s3:DeleteObject.',
  digest: 'f'.repeat(64),
}

/** One finding that asks for two humans, shown at minute 1; Ada's pull request; Rob may write. Changed as given. */
export function situation(change: Partial<GateInput> = {}): GateInput {
  return {
    judgement: { findings: [FINDING], humansNeeded: 2, blockedBy: [] },
    authorship: authorship(),
    author: AUTHOR,
    reviews: [],
    publications: [published()],
    headSha: HEAD,
    digest: DIGEST,
    permissions: permissions({ rob: 'write', eve: 'write', ada: 'admin' }),
    machineUsers: new Set(),
    mode: 'enforce',
    conflict: false,
    ...change,
  }
}

export function permissions(
  given: Readonly<Record<string, RepositoryPermission>>,
): ReadonlyMap<string, RepositoryPermission> {
  return new Map(Object.entries(given))
}
