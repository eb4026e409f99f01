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
import { type Review, review } from '../review/review.ts'
import { loadBundle } from './bundle.ts'
import { openChange } from './change.ts'
import { CLEAR, ENVIRONMENT_FAULT, NEEDS_SECOND_HUMAN } from './exit-codes.ts'
import { withProgress } from './progress.ts'
import { terminalStyle } from './terminal-style.ts'

const FORMATS = ['text', 'json', 'sarif', 'markdown', 'github'] as const
type Format = (typeof FORMATS)[number]

interface ReviewOptions {
  readonly repo: string
  readonly base: string
  readonly head: string
  readonly format: Format
}

/** `countersign review`: the review of a pull request, over two directories or two revisions of a local repository. */
export function reviewCommand(): Command {
  return new Command('review')
    .description('Says what access HEAD adds to BASE, who wrote it, and whether a second human is needed')
    .option('--repo <path>', 'a local repository, bare or not', '.')
    .requiredOption('--base <rev|dir>', 'what the change starts from: a revision or a directory')
    .requiredOption('--head <rev|dir>', 'what the change ends in: a revision or a directory')
    .addOption(new Option('--format <format>', 'what to print').choices(FORMATS).default('text'))
    .addHelpText('after', '\nExit code: 0 clear, 1 needs a second human, 2 an environment fault, 64 usage')
    .action(async (options: ReviewOptions) => {
      const { result } = await runReview(options)
      process.stdout.write(formatted(result, options.format))
      process.exitCode = exitCodeOf(result)
    })
}

/** Reviews as the command does, without printing. A second opinion that is passed in stays open. */
export async function runReview(
  { repo, base, head }: Omit<ReviewOptions, 'format'>,
  given?: SecondOpinion,
): Promise<Review> {
  const bundle = loadBundle()
  const change = await openChange(repo, base, head, directoryTrees())
  const secondOpinion = given ?? hclSecondOpinion()
  try {
    const request = { ...change.request(bundle), bundle, secondOpinion, clock: { now: () => performance.now() } }
    return await withProgress(`reviewing ${base}..${head}`, review(request))
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
