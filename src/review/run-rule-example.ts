import { localAuthorship } from '../core/authorship/pull-request.ts'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import type { DocExample } from '../core/rules/doc-examples.ts'
import { readExampleFact } from '../core/rules/example-fact.ts'
import type { Fact } from '../core/rules/fact.ts'
import { type Judgement, judge } from '../core/rules/judge.ts'
import type { Rule } from '../core/rules/rule.ts'
import { readSettings, SETTINGS_YML } from '../core/rules/settings.ts'
import type { ModuleSources } from '../ports/module-sources.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import type { Bundle } from './bundle.ts'
import { type ReviewRequest, review } from './review.ts'
import { terraformMemory } from './terraform-memory.ts'

/** What an example is run with. */
export interface ExampleContext {
  /** Every rule there is: an example shows which of them speaks. */
  readonly bundle: Bundle
  readonly secondOpinion: SecondOpinion
  readonly modules: ModuleSources
  /** Trees of these revisions: files by path. */
  readonly treesOf: (revisions: Readonly<Record<'base' | 'head', Readonly<Record<string, string>>>>) => SourceTrees
}

/**
 * Runs one example of a rule's doc through the review that a pull request gets, or, where it states facts, through the
 * rules alone. Gives a sentence that says why the example does not hold, or undefined where it does: a firing example
 * holds where the rule makes a finding, a silent one where it makes none. A rule in preview is taken to be on.
 */
export async function runRuleExample(
  rule: Rule,
  example: DocExample,
  context: ExampleContext,
): Promise<string | undefined> {
  const rules = context.bundle.rules.map((each) => (each.id === rule.id ? switchedOn(each) : each))
  const bundle = { ...context.bundle, rules }
  const outcome =
    example.facts.length > 0 ? judgeFacts(example, bundle) : await reviewFiles(example, { ...context, bundle })
  if (typeof outcome === 'string') return outcome
  const [broken] = SPEAKS_OF_ACCESS.has(rule.kind) ? outcome.errors : []
  if (broken !== undefined) return `a file of it cannot be read: ${broken}`
  const finding = outcome.judgement.findings.find((each) => each.rule === rule.id)
  if (example.expect === 'fires') return finding === undefined ? whySilent(rule, outcome) : undefined
  if (finding === undefined) return undefined
  return `it makes a finding at ${finding.file}:${finding.startLine}: ${finding.title}`
}

function switchedOn(rule: Rule): Rule {
  return rule.lifecycle === 'preview' ? { ...rule, lifecycle: 'stable' } : rule
}

/** What cannot be read is found by other rules: of access, an example shows nothing with it. */
const SPEAKS_OF_ACCESS: ReadonlySet<Rule['kind']> = new Set(['broadened', 'guardrail-removed'])

interface Outcome {
  readonly judgement: Judgement
  /** Those of the problems that are errors in the files. */
  readonly errors: readonly string[]
  /** What could not be understood of the files. */
  readonly problems: readonly string[]
}

function judgeFacts({ facts, base }: DocExample, { rules }: Bundle): Outcome | string {
  const read: Fact[] = []
  for (const text of facts) {
    const each = readExampleFact(text)
    if (each.kind === 'problem') return `a fact of it cannot be read: ${each.why}`
    read.push(each.fact)
  }
  const { settings, located } = readSettings({ yml: base.get(SETTINGS_YML) }, rules)
  const problems = located.map(problemText)
  return { judgement: judge(read, rules, settings), problems, errors: [] }
}

async function reviewFiles({ base, head }: DocExample, context: ExampleContext): Promise<Outcome> {
  const { bundle, secondOpinion, modules } = context
  const trees = context.treesOf({ base: Object.fromEntries(base), head: Object.fromEntries(head) })
  const before = { trees, id: 'base' }
  const reviewed = (comparison: ReviewRequest['comparisons'][number]): ReviewRequest => ({
    comparisons: [comparison],
    policy: before,
    bundle,
    authorship: ({ settings }) => localAuthorship([], bundle.signatures, settings),
    secondOpinion,
    modules,
    memory: terraformMemory(),
    clock: { now: () => 0 },
    nowMs: 0,
    accountable: { kind: 'names' },
  })
  const { judgement, result } = await review(reviewed({ base: before, head: { trees, id: 'head' } }))
  // A review tells of the files that a change leaves: what was there before is told as if it were new.
  const { result: earlier } = await review(reviewed({ base: { trees, id: undefined }, head: before }))
  const problems = result.diagnostics.map(problemText)
  const found = [...result.diagnostics, ...earlier.diagnostics]
  const errors = found.filter(({ severity }) => severity === 'error').map(problemText)
  return { judgement, problems, errors }
}

function problemText({ file, line, summary }: Pick<LocatedDiagnostic, 'file' | 'line' | 'summary'>): string {
  return `${file}:${line}: ${summary}`
}

/** The nearest reason that the rule made no finding. */
function whySilent({ id }: Rule, { judgement, problems }: Outcome): string {
  const { explanations, findings } = judgement
  const outdone = explanations.find(({ matched }) => matched.includes(id))
  if (outdone !== undefined) {
    return `it matches, but \`${outdone.rule}\` speaks: of higher severity, or specific where this one is general, or earlier by name`
  }
  if (explanations.some(({ inactive }) => inactive.includes(id))) return 'it matches, but does not act: it is removed'
  const unread = problems.length === 0 ? '' : ` (${problems.join('; ')})`
  if (findings.length === 0) return `nothing is found in this change at all${unread}`
  const others = [...new Set(findings.map(({ rule }) => `\`${rule}\``))].join(', ')
  return `its condition is not true of what is found in this change: ${others} speaks instead${unread}`
}
