import { conclusionOf } from '../core/gate/conclusion.ts'
import type { Publication } from '../core/gate/decision.ts'
import { checkReport } from '../core/report/check-report.ts'
import { faultReport } from '../core/report/fault-report.ts'
import { previewOutput } from '../core/report/preview-output.ts'
import type { BranchSetup } from '../core/report/setup-section.ts'
import type { Settings } from '../core/rules/settings.ts'
import type { ChangeHistory } from '../ports/change-history.ts'
import type { CheckConclusion, CheckOutput, Checks } from '../ports/checks.ts'
import type { Clock } from '../ports/clock.ts'
import type { ExaminedPulls } from '../ports/examined-pulls.ts'
import { Fault } from '../ports/fault.ts'
import type { HeldPulls } from '../ports/held-pulls.ts'
import type { KnownHeads } from '../ports/known-heads.ts'
import type { ModuleSources } from '../ports/module-sources.ts'
import type { PlanArtifacts } from '../ports/plan-artifacts.ts'
import type { PullRequest, PullRequestKey, PullRequests, RepositoryKey, Timeline } from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import type { Bundle } from './bundle.ts'
import { countersignedBefore } from './countersigned-before.ts'
import { decidePull } from './decide-pull.ts'
import { dryRuns } from './dry-run.ts'
import type { EarlyAppliesOf } from './early-applies.ts'
import { examineWhenWaiversEnd } from './examine-when-waivers-end.ts'
import { followUpRelease, type ReleaseDependencies } from './follow-up-release.ts'
import { type GateSource, gatedPulls, isGated } from './gated-pulls.ts'
import type { InTurn } from './in-turn.ts'
import { keepExamined } from './keep-examined.ts'
import { namedPlans, planNotes } from './named-plans.ts'
import { noteHeld } from './note-held.ts'
import { keepPolicy, type PolicyLookups, policyContext } from './policy-context.ts'
import { pullCommits } from './pull-commits.ts'
import { asksForReviews, type ShownPull } from './request-reviews.ts'
import { type Review, review } from './review.ts'
import type { Revision } from './side-texts.ts'
import { speakBeside } from './speak-beside.ts'
import { suggested } from './suggested.ts'
import type { TerraformMemory } from './terraform-memory.ts'
import { type CommentedPull, type Conversation, commentedPull } from './write-comments.ts'

/** The outside world as one installation sees it. */
export interface ExamineDependencies extends PolicyLookups, GateSource {
  readonly pullRequests: PullRequests
  readonly checks: Checks
  readonly records: Records
  readonly sourceTrees: (repository: RepositoryKey) => SourceTrees
  readonly secondOpinion: SecondOpinion
  /** Where the modules are that a repository calls and does not hold. */
  readonly modules: (repository: RepositoryKey) => ModuleSources
  /** What a repository's history tells of lines, and the notes on its commits. */
  readonly history: (repository: RepositoryKey) => ChangeHistory
  /** Where the plans are that a repository's workflows upload. */
  readonly planArtifacts: PlanArtifacts
  /** What earlier examinations of a repository have read. */
  readonly memory: (repository: RepositoryKey) => TerraformMemory
  readonly bundle: Bundle
  readonly clock: Clock
  /** One for all examinations of this process. */
  readonly inTurn: InTurn
  /** Saves a request where a head is known; absent where none is. */
  readonly knownHeads?: KnownHeads
  /** Who hears of what passes without a countersignature, and what ends it. */
  readonly releases: ReleaseDependencies
  /** Where the app may speak beside its check, where the settings ask for that. */
  readonly conversation?: Conversation
  /** Where it is noted what waits for somebody; absent where nobody is reminded. */
  readonly heldPulls?: HeldPulls
  /** Where it is kept what was found, to try other settings on it; absent where nothing is. */
  readonly examinedPulls?: ExaminedPulls
  /**
   * Whether a commit is what a merge queue would land: then the examination of its group is asked for, which looks at
   * the pull requests at that commit as well.
   */
  readonly isGroupHead?: (repository: RepositoryKey, headSha: string) => Promise<boolean>
  /** What is applied before a merge; the check says so. */
  readonly earlyApplies?: EarlyAppliesOf
  /** Whether nothing has happened that this examination is for; absent where something has. */
  readonly isUntouched?: () => boolean
}

/**
 * Examines one pull request and writes its check run: in progress first, then the verdict. A closed pull request
 * is left alone. Where the outside world fails, the check concludes as a failure that says so, and the fault is
 * thrown on, to be retried.
 */
export async function examine(key: PullRequestKey, dependencies: ExamineDependencies): Promise<void> {
  const { pullRequests, knownHeads, inTurn } = dependencies
  // INVARIANT: a commit's check has one writer at a time, which has read nothing before its turn. Of two, the one that
  // read first could write last.
  let next = knownHeads?.of(key) ?? (await openHead(key, pullRequests))
  while (next !== undefined) {
    const headSha = next
    next = await inTurn(key, headSha, () => examineCommit(key, headSha, dependencies))
  }
}

/** Writes the check of a commit where it is this pull request's head. Returns the one that it has moved on to, if any. */
async function examineCommit(
  key: PullRequestKey,
  headSha: string,
  dependencies: ExamineDependencies,
): Promise<string | undefined> {
  const { pullRequests, checks, knownHeads } = dependencies
  const look = await pullRequests.look(key)
  knownHeads?.note(key, look.headSha)
  if (look.state === 'closed') return undefined
  if (look.headSha !== headSha) return look.headSha
  if (await dependencies.isGroupHead?.(key, headSha)) return undefined
  const opened: { isGate?: boolean; checkRun?: number } = {}
  let isStillHead = true
  const opening = async () => {
    opened.checkRun ??= await checks.start(key, headSha)
    return opened.checkRun
  }
  try {
    // First of all, so that nothing green stays while it is looked at.
    opened.isGate = await isGated(key, look, dependencies)
    if (opened.isGate) await opening()
    const pulls = await look.pulls()
    const { gated, beside } = await gatedPulls(key, pulls, dependencies)
    // Where it was opened for a pull request that has moved on meanwhile, it says so.
    if (gated.length > 0 || opened.checkRun !== undefined) await writeCheck(key, await opening(), gated, dependencies)
    if (beside.length > 0) await writePreview(key, headSha, beside, dependencies)
    isStillHead = pulls.some(({ number }) => number === key.number)
  } catch (error) {
    // What nothing relies on may not take the check of others at this commit away.
    if (opened.isGate !== false || opened.checkRun !== undefined) {
      await concludeFailure(key, await opening(), error, checks)
    }
    throw error
  }
  return isStillHead ? undefined : openHead(key, pullRequests)
}

/** The head of a pull request, undefined where it was closed. */
async function openHead(key: PullRequestKey, pullRequests: PullRequests): Promise<string | undefined> {
  const { state, headSha } = await pullRequests.head(key)
  return state === 'closed' ? undefined : headSha
}

/** Writes what becomes of a check that was opened on the head of these pull requests. */
async function writeCheck(
  key: PullRequestKey,
  checkRun: number,
  pulls: readonly PullRequest[],
  dependencies: ExamineDependencies,
): Promise<void> {
  const { checks, records, heldPulls } = dependencies
  const { conclusion, output, shown, commented } = await worstOutcome(key, pulls, dependencies)
  const publishedAt = await checks.conclude(key, checkRun, conclusion, output)
  if (shown === undefined) return
  const { number, headSha } = shown.pull
  await publish(records, { ...key, number }, { headSha, digest: shown.digest, publishedAt })
  const written = { checkRun, output, shown, commented }
  await speakBeside({ ...key, number }, written, dependencies)
  if (heldPulls !== undefined) await noteHeld({ ...key, number }, shown, shown.reminders, publishedAt, heldPulls)
}

/** Nobody has to wait for it, so nobody is asked for a review and nobody is reminded. */
async function writePreview(
  key: PullRequestKey,
  headSha: string,
  pulls: readonly PullRequest[],
  dependencies: ExamineDependencies,
): Promise<void> {
  const { checks, records, heldPulls } = dependencies
  const { conclusion, output, shown } = await worstOutcome(key, pulls, dependencies)
  const said = previewOutput(output, shown?.pull.baseRef ?? '')
  const publishedAt = await checks.preview(key, headSha, conclusion === 'success' ? 'success' : 'neutral', said)
  if (shown === undefined) return
  const { number } = shown.pull
  await publish(records, { ...key, number }, { headSha, digest: shown.digest, publishedAt })
  await heldPulls?.release({ ...key, number })
}

/** Says in the check that the examination failed; where even that fails, both errors are told. */
async function concludeFailure(key: PullRequestKey, checkRun: number, error: unknown, checks: Checks): Promise<void> {
  try {
    await checks.conclude(key, checkRun, conclusionOf(undefined), faultReport(messageOf(error)))
  } catch (second) {
    // GitHub wants to be left alone for a while: the check stays in progress, and the job comes back when it may.
    if (error instanceof Fault && error.retryAfterMs !== undefined) return
    throw new AggregateError([error, second], 'an examination failed, and its check could not say so')
  }
}

interface Outcome {
  readonly conclusion: CheckConclusion
  readonly output: CheckOutput
  /** The pull request and the digest that this check run shows to whoever reads it. */
  readonly shown?: ShownPull & { readonly asks: boolean; readonly reminders: Settings['reminders'] }
  /** The pull requests that the check speaks of, and what is to be written on each. */
  readonly commented: readonly CommentedPull[]
}

/**
 * Checks belong to a commit, not to a pull request: where several open ones share a head, the commit's check says
 * the worst of them, and of equally bad ones the one that is examined. Only what it shows can be approved.
 */
async function worstOutcome(
  key: RepositoryKey,
  pulls: readonly PullRequest[],
  dependencies: ExamineDependencies,
): Promise<Outcome> {
  const outcomes: Outcome[] = []
  for (const pull of pulls) outcomes.push(await outcomeOf({ ...key, number: pull.number }, pull, dependencies))
  const [worst] = outcomes.toSorted((one, other) => rank(other.conclusion) - rank(one.conclusion))
  if (worst === undefined) return { conclusion: conclusionOf(undefined), output: faultReport(MOVED_ON), commented: [] }
  return { ...worst, output: amongOthers(worst, pulls), commented: outcomes.flatMap((each) => each.commented) }
}

const MOVED_ON = 'The pull request has moved on meanwhile; the check of its newest commit tells'

const RANKS: readonly CheckConclusion[] = ['success', 'neutral', 'action_required', 'failure']

function rank(conclusion: CheckConclusion): number {
  return RANKS.indexOf(conclusion)
}

/** Says whose verdict this is, where the commit is the head of several pull requests. */
function amongOthers({ output, shown }: Outcome, pulls: readonly PullRequest[]): CheckOutput {
  if (pulls.length < 2 || shown === undefined) return output
  const all = pulls.map(({ number }) => number).sort((one, other) => one - other)
  const named = all.map((number) => `#${number}`).join(', ')
  const lead = `This commit is the head of ${named}. It has one check for all of them, which says the worst: that of #${shown.pull.number}.`
  return { ...output, summary: `${lead}\n\n${output.summary}` }
}

async function outcomeOf(key: PullRequestKey, pull: PullRequest, dependencies: ExamineDependencies): Promise<Outcome> {
  const { reviewed: found, timeline } = await reviewPull(key, pull, dependencies)
  const reviewed = await suggested(found)
  const decided = await decidePull(key, pull, reviewed, timeline, dependencies)
  const { decision } = decided
  const { request, reminders } = reviewed.settings.settings
  await keepPolicy(key, pull, reviewed.policy, dependencies)
  await keepExamined(key, pull, reviewed, dependencies)
  const followUp = await followUpRelease(key, pull, reviewed.result.findings, decision, dependencies)
  await examineWhenWaiversEnd(key, reviewed.judgement, decision, dependencies.releases)
  const before = await countersignedBefore(key, reviewed, decision, dependencies)
  const setup = await setupOf(key, pull, dependencies)
  const { writers } = decided
  const asks = asksForReviews(request, setup?.installation, dependencies.isUntouched?.() ?? false)
  const tried = await dryRuns({ key, pull, reviewed, writers }, dependencies)
  const output = checkReport({
    result: reviewed.result,
    decision,
    judgement: reviewed.judgement,
    settings: reviewed.settings,
    policyProblems: reviewed.policyProblems,
    plans: planNotes(reviewed.namedPlans),
    dryRuns: tried,
    ...(followUp === undefined ? {} : { followUp }),
    ...(before === undefined ? {} : { before }),
    ...(setup === undefined ? {} : { setup }),
  })
  return {
    conclusion: conclusionOf(decision),
    output,
    shown: { pull, decided, timeline, digest: reviewed.digest, asks, reminders },
    commented: [commentedPull(key, pull.headSha, reviewed, decision)],
  }
}

async function setupOf(
  key: RepositoryKey,
  pull: PullRequest,
  { branchSetup, earlyApplies }: Pick<ExamineDependencies, 'branchSetup' | 'earlyApplies'>,
): Promise<BranchSetup | undefined> {
  const setup = await branchSetup?.(key, pull.baseRef)
  if (setup === undefined || earlyApplies === undefined) return setup
  return { ...setup, earlyApplies: await earlyApplies(key, pull) }
}

/**
 * Reviews a pull request as its examination does. With `hasLanded` its test merge is the commit that it landed as,
 * which may hold anything: it is looked at however the base branch stood.
 */
export async function reviewPull(
  key: PullRequestKey,
  pull: PullRequest,
  dependencies: ExamineDependencies,
  hasLanded = false,
): Promise<{ readonly reviewed: Review; readonly timeline: Timeline }> {
  if (pull.testMergeSha === undefined) {
    throw new Fault('unavailable', 'GitHub has not computed yet what merging this pull request would give')
  }
  const trees = dependencies.sourceTrees(key)
  const revision = (id: string): Revision => ({ trees, id })
  // Where the base branch has not moved on, merging gives head's own tree: there is nothing else to compare.
  const isBehind = hasLanded || pull.mergeBaseSha !== pull.baseTipSha
  const landing =
    pull.testMergeSha === null || !isBehind
      ? []
      : [{ base: revision(pull.baseTipSha), head: revision(pull.testMergeSha) }]
  const [{ authorship, commits, timeline }, context] = await Promise.all([
    pullCommits(key, pull, dependencies),
    policyContext(key, pull, dependencies),
  ])
  const reviewed = await review({
    comparisons: [{ base: revision(pull.mergeBaseSha), head: revision(pull.headSha) }, ...landing],
    policy: revision(pull.baseTipSha),
    policyContext: context,
    conflict: pull.testMergeSha === null,
    bundle: dependencies.bundle,
    authorship,
    commits,
    secondOpinion: dependencies.secondOpinion,
    modules: dependencies.modules(key),
    namedPlans: (settings) => namedPlans(settings, key, pull.headSha, dependencies.planArtifacts),
    memory: dependencies.memory(key),
    clock: dependencies.clock,
    nowMs: dependencies.releases.clock.now(),
    accountable: { kind: 'pull-request', author: pull.author.login },
  })
  return { reviewed, timeline }
}

/**
 * Remembers what a commit's check shows, and since when: showing the same again does not void an approval given since,
 * but what is shown again after something else, on this commit or another one, counts from then on.
 */
async function publish(records: Records, key: PullRequestKey, publication: Publication): Promise<void> {
  const known = await records.publications(key)
  const last = known.at(-1)
  const isShown = last?.headSha === publication.headSha && last.digest === publication.digest
  if (!isShown) await records.addPublication(key, publication)
}

function messageOf(error: unknown): string {
  return error instanceof Fault ? error.message : 'Countersign failed on this change; its operators have been told'
}
