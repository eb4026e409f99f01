import type { PullRequestAuthorship } from '../core/authorship/authorship.ts'
import { recogniseAccount } from '../core/authorship/identity.ts'
import { effectiveSignatures } from '../core/authorship/pull-request.ts'
import type { Signatures } from '../core/authorship/signatures.ts'
import { decide } from '../core/gate/decide.ts'
import type { Account, Decision, Publication, SubmittedReview } from '../core/gate/decision.ts'
import type { Settings } from '../core/rules/settings.ts'
import type {
  PullRequest,
  PullRequestKey,
  PullRequests,
  RepositoryAccess,
  RepositoryKey,
  Timeline,
  Writer,
} from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'
import type { Bundle } from './bundle.ts'
import { demandsOf } from './demands-of.ts'
import type { ReleaseDependencies } from './follow-up-release.ts'
import type { Review } from './review.ts'
import { statementInput } from './statement-input.ts'

export interface DecideDependencies {
  readonly pullRequests: PullRequests
  readonly records: Records
  readonly bundle: Bundle
  readonly releases: Pick<ReleaseDependencies, 'clock'>
}

/** The decision, and what was read to come to it. */
export interface DecidedPull {
  readonly decision: Decision
  readonly reviews: readonly SubmittedReview[]
  readonly publications: readonly Publication[]
  /** Who may write, and who could meet a demand, as far as GitHub lists them. */
  readonly writers: readonly Account[]
  readonly members: readonly Account[]
  /** Logins in lower case of those whose approval cannot count, whatever they say. */
  readonly excluded: ReadonlySet<string>
}

/** Decides on a pull request that was reviewed, by what GitHub says of its reviews and of people. Throws `Fault`. */
export async function decidePull(
  key: PullRequestKey,
  pull: PullRequest,
  reviewed: Review,
  timeline: Timeline,
  dependencies: DecideDependencies,
): Promise<DecidedPull> {
  const { pullRequests, records, bundle } = dependencies
  const { result, judgement, settings, digest, ownership } = reviewed
  const reviews = await pullRequests.reviews(key, timeline)
  const writers = await pullRequests.writers(key)
  const { teamsNeeded: teams, reviewersNeeded: reviewers } = judgement
  const needed = { teams, reviewers, ownership, reviews, writers }
  const demands = judgement.humansNeeded > 1 ? await demandsOf(key, needed, pullRequests) : []
  const speakers = reviews.flatMap(({ author, dismissal }) => [author ?? [], dismissal?.by ?? []].flat())
  const statements =
    judgement.humansNeeded > 1 ? await statementInput(key, settings.settings, writers, dependencies) : undefined
  const stating = statements?.given.map(({ by }) => by) ?? []
  const members = demands.flatMap((demand) => demand.members)
  const machineUsers = withTools(
    [...writers, ...members, ...speakers, ...stating],
    bundle.signatures,
    settings.settings,
  )
  const excluded = notIndependent(pull, result.authorship, machineUsers)
  const access = await accessOf(key, reviews, writers, pullRequests)
  const publications = await records.publications(key)
  const decision = decide({
    judgement,
    authorship: result.authorship,
    author: pull.author,
    reviews,
    publications,
    headSha: pull.headSha,
    digest,
    permissions: new Map([...access].map(([login, { permission }]) => [login, permission])),
    roles: new Map([...access].flatMap(([login, { role }]) => (role === undefined ? [] : [[login, role]]))),
    demands,
    machineUsers,
    mode: judgement.mode,
    conflict: pull.testMergeSha === null,
    eligible: writers.filter((account) => isFree(account, excluded)).map(({ login }) => login),
    ...(statements === undefined ? {} : { statements }),
  })
  return { decision, reviews, publications, writers, members, excluded }
}

/** The machine users of the settings, and every account that a signature knows as a tool's: no human acts by it. */
export function withTools(accounts: readonly Account[], bundled: Signatures, settings: Settings): ReadonlySet<string> {
  const { signatures } = effectiveSignatures(bundled, settings)
  const tools = accounts.filter((account) => recogniseAccount(account, signatures).length > 0)
  return new Set([...settings.machineUsers, ...tools.map(({ login }) => login.toLowerCase())])
}

/** Who could never countersign: the author, whoever answers for the change, and accounts that no human acts by. */
function notIndependent(
  { author }: PullRequest,
  { directors }: PullRequestAuthorship,
  machineUsers: ReadonlySet<string>,
): ReadonlySet<string> {
  const logins = directors.flatMap(({ login }) => login?.toLowerCase() ?? [])
  return new Set([author.login.toLowerCase(), ...machineUsers, ...logins])
}

function isFree({ type, login }: Account, excluded: ReadonlySet<string>): boolean {
  return type === 'User' && !excluded.has(login.toLowerCase())
}

/** Who is on the list of writers is not asked about once more: both were told a moment ago. */
async function accessOf(
  key: RepositoryKey,
  reviews: readonly SubmittedReview[],
  writers: readonly Writer[],
  pullRequests: PullRequests,
): Promise<ReadonlyMap<string, RepositoryAccess>> {
  const people = reviews.flatMap(({ author }) => (author?.type === 'User' ? [author.login] : []))
  const access = new Map<string, RepositoryAccess>()
  const listed = new Map(writers.map((each) => [each.login.toLowerCase(), each.access]))
  for (const login of new Set(people)) {
    const name = login.toLowerCase()
    access.set(name, listed.get(name) ?? (await pullRequests.access(key, login)))
  }
  return access
}
