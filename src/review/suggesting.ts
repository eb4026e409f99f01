import { bySeverity } from '../core/report/line-comments.ts'
import type { Fact } from '../core/rules/fact.ts'
import type { Finding } from '../core/rules/finding.ts'
import type { Judgement } from '../core/rules/judge.ts'
import { type Caused, suggestionCandidates } from '../core/suggestion/candidates.ts'
import { showsSecret } from '../core/suggestion/shows-secret.ts'
import { type Suggestion, withSuggestion } from '../core/suggestion/suggestion.ts'
import type { Clock } from '../ports/clock.ts'
import { compareTrees, type TreeComparison, type TreePair } from './compare-trees.ts'
import { editedSide } from './edited-side.ts'
import type { Revision } from './side-texts.ts'

/** Finds ready fixes of a review's findings, by their digests. Throws `Fault`. */
export type Suggest = () => Promise<ReadonlyMap<string, Suggestion>>

export interface SuggestContext {
  /** The findings that are shown. */
  readonly findings: readonly Finding[]
  /** What was compared, the change itself first. */
  readonly compared: readonly ComparedPair[]
  /** What the rules say of a comparison. */
  readonly judged: (trees: TreeComparison) => Judgement
  /** Sensitive values of the configuration. */
  readonly secrets: ReadonlySet<string>
  readonly clock: Clock
}

export interface ComparedPair {
  readonly pair: TreePair
  readonly head: Revision
  /** What the files say, without any plan. */
  readonly trees: TreeComparison
}

/** Reviews that a review is followed by, each of the change with one suggestion taken over. */
const MAX_TRIALS = 8
/** No trial begins later than this. */
const MAX_MS = 5_000
/** Root modules, each in every variant, that a change may reach for its fixes to be tried. */
const MAX_VARIANTS = 200

/**
 * A fix is suggested only where it was tried: with it the finding is gone from everything that was compared, and none
 * comes. A finding that an earlier suggestion takes away has none of its own. Nothing is worked out before somebody asks.
 */
export function suggesting(context: SuggestContext): Suggest {
  let found: Promise<ReadonlyMap<string, Suggestion>> | undefined
  return () => {
    found ??= suggestions(context)
    return found
  }
}

async function suggestions(context: SuggestContext): Promise<ReadonlyMap<string, Suggestion>> {
  const { findings, compared, secrets, clock } = context
  const [change] = compared
  const found = new Map<string, Suggestion>()
  if (change === undefined || change.trees.modules.length > MAX_VARIANTS) return found
  const until = clock.now() + MAX_MS
  const gone = new Set<string>()
  const trials = new Map<string, ReadonlySet<string>>()
  for (const finding of bySeverity(findings).filter(({ kind }) => FIXED.has(kind))) {
    const candidates = suggestionCandidates(finding, causesOf(finding, change.trees.facts), change.trees.sources)
    for (const candidate of candidates) {
      if (gone.has(finding.digest)) break
      if (showsSecret(candidate, secrets)) continue
      const key = JSON.stringify(candidate)
      if (!trials.has(key) && (trials.size >= MAX_TRIALS || clock.now() > until)) return found
      const fixed = trials.get(key) ?? (await goneWith(candidate, context))
      trials.set(key, fixed)
      if (!fixed.has(finding.digest)) continue
      found.set(finding.digest, candidate)
      for (const digest of fixed) gone.add(digest)
    }
  }
  return found
}

/** What stands in the files of the change; the rest is fixed by people, elsewhere. */
const FIXED: ReadonlySet<Finding['kind']> = new Set(['broadened', 'guardrail-removed', 'undecided'])

function causesOf({ file, startLine, endLine, resource }: Finding, facts: readonly Fact[]): readonly Caused[] {
  return facts.flatMap((fact): readonly Caused[] => {
    const { location, address } = fact
    const isBehind =
      location.file === file && location.startLine === startLine && location.endLine === endLine && address === resource
    if (!isBehind) return []
    if (fact.kind === 'granted') return fact.regions
    return fact.kind === 'undecided' ? [fact.region] : []
  })
}

/** The digests of the findings that a suggestion takes away; none where it brings one, or cannot be tried. */
async function goneWith(suggestion: Suggestion, context: SuggestContext): Promise<ReadonlySet<string>> {
  const before = new Set<string>()
  const after = new Set<string>()
  const nothing = new Set<string>()
  for (const each of context.compared) {
    const trees = await tried(suggestion, each, context.compared[0])
    if (trees === undefined || showsSecret(suggestion, trees.secrets)) return nothing
    const [known, now] = [digestsOf(context.judged(each.trees)), digestsOf(context.judged(trees))]
    if (!now.isSubsetOf(known)) return nothing
    for (const digest of known) before.add(digest)
    for (const digest of now) after.add(digest)
  }
  return before.difference(after)
}

/** What is waived is there as well. */
function digestsOf({ findings, waived }: Judgement): ReadonlySet<string> {
  return new Set([...findings, ...waived.map(({ finding }) => finding)].map(({ digest }) => digest))
}

/** Where the base branch has another text of the file than the change, nobody knows what merging would give. */
async function tried(
  suggestion: Suggestion,
  { pair, head }: ComparedPair,
  change: ComparedPair | undefined,
): Promise<TreeComparison | undefined> {
  const { file } = suggestion
  await pair.head.load([file])
  const text = pair.head.texts.get(file)
  if (text === undefined || text !== change?.pair.head.texts.get(file)) return undefined
  if (pair.head.stored.get(file)?.kind !== 'file') return undefined
  return compareTrees({ ...pair, head: await editedSide(pair.head, head, file, withSuggestion(text, suggestion)) })
}
