import type { CommitAuthorship, CommitFacts } from '../core/authorship/authorship.ts'
import { unattributedText, unconfirmedAuthorText } from '../core/authorship/commit-identities.ts'
import { declarationProblem } from '../core/authorship/declaration.ts'
import { WEB_FLOW } from '../core/authorship/platform-account.ts'
import { signatureVerdict } from '../core/authorship/signature-verdict.ts'
import type { CommitDetail, CommitsFact, CommitsProblem } from '../core/rules/fact.ts'
import type { AuthorshipContext } from './authorship-context.ts'
import { type ChangeCommits, changesAny } from './change-commits.ts'
import { firstChange } from './facts-of-files.ts'

/**
 * Commits to governed files that do not show whose they are, or do not say what the settings ask them to: one fact for
 * all that share a problem, at the first changed line of a file that they change.
 */
export function commitsFacts(context: AuthorshipContext): readonly CommitsFact[] {
  const { change, commits } = context
  const governed = change.governed.map(({ path }) => path)
  if (commits === undefined || governed.length === 0) return []
  const mayChange = (commit: CommitFacts, paths: readonly string[]) =>
    changesAny(commit, new Set(paths), change.paths) !== false
  const problems = commits.commits
    .filter((commit) => mayChange(commit, governed) || isOpenMerge(commit, commits))
    .flatMap((commit) => problemsOf(commit, commits, context))
  return [...Map.groupBy(problems, ({ what }) => what)].map(([what, found]) => {
    const path = governed.find((each) => found.some(({ commit }) => mayChange(commit, [each])))
    return {
      kind: 'commits',
      what,
      address: 'commits',
      location: firstChange(path ?? governed[0] ?? '.', change.sources),
      commits: found.map(({ commit, detail }): CommitDetail => ({ sha: commit.sha, detail })),
    }
  })
}

/**
 * A merge of which only its differences from the first parent are known, as GitHub tells them: what it holds of its own
 * cannot be told from what it brings in. Locally its files are those in which it differs from all its parents.
 */
function isOpenMerge({ parents }: CommitFacts, { platform }: ChangeCommits): boolean {
  return parents > 1 && platform !== undefined
}

interface CommitProblem {
  readonly commit: CommitFacts
  readonly what: CommitsProblem
  readonly detail: string
}

function problemsOf(commit: CommitFacts, known: ChangeCommits, context: AuthorshipContext): readonly CommitProblem[] {
  const found: CommitProblem[] = []
  const add = (what: CommitsProblem, detail: string | undefined) => {
    if (detail !== undefined) found.push({ commit, what, detail })
  }
  const { platform, current } = known
  // Whoever wrote what a force-push took away answers for the change all the same.
  if (platform !== undefined)
    add('unattributed', unattributedText(commit, context.authorship.directors, accountsOf(context)))
  // What a commit says, and how it is signed, can be put right by rewriting it: only those that are still there count.
  if (current !== undefined && !current.has(commit.sha)) return found
  const declared = declarationOf(commit, context)
  if (declared !== undefined) add(declared.what, declared.detail)
  const signature = signatureVerdict(commit.verification)
  if (signature !== undefined) add(SIGNATURE_PROBLEMS[signature.kind], signature.detail)
  if (platform !== undefined) {
    add('author-unconfirmed', unconfirmedAuthorText(commit, platform, accountsOf(context)))
  }
  return found
}

const SIGNATURE_PROBLEMS = { refused: 'signature-refused', unchecked: 'signature-unchecked' } as const

function accountsOf({ signatures, settings }: AuthorshipContext) {
  return { signatures, machineUsers: settings.machineUsers }
}

/**
 * Merges are asked too, since anything can be written into one, but for those that GitHub itself has made and signed:
 * what those bring in is declared by the commits that they bring.
 */
function declarationOf(commit: CommitFacts, { authorship, settings }: AuthorshipContext) {
  if (settings.declaration === undefined || (commit.parents > 1 && isMadeByGitHub(commit))) return undefined
  const judged = authorship.commits.find(({ sha }) => sha === commit.sha) ?? UNJUDGED
  return declarationProblem(commit, judged, settings.declaration)
}

function isMadeByGitHub({ committerLogin, verification }: CommitFacts): boolean {
  return committerLogin?.toLowerCase() === WEB_FLOW && verification?.verified === true
}

const UNJUDGED: Pick<CommitAuthorship, 'verdict' | 'evidence'> = { verdict: 'human', evidence: [] }
