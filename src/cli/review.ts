import { Command, Option } from 'commander'
import { directoryTrees } from '../adapters/filesystem/directory-trees.ts'
import { hclSecondOpinion } from '../adapters/second-opinion/hcl-second-opinion.ts'
import { githubReport } from '../core/report/github-report.ts'
import { jsonReport } from '../core/report/json-report.ts'
import { markdownReport } from '../core/report/markdown-report.ts'
import type { ReviewResult } from '../core/report/review-result.ts'
import { sarifReport } from '../core/report/sarif-report.ts'
import { textReport } from '../core/report/text-report.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import type { ReviewPlans } from '../review/plans.ts'
import type { Review } from '../review/review.ts'
import { terraformMemory } from '../review/terraform-memory.ts'
import { loadBundle } from './bundle.ts'
import { openChange } from './change.ts'
import { CLEAR, ENVIRONMENT_FAULT, NEEDS_SECOND_HUMAN } from './exit-codes.ts'
import { FLOOR_OPTION, floorOf } from './floor-file.ts'
import { type PlanPaths, planLines, readPlanFiles } from './plan-files.ts'
import { withProgress } from './progress.ts'
import { reviewChange } from './review-change.ts'
import { terminalStyle } from './terminal-style.ts'

const FORMATS = ['text', 'json', 'sarif', 'markdown', 'github'] as const
type Format = (typeof FORMATS)[number]
/** Those that show ready fixes. */
const SUGGESTING: ReadonlySet<Format> = new Set(['json', 'sarif', 'markdown'])

interface ReviewOptions extends PlanPaths {
  readonly repo: string
  readonly base: string
  readonly head: string
  readonly format: Format
  readonly floor?: string
}

/** `countersign review`: the review of a pull request, over two directories or two revisions of a local repository. */
export function reviewCommand(): Command {
  const command = new Command('review')
    .description('Says what access HEAD adds to BASE, who wrote it, and whether a second human is needed')
    .option('--repo <path>', 'a local repository, bare or not', '.')
    .requiredOption('--base <rev|dir>', 'what the change starts from: a revision or a directory')
    .requiredOption('--head <rev|dir>', 'what the change ends in: a revision or a directory')
    .addOption(new Option('--format <format>', 'what to print').choices(FORMATS).default('text'))
    .option(...FLOOR_OPTION)
    .option('--plan-head <file>', 'what `terraform show -json` says of a plan of HEAD: it may add findings')
    .option('--plan-base <file>', "likewise of BASE; without it head's plan is compared by its own before and after")
    .addHelpText(
      'after',
      '\nExit code: 0 clear, 1 needs a second human or is blocked by a rule, 2 an environment fault, 64 usage',
    )
  return command.action(async (options: ReviewOptions) => {
    const read = await readPlanFiles(options)
    if ('error' in read) return command.error(`error: ${read.error}`)
    const { result } = await runReview({ ...options, ...read }, undefined, SUGGESTING.has(options.format))
    process.stdout.write(formatted(result, options.format))
    if (read.plans !== undefined) writeSummary(planLines(read.plans), options.format)
    process.exitCode = exitCodeOf(result)
  })
}

/** The plans that were read, at the end of what people read; beside what is for programs. */
function writeSummary(lines: readonly string[], format: Format): void {
  const isForPeople = format === 'text' || format === 'markdown'
  const text = lines.map((line) => `${format === 'markdown' ? '\n' : ''}${line}\n`).join('')
  const sink = isForPeople ? process.stdout : process.stderr
  sink.write(text)
}

/** Reviews as the command does, without printing. A second opinion that is passed in stays open. */
export async function runReview(
  {
    repo,
    base,
    head,
    floor: file,
    plans,
  }: Pick<ReviewOptions, 'repo' | 'base' | 'head' | 'floor'> & { readonly plans?: ReviewPlans },
  given?: SecondOpinion,
  isSuggesting = false,
): Promise<Review> {
  const bundle = loadBundle()
  const floor = file === undefined ? {} : { floor: await floorOf(file, bundle.rules) }
  const directories = directoryTrees()
  const change = await openChange(repo, base, head, directories)
  const secondOpinion = given ?? hclSecondOpinion()
  try {
    const read = { bundle, directories, secondOpinion, memory: terraformMemory() }
    const tools = { ...read, nowMs: Date.now(), isSuggesting, ...floor }
    return await withProgress(`reviewing ${base}..${head}`, reviewChange(repo, change, tools, plans))
  } finally {
    await Promise.all([change.close(), given === undefined ? secondOpinion.close() : undefined])
  }
}

function formatted(result: ReviewResult, format: Format): string {
  switch (format) {
    case 'text':
      return textReport(result, terminalStyle(process.stdout))
    case 'json':
      return jsonReport(result)
    case 'sarif':
      return sarifReport(result)
    case 'markdown':
      return markdownReport(result)
    case 'github':
      return githubReport(result)
  }
}

function exitCodeOf({ verdict }: ReviewResult): number {
  switch (verdict) {
    case 'clear':
      return CLEAR
    case 'needs-second-human':
      return NEEDS_SECOND_HUMAN
    case 'failed':
      return ENVIRONMENT_FAULT
  }
}
