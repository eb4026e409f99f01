import type { PullRequestAuthorship } from '../core/authorship/authorship.ts'
import { effectiveSignatures } from '../core/authorship/pull-request.ts'
import type { AccessDifference } from '../core/difference/difference.ts'
import { type AccessState, accessState } from '../core/gate/access-state.ts'
import { accessDigest } from '../core/gate/digest.ts'
import type { ChangedPlace } from '../core/report/line-comments.ts'
import type { ReviewResult } from '../core/report/review-result.ts'
import { authoredSentence, opensAccess } from '../core/rules/authored-text.ts'
import type { Fact } from '../core/rules/fact.ts'
import type { Finding } from '../core/rules/finding.ts'
import { type Explanation, type Judgement, judge } from '../core/rules/judge.ts'
import { type ReadSettings, readSettings, SETTINGS_YAML, SETTINGS_YML, type Settings } from '../core/rules/settings.ts'
import type { Clock } from '../ports/clock.ts'
import type { ModuleSources } from '../ports/module-sources.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import type { AuthorshipContext } from './authorship-context.ts'
import { authorshipFacts } from './authorship-facts.ts'
import type { Bundle } from './bundle.ts'
import type { ChangeCommits } from './change-commits.ts'
import { changedPlaces } from './changed-places.ts'
import { commitsFacts } from './commits-facts.ts'
import { compareTrees, type TreeComparison } from './compare-trees.ts'
import { concealed } from './concealed.ts'
import { coverageOf, locatedDiagnostics } from './coverage.ts'
import { conflictFacts, settingsFacts } from './facts-of-change.ts'
import { secondOpinions } from './facts-of-second-opinion.ts'
import { type NamedPlan, withNamedPlans } from './named-plans.ts'
import { type ReviewPlans, withPlans } from './plans.ts'
import { type Ownership, readCodeOwners } from './read-code-owners.ts'
import { type Revision, rememberingOpen, type SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

export interface ReviewRequest {
  /** What the change does, then what would exist after it landed. The verdict is the union. */
  readonly comparisons: readonly { readonly base: Revision; readonly head: Revision }[]
  /** The tip of the base branch: rules and settings are read here and nowhere else. */
  readonly policy: Revision
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
  readonly clock: Clock
}

export interface Review {
  readonly result: ReviewResult
  readonly judgement: Judgement
  readonly settings: ReadSettings
  readonly namedPlans: readonly NamedPlan[]
  /** Who owns the governed files, where the settings ask for them. */
  readonly ownership: Ownership
  /** What an approval is bound to. */
  readonly digest: string
  /** What the change leads to; undefined where nothing was read. */
  readonly accessState: AccessState | undefined
  /** Where findings stand in what the change itself touches, by their digest. */
  readonly places: ReadonlyMap<string, ChangedPlace>
}

/** Reviews one change. Faults of the ports are thrown; whatever is wrong with the change is in the result. */
export async function review(request: ReviewRequest): Promise<Review> {
  const startedAt = request.clock.now()
  const open = rememberingOpen()
  const policy = await open(request.policy)
  const { settings, texts } = await readPolicy(policy, request.bundle)
  const namedPlans = (await request.namedPlans?.(settings.settings)) ?? []
  const comparisons: TreeComparison[] = []
  for (const { base, head } of request.comparisons) {
    const revisions = { base: base.id ?? '', head: head.id ?? '' }
    const { modules: sources, memory } = request
    const trees = await compareTrees({ base: await open(base), head: await open(head), revisions, sources, memory })
    comparisons.push(comparisons.length === 0 ? withAllPlans(trees, request.plans, namedPlans) : trees)
  }
  const authorship = request.authorship(settings, examined(comparisons, settings.settings))
  const [change] = comparisons
  if (change === undefined) throw new Error('a review needs at least one comparison')
  const context = contextOf(request, authorship, change, settings.settings)
  const authored = await authorshipFacts(context)
  const opinions = await secondOpinions(change, request.secondOpinion, request.memory)
  const facts = factsOfChange(comparisons, [
    ...settingsFacts(settings, texts),
    ...(request.conflict === true ? conflictFacts() : []),
    ...authored,
    ...commitsFacts(context),
    ...opinions.facts,
  ])
  const judgements = facts.map((each) => judge(each, request.bundle.rules, settings.settings))
  const judgement = judgedOnce(judgements)
  const difference = union(comparisons)
  const owned = settings.settings.codeowners ? governedPaths(comparisons) : []
  const { ownership, diagnostics } = await readCodeOwners(policy, owned)
  const result: ReviewResult = {
    verdict: judgement.humansNeeded > 1 ? 'needs-second-human' : 'clear',
    findings: judgement.findings,
    difference,
    authorship,
    authored: authored.flatMap((fact) =>
      fact.kind === 'authorship' && opensAccess(fact) ? [authoredSentence(fact)] : [],
    ),
    coverage: coverageOf(comparisons, facts.flat()),
    diagnostics: [...locatedDiagnostics(comparisons, opinions.diagnostics), ...diagnostics],
    elapsedMs: request.clock.now() - startedAt,
  }
  const secrets = new Set(comparisons.flatMap((each) => [...each.secrets]))
  return {
    result: concealed(result, secrets),
    judgement: concealed(judgement, secrets),
    settings,
    namedPlans,
    ownership,
    digest: digestOf(request.bundle, settings.settings, result, comparisons),
    accessState: accessState({ ...difference, inputs: comparisons.flatMap(({ inputs }) => inputs) }),
    places: changedPlaces(judgements[0]?.findings ?? [], change),
  }
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

function contextOf(
  { bundle, commits }: ReviewRequest,
  authorship: PullRequestAuthorship,
  change: TreeComparison,
  settings: Settings,
): AuthorshipContext {
  const { signatures } = effectiveSignatures(bundle.signatures, settings)
  return { authorship, change, settings, signatures, ...(commits === undefined ? {} : { commits }) }
}

/** Old and new names of moved files among them, each once. */
function governedPaths(comparisons: readonly TreeComparison[]): readonly string[] {
  return [...new Set(comparisons.flatMap((each) => each.governed.map(({ path }) => path)))].sort()
}

function withAllPlans(
  trees: TreeComparison,
  plans: ReviewPlans | undefined,
  named: readonly NamedPlan[],
): TreeComparison {
  return withNamedPlans(plans === undefined ? trees : withPlans(trees, plans), named)
}

/** Facts a comparison; what concerns the change as a whole stands with the first. */
function factsOfChange(comparisons: readonly TreeComparison[], whole: readonly Fact[]): readonly (readonly Fact[])[] {
  return comparisons.map((each, index) => (index === 0 ? [...each.facts, ...whole] : each.facts))
}

/** Keeps of each comparison's judgement what it adds to the earlier ones': the same finding is told once. */
function judgedOnce(judgements: readonly Judgement[]): Judgement {
  const told = new Set<string>()
  const findings: Finding[] = []
  const explanations: Explanation[] = []
  const teams: string[] = []
  let humansNeeded = 1
  for (const judgement of judgements) {
    const isNew = ({ digest }: { readonly digest?: string }) => digest === undefined || !told.has(digest)
    findings.push(...judgement.findings.filter(isNew))
    explanations.push(...judgement.explanations.filter(isNew))
    humansNeeded = Math.max(humansNeeded, judgement.humansNeeded)
    teams.push(...judgement.teamsNeeded)
    for (const { digest } of judgement.findings) told.add(digest)
  }
  return { findings, explanations, humansNeeded, teamsNeeded: [...new Set(teams)] }
}

/** The settings at a tree, and the texts they were read from. */
export async function readPolicy(
  { texts, unreadable, load }: SideTexts,
  bundle: Bundle,
): Promise<{ settings: ReadSettings; texts: ReadonlyMap<string, string> }> {
  await load([SETTINGS_YML, SETTINGS_YAML])
  const textOf = (path: string) => (unreadable.has(path) ? NOT_TEXT : texts.get(path))
  const settings = readSettings({ yml: textOf(SETTINGS_YML), yaml: textOf(SETTINGS_YAML) }, bundle.rules)
  return { settings, texts }
}

/** Stands for a settings file that is no text: read as YAML it is an error, and so it holds. */
const NOT_TEXT = '\u0000'

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
  { version }: Bundle,
  settings: Settings,
  { difference, findings }: ReviewResult,
  comparisons: readonly TreeComparison[],
): string {
  const { granted, undecided } = difference
  // What both comparisons read alike counts once: a base branch that moves elsewhere does not void an approval.
  const inputs = [
    ...new Map(comparisons.flatMap((each) => each.inputs.map((input) => [input.join(' '), input]))).values(),
  ]
  return accessDigest({ granted, undecided, findings, settings, version, inputs })
}
