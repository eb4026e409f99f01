import { memorySourceTrees } from '../adapters/memory/source-trees.ts'
import { firstOf } from '../adapters/module-sources/first-of.ts'
import { hclSecondOpinion } from '../adapters/second-opinion/hcl-second-opinion.ts'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import { parseRuleDoc } from '../core/rules/doc-examples.ts'
import { locate } from '../core/rules/locate.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import type { Bundle } from '../review/bundle.ts'
import { type ExampleContext, runRuleExample } from '../review/run-rule-example.ts'
import { loadBundle } from './bundle.ts'
import type { SourcedRule } from './rule-set.ts'

export interface RuleTests {
  /** How many examples were run. */
  readonly examples: number
  /** What does not hold, or is missing, at the doc's lines. */
  readonly failures: readonly LocatedDiagnostic[]
}

/**
 * Checks the docs of `tested` and runs their examples, with all of `rules` in force. A second opinion that is passed in
 * stays open.
 */
export async function testRules(
  tested: readonly SourcedRule[],
  rules: readonly SourcedRule[],
  given?: SecondOpinion,
): Promise<RuleTests> {
  const secondOpinion = given ?? hclSecondOpinion()
  try {
    const bundle = { ...loadBundle(), rules: rules.map(({ rule }) => rule) }
    const context = exampleContext(bundle, secondOpinion)
    let examples = 0
    const failures: LocatedDiagnostic[] = []
    for (const each of tested) {
      const outcome = await testRule(each, context)
      examples += outcome.examples
      failures.push(...outcome.failures)
    }
    return { examples, failures }
  } finally {
    if (given === undefined) await secondOpinion.close()
  }
}

/** What examples are run with on this machine: trees in memory, and no modules of elsewhere. */
export function exampleContext(bundle: Bundle, secondOpinion: SecondOpinion): ExampleContext {
  return { bundle, secondOpinion, modules: firstOf([]), treesOf: memorySourceTrees }
}

async function testRule({ rule, source, doc }: SourcedRule, context: ExampleContext): Promise<RuleTests> {
  if (doc.text === undefined) return { examples: 0, failures: [failure(source, 1, MISSING)] }
  const { title, examples, diagnostics } = parseRuleDoc(doc.text, doc.file)
  const failures: LocatedDiagnostic[] = [...locate(doc.text, diagnostics)]
  if (title !== '' && title !== rule.title) {
    failures.push(failure(doc.file, 1, otherTitle(title, rule.title)))
  }
  for (const example of examples) {
    const why = await runRuleExample(rule, example, context)
    if (why === undefined) continue
    const summary = `\`${rule.id}\` does not do what "${example.title}" says`
    failures.push(
      failure(doc.file, example.line, { code: 'rule-example-failed', summary, detail: `${sentence(why)}.` }),
    )
  }
  return { examples: examples.length, failures }
}

type Problem = Pick<LocatedDiagnostic, 'code' | 'summary' | 'detail'>

const MISSING: Problem = {
  code: 'rule-doc-missing',
  summary: 'the rule has no doc that can be read',
  detail: 'Put a Markdown file of its name beside it, in UTF-8, with two firing and two silent examples.',
}

function otherTitle(written: string, wanted: string): Problem {
  const summary = `the doc's title is "${written}", the rule's is "${wanted}"`
  return { code: 'rule-doc-invalid', summary, detail: 'Give both the same title.' }
}

function failure(file: string, line: number, problem: Problem): LocatedDiagnostic {
  return { severity: 'error', file, line, column: 1, ...problem }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
