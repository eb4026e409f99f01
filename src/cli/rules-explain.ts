import { Command, Option } from 'commander'
import { directoryTrees } from '../adapters/filesystem/directory-trees.ts'
import { hclSecondOpinion } from '../adapters/second-opinion/hcl-second-opinion.ts'
import type { TextStyle } from '../core/report/text-report.ts'
import { ANSWERS, traceLines, untrueParts } from '../core/report/trace-text.ts'
import { askedFindings } from '../core/rules/asked-findings.ts'
import type { Floor } from '../core/rules/effective-policy.ts'
import type { RuleAnswer } from '../core/rules/explain-fact.ts'
import type { Finding } from '../core/rules/finding.ts'
import { visibleText } from '../core/text/visible-text.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import type { Review } from '../review/review.ts'
import { terraformMemory } from '../review/terraform-memory.ts'
import { loadBundle } from './bundle.ts'
import { openChange } from './change.ts'
import { type CommandStreams, written } from './command-streams.ts'
import { diagnosticLines } from './diagnostic-lines.ts'
import { CLEAR } from './exit-codes.ts'
import { FLOOR_OPTION, floorOf } from './floor-file.ts'
import { withProgress } from './progress.ts'
import { type ReviewTools, reviewChange } from './review-change.ts'
import { loadRuleSet } from './rule-set.ts'
import { terminalStyle } from './terminal-style.ts'
import { unknownRuleText } from './unknown-rule.ts'

interface ExplainOptions {
  readonly repo: string
  readonly base: string
  readonly head: string
  readonly rules?: string
  readonly floor?: string
  readonly rule?: string
  readonly all?: true
  readonly format: 'text' | 'json'
}

/** `countersign rules explain`: of each finding, which rules matched, which did not, and why. */
export function rulesExplainCommand(streams: CommandStreams, secondOpinion?: SecondOpinion): Command {
  const command = new Command('explain')
    .description('Says of each finding of a change which rules matched, which did not, and what each part came to')
    .argument(
      '[finding]',
      "the beginning of a finding's digest, four digits or more, or its place: <file>:<line>; all without it",
    )
    .option('--repo <path>', 'a local repository, bare or not', '.')
    .requiredOption('--base <rev|dir>', 'what the change starts from: a revision or a directory')
    .requiredOption('--head <rev|dir>', 'what the change ends in: a revision or a directory')
    .option('--rules <dir>', 'a folder of further rules; they take the place of built-in ones of their names')
    .option(...FLOOR_OPTION)
    .option('--rule <id>', 'explain this rule alone, in full')
    .option('--all', 'show every part of the rules that did not match, too')
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExit code: 0 explained, 2 an environment fault, 64 usage, or no such finding or rule')
  return command.action(async (asked: string | undefined, options: ExplainOptions) => {
    const { rules, diagnostics } = await loadRuleSet(options.rules)
    await written(streams.stderr, diagnosticLines(diagnostics, terminalStyle(process.stderr)))
    const judges = rules.map(({ rule }) => rule)
    const floor = options.floor === undefined ? undefined : await floorOf(options.floor, judges)
    const known = [...judges, ...(floor?.layer?.rules ?? [])]
    if (options.rule !== undefined && !known.some(({ id }) => id === options.rule))
      return command.error(`error: ${unknownRuleText(options.rule, known)}`)
    const review = await reviewed(options, { bundle: { ...loadBundle(), rules: judges }, floor }, secondOpinion)
    const { findings: all } = review.result
    const findings = asked === undefined ? all : askedFindings(all, asked)
    if (findings.length === 0 && asked !== undefined)
      return command.error(`error: no finding of this change is at, or begins with, ${visibleText(asked)}`)
    const explained = findings.map((finding) => ({ finding, answers: answersOf(finding, review, options) }))
    const text = options.format === 'json' ? explainJson(explained) : explainText(explained, options)
    await written(streams.stdout, text)
    streams.setExitCode(CLEAR)
  })
}

async function reviewed(
  { repo, base, head }: ExplainOptions,
  { bundle, floor }: Pick<ReviewTools, 'bundle'> & { readonly floor: Floor | undefined },
  given?: SecondOpinion,
): Promise<Review> {
  const directories = directoryTrees()
  const change = await openChange(repo, base, head, directories)
  const secondOpinion = given ?? hclSecondOpinion()
  try {
    const read = { bundle, directories, secondOpinion, memory: terraformMemory(), nowMs: Date.now() }
    const tools = floor === undefined ? read : { ...read, floor }
    return await withProgress(`reviewing ${base}..${head}`, reviewChange(repo, change, tools))
  } finally {
    await Promise.all([change.close(), given === undefined ? secondOpinion.close() : undefined])
  }
}

interface Explained {
  readonly finding: Finding
  readonly answers: readonly RuleAnswer[]
}

function answersOf({ digest }: Finding, { explain }: Review, { rule }: ExplainOptions): readonly RuleAnswer[] {
  return explain(digest).filter((answer) => rule === undefined || answer.rule === rule)
}

/** `{"schema":"countersign.rules-explain/1","findings":[{"rule","digest","file","startLine","title","rules":[{"rule","answer","acts","notes","trace"}]}]}` */
function explainJson(explained: readonly Explained[]): string {
  const findings = explained.map(({ finding: { rule, digest, file, startLine, title }, answers }) => ({
    ...{ rule, digest, file, startLine, title },
    rules: answers,
  }))
  return `${JSON.stringify({ schema: 'countersign.rules-explain/1', findings }, undefined, 2)}\n`
}

function explainText(explained: readonly Explained[], { all, rule }: ExplainOptions): string {
  const style = terminalStyle(process.stdout)
  if (explained.length === 0) return 'There are no findings.\n'
  return explained
    .map(({ finding, answers }) => {
      const { file, startLine, title, digest } = finding
      const head = `${style.strong(visibleText(title))}\n${visibleText(file)}:${startLine}  ${style.faint(digest.slice(0, 12))}\n`
      return head + answers.map((answer) => answerText(answer, all === true || rule !== undefined, style)).join('')
    })
    .join('\n')
}

function answerText({ rule, answer, notes, trace }: RuleAnswer, inFull: boolean, style: TextStyle): string {
  const isTold = inFull || answer !== 'does-not-match'
  const name = answer === 'does-not-match' ? style.faint(rule) : style.strong(rule)
  const said = [`${ANSWERS[answer]}.`, ...notes].join(' ')
  const [untrue = trace] = untrueParts(trace)
  const because = isTold ? '' : ` ${untrue.value}: ${untrue.source}`
  const lines = isTold ? traceLines(trace, 2) : []
  return [`  ${name}  ${said}${because}`, ...lines].map((line) => `${visibleText(line, 'keep')}\n`).join('')
}
