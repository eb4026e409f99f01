import type { PullRequestAuthorship } from '../core/authorship/authorship.ts'
import { effectiveSignatures } from '../core/authorship/pull-request.ts'
import type { AccessDifference } from '../core/difference/difference.ts'
import { type AccessState, accessState } from '../core/gate/access-state.ts'
import { accessDigest } from '../core/gate/digest.ts'
import type { ChangedPlace } from '../core/report/line-comments.ts'
import type { LocatedDiagnostic, ReviewResult } from '../core/report/review-result.ts'
import { authoredSentence, opensAccess } from '../core/rules/authored-text.ts'
import { asksForTags } from '../core/rules/data-labels.ts'
import type { Fact } from '../core/rules/fact.ts'
import { ignoreProblems } from '../core/rules/ignore-problems.ts'
import { type Judgement, judge } from '../core/rules/judge.ts'
import type { JudgedChange } from '../core/rules/judged-change.ts'
import { judgedOnce } from '../core/rules/judged-once.ts'
import { chosenPolicyKind } from '../core/rules/policy-kinds.ts'
import type { Rule } from '../core/rules/rule.ts'
import type { ReadSettings, Settings } from '../core/rules/settings.ts'
import { waiversInQuestion } from '../core/rules/waiver-problems.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import type { Clock } from '../ports/clock.ts'
import type { ModuleSources } from '../ports/module-sources.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import type { AuthorshipContext } from './authorship-context.ts'
import { authorshipFacts } from './authorship-facts.ts'
import { ignoresInQuestion } from './brought-ignores.ts'
import { broughtPolicyProblems } from './brought-policy.ts'
import type { Bundle } from './bundle.ts'
import type { ChangeCommits } from './change-commits.ts'
import { changedPlaces } from './changed-places.ts'
import { commitsFacts } from './commits-facts.ts'
import { compareTrees, type TreeComparison } from './compare-trees.ts'
import { concealed } from './concealed.ts'
import { coverageOf, locatedDiagnostics } from './coverage.ts'
import { type Explain, explaining } from './explaining.ts'
import { conflictFacts } from './facts-of-change.ts'
import { policyFacts } from './facts-of-policy.ts'
import { secondOpinions } from './facts-of-second-opinion.ts'
import { judgedChange } from './judged-change.ts'
import { type NamedPlan, withNamedPlans } from './named-plans.ts'
import { type ReviewPlans, withPlans } from './plans.ts'
import { type Policy, type PolicyContext, readPolicy } from './policy.ts'
import { type Ownership, readCodeOwners } from './read-code-owners.ts'
import { type Revision, rememberingOpen, type SideTexts } from './side-texts.ts'
import { type ComparedPair, type Suggest, suggesting } from './suggesting.ts'
import type { TerraformMemory } from './terraform-memory.ts'
import { type Accountable, waiving } from './waiving.ts'

export interface ReviewRequest {
  /** What the change does, then what would exist after it landed. The verdict is the union. */
  readonly comparisons: readonly { readonly base: Revision; readonly head: Revision }[]
  /** The tip of the base branch: rules and settings are read here and nowhere else. */
  readonly policy: Revision
  /** The organisation's floor, and what is kept of policies; by default nothing is known of either. */
  readonly policyContext?: PolicyContext
  readonly bundle: Bundle
  /**
   * Classifies the commits once the settings (machine users, further signatures) are known, and which paths were
   * examined; undefined where all of them matter.
   */
  readonly authorship: (settings: ReadSettings, isExamined?: (path: string) => boolean) => PullRequestAuthorship
  /** The commits themselves, where there are some: what they say of lines, declarations and identities is judged. */
  readonly commits?: ChangeCommits
  /** True where head cannot be merged: what would land is not known. */
  readonly conflict?: boolean
  readonly secondOpinion: SecondOpinion
  readonly modules: ModuleSources
  /** Terraform's plans of the change, where there are some: they add to what its first comparison says. */
  readonly plans?: ReviewPlans
  /** Likewise, the plans that the settings name. */
  readonly namedPlans?: (settings: Settings) => Promise<readonly NamedPlan[]>
  /** What earlier reviews of the repository have read. */
  readonly memory: TerraformMemory
  /** Measures how long it takes. */
  readonly clock: Clock
  /** The time that the change is judged at: milliseconds since the epoch. */
  readonly nowMs: number
  readonly accountable: Accountable
}

export interface Review {
  readonly result: ReviewResult
  readonly judgement: Judgement
  readonly settings: ReadSettings
  readonly policy: Pick<Policy, 'readable' | 'bundle'>
  readonly namedPlans: readonly NamedPlan[]
  /** What is wrong with the policy that the change brings, at its places at head. */
  readonly policyProblems: readonly LocatedDiagnostic[]
  /** Who owns the governed files, where the settings ask for them. */
  readonly ownership: Ownership
  /** What an approval is bound to. */
  readonly digest: string
  /** What the change leads to; undefined where nothing was read. */
  readonly accessState: AccessState | undefined
  /** Where findings stand in what the change itself touches, by their digest. */
  readonly places: ReadonlyMap<string, ChangedPlace>
  /** Why each rule does or does not speak about a finding, by its digest. */
  readonly explain: Explain
  /** Ready fixes, for what shows them. */
  readonly suggest: Suggest
  /** Whether the change touches settings or rules, the organisation's among them where these are here. */
  readonly changesPolicy: boolean
  /** What was judged, without what is sensitive in it, to judge it again; undefined where nothing in it is governed. */
  readonly judged: () => JudgedChange | undefined
}

/** Reviews one change. Faults of the ports are thrown; whatever is wrong with the change is in the result. */
export async function review(request: ReviewRequest): Promise<Review> {
  const startedAt = request.clock.now()
  const open = rememberingOpen()
  const policyTip = await open(request.policy)
  const policy = await readPolicy(policyTip, request.bundle, request.policyContext)
  const { settings } = policy
  const { rules } = policy.bundle
  const namedPlans = (await request.namedPlans?.(settings.settings)) ?? []
  const compared = await comparisonsOf(request, open, policy)
  const comparisons = withAllPlans(compared, request.plans, namedPlans)
  const authorship = request.authorship(settings, examined(comparisons, settings.settings))
  const [change] = comparisons
  if (change === undefined) throw new Error('a review needs at least one comparison')
  const context = contextOf(request, authorship, change, settings.settings)
  const authored = await authorshipFacts(context)
  const opinions = await secondOpinions(change, request.secondOpinion, request.memory)
  const facts = factsOfChange(comparisons, [
    ...policyFacts(settings),
    ...(request.conflict === true ? conflictFacts() : []),
    ...authored,
    ...commitsFacts(context),
    ...opinions.facts,
  ])
  const told = { authorship: authorship.verdict, tools: authorship.tools, timeMs: request.nowMs }
  const waived = await waiving({ ...request, policy: policyTip, settings: settings.settings, authorship, facts })
  const judgedBy = (found: readonly Fact[], trees: TreeComparison) =>
    judge(found, rules, settings.settings, waived.waiveIn(trees), told)
  const judgedAlone = (trees: TreeComparison) => judgedBy(trees.facts, trees)
  const judgements = comparisons.map((each, index) => judgedBy(facts[index] ?? [], each))
  const judgement = judgedOnce(judgements)
  const difference = union(comparisons)
  const { ownership, diagnostics } = await readCodeOwners(policyTip, ownedPaths(comparisons, settings.settings))
  const policyProblems = await policyProblemsOf(request, change, open)
  const result: ReviewResult = {
    verdict: judgement.humansNeeded > 1 ? 'needs-second-human' : 'clear',
    blockedBy: judgement.humansNeeded > 1 ? judgement.blockedBy : [],
    findings: judgement.findings,
    waived: judgement.waived,
    difference,
    authorship,
    authored: authored.flatMap(authoredSentences),
    coverage: coverageOf(comparisons, facts.flat()),
    diagnostics: [
      ...locatedDiagnostics(comparisons, [...opinions.diagnostics, ...problemsOfIgnores(change, rules, request)]),
      ...diagnostics,
      ...policyProblems,
      ...waiversInQuestion(settings.settings.waivers, { ...judgement, difference }, request.nowMs),
    ],
    elapsedMs: request.clock.now() - startedAt,
  }
  const secrets = new Set(comparisons.flatMap((each) => [...each.secrets]))
  return {
    result: concealed(result, secrets),
    judgement: concealed(judgement, secrets),
    settings,
    policy,
    namedPlans,
    policyProblems,
    ownership,
    digest: digestOf(policy, result, comparisons),
    accessState: accessState({ ...difference, inputs: comparisons.flatMap(({ inputs }) => inputs) }),
    places: changedPlaces(judgements[0]?.findings ?? [], change),
    explain: explaining({ facts: facts.flat(), rules, settings: settings.settings, context: told, secrets }),
    suggest: suggesting({ ...request, findings: judgement.findings, compared, judged: judgedAlone, secrets }),
    changesPolicy: change.governed.some(({ path }) => policy.isPolicy(path)),
    judged: () => judgedChange({ comparisons, facts, told, waiving: waived, secrets }),
  }
}

async function comparisonsOf(
  { comparisons, modules: sources, memory }: ReviewRequest,
  open: ReturnType<typeof rememberingOpen>,
  { isPolicy, settings }: Pick<Policy, 'isPolicy' | 'settings'>,
): Promise<readonly ComparedPair[]> {
  const compared: ComparedPair[] = []
  for (const { base, head } of comparisons) {
    const revisions = { base: base.id ?? '', head: head.id ?? '' }
    const sides = { base: await open(base), head: await open(head) }
    const readsTags = asksForTags(settings.settings.dataClassification)
    const policyKind = (path: string) => chosenPolicyKind(settings.settings.policyKinds, path)
    const pair = { ...sides, revisions, sources, memory, isPolicy, policyKind, readsTags }
    compared.push({ pair, head, trees: await compareTrees(pair) })
  }
  return compared
}

function authoredSentences(fact: Fact): readonly string[] {
  return fact.kind === 'authorship' && opensAccess(fact) ? [authoredSentence(fact)] : []
}

/** What is wrong with the policy that the change brings, where it touches one. */
async function policyProblemsOf(
  { comparisons: [asked], bundle, policyContext = {} }: ReviewRequest,
  { governed }: TreeComparison,
  open: (revision: Revision) => Promise<SideTexts>,
): Promise<readonly LocatedDiagnostic[]> {
  const changed = governed.filter(({ format }) => format === 'settings').map(({ path }) => path)
  if (asked === undefined || changed.length === 0) return []
  return broughtPolicyProblems(changed, await open(asked.head), bundle, policyContext)
}

/**
 * Whether a path had a part in the verdict; undefined where the settings make every path matter. What a path held that
 * is no longer there may stand at another one now.
 */
function examined(comparisons: readonly TreeComparison[], { hold }: Settings): ((path: string) => boolean) | undefined {
  if (hold === 'any') return undefined
  const inputs = new Set(comparisons.flatMap((each) => each.inputs.map(([path]) => path)))
  return (path) => inputs.has(path) || comparisons.some(({ paths }) => !paths.head.has(path))
}

function problemsOfIgnores(
  change: TreeComparison,
  rules: readonly Rule[],
  { nowMs }: ReviewRequest,
): readonly Diagnostic[] {
  return ignoreProblems(ignoresInQuestion(change), rules, nowMs)
}

function contextOf(
  { bundle, commits }: ReviewRequest,
  authorship: PullRequestAuthorship,
  change: TreeComparison,
  settings: Settings,
): AuthorshipContext {
  const { signatures } = effectiveSignatures(bundle.signatures, settings)
  return { authorship, change, settings, signatures, ...(commits === undefined ? {} : { commits }) }
}

/** Whose owners are asked for, if any; old and new names of moved files among them, each once. */
function ownedPaths(comparisons: readonly TreeComparison[], { codeowners }: Settings): readonly string[] {
  if (!codeowners) return []
  return [...new Set(comparisons.flatMap((each) => each.governed.map(({ path }) => path)))].sort()
}

/** Plans tell of the change itself. */
function withAllPlans(
  compared: readonly ComparedPair[],
  plans: ReviewPlans | undefined,
  named: readonly NamedPlan[],
): readonly TreeComparison[] {
  return compared.map(({ trees }, index) => {
    if (index > 0) return trees
    return withNamedPlans(plans === undefined ? trees : withPlans(trees, plans), named)
  })
}

/** Facts a comparison; what concerns the change as a whole stands with the first. */
function factsOfChange(comparisons: readonly TreeComparison[], whole: readonly Fact[]): readonly (readonly Fact[])[] {
  return comparisons.map((each, index) => (index === 0 ? [...each.facts, ...whole] : each.facts))
}

function union(comparisons: readonly TreeComparison[]): AccessDifference {
  const all = comparisons.flatMap((each) => each.differences.map(({ difference }) => difference))
  return {
    granted: distinct(all.flatMap((each) => each.granted)),
    revoked: distinct(all.flatMap((each) => each.revoked)),
    undecided: distinct(all.flatMap((each) => each.undecided)),
  }
}

/** Regions are the same where they say the same, wherever they stand. */
function distinct<Region extends object>(regions: readonly Region[]): readonly Region[] {
  const key = (region: Region) =>
    JSON.stringify({ ...region, headCauses: undefined, baseCauses: undefined, witness: undefined })
  return [...new Map(regions.map((region) => [key(region), region])).values()]
}

function digestOf(
  { bundle: { version }, settings: { settings }, content }: Policy,
  { difference, findings, waived }: ReviewResult,
  comparisons: readonly TreeComparison[],
): string {
  const { granted, undecided } = difference
  // What both comparisons read alike counts once: a base branch that moves elsewhere does not void an approval.
  const inputs = [
    ...new Map(comparisons.flatMap((each) => each.inputs.map((input) => [input.join(' '), input]))).values(),
  ]
  return accessDigest({ granted, undecided, findings, waived, settings, floor: content, version, inputs })
}
