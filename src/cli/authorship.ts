import { Command, Option } from 'commander'
import { streamCommits } from '../adapters/git/read-commits.ts'
import { classifyCommit } from '../core/authorship/classify.ts'
import { answerJsonLines } from './authorship-jsonl.ts'
import { authorshipJson, authorshipText } from './authorship-output.ts'
import { statsJson, statsText } from './authorship-stats-output.ts'
import { bundledSignatures } from './bundled-signatures.ts'
import { type CommandStreams, openInput, processStreams, written } from './command-streams.ts'
import { dayMs } from './day-ms.ts'
import { USAGE } from './exit-codes.ts'
import { withProgress } from './progress.ts'

interface AuthorshipOptions {
  readonly repo?: string
  readonly jsonl?: string
  readonly stats?: boolean
  readonly since?: string
  readonly format: 'text' | 'json'
}

/** `countersign authorship`: which commits an AI tool wrote or helped to write, and what shows it. */
export function authorshipCommand(streams: CommandStreams = processStreams): Command {
  const command = new Command('authorship')
    .description('Says which commits an AI tool wrote or helped to write, and what shows it')
    .argument('[range]', 'the commits to judge: BASE..HEAD, or a revision with its whole history')
    .option('--repo <path>', 'a local repository, bare or not (default: the current directory)')
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .option('--jsonl <file>', 'judge the commits that FILE lists instead, one JSON object a line; - is standard input')
    .option('--stats', 'count instead how much of the governed change AI tools wrote, and how it landed')
    .option('--since <date>', 'with --stats: only what landed at this date or later, such as 2026-01-31 (UTC)')
    .addHelpText('after', HELP)
  return command.action(async (range: string | undefined, options: AuthorshipOptions) => {
    const misuse = misuseOf(range, options)
    if (misuse !== undefined) command.error(misuse)
    if (options.jsonl !== undefined) {
      const bad = await answerJsonLines(openInput(options.jsonl, streams), streams, bundledSignatures())
      streams.setExitCode(bad > 0 ? USAGE : 0)
    } else if (options.stats === true) {
      await printStats(range ?? 'HEAD', options, streams)
    } else if (range !== undefined) {
      await judgeRange(options.repo ?? '.', range, options.format, streams)
    }
  })
}

function misuseOf(range: string | undefined, options: AuthorshipOptions): string | undefined {
  const { jsonl, stats, since, repo } = options
  if (jsonl !== undefined && (range !== undefined || repo !== undefined))
    return '--jsonl takes neither a range nor --repo'
  if (jsonl !== undefined && stats === true) return '--stats counts a repository, not --jsonl'
  if (since !== undefined && stats !== true) return '--since goes with --stats'
  if (since !== undefined && dayMs(since) === undefined) return `${since} is no date such as 2026-01-31`
  if (stats === true && range?.includes('..')) return '--stats takes one revision and --since, not a range'
  if (stats === true || jsonl !== undefined || range !== undefined) return undefined
  return 'say which commits: a range such as main..HEAD, --jsonl FILE, or --stats'
}

const HELP = `
A line of --jsonl is {"id","author_name","author_email","author_login"?,"committer_name","committer_email","message","branch"?};
the answer is {"id","verdict":"ai|ai-assisted|bot|human","tool","evidence":[{"where","match","strength"}]}, in input order.
A line that cannot be read gets no answer: it is named on standard error, the others are answered, and the exit code is 64.

With --stats the argument is one revision (default: HEAD). Its first-parent history is counted from git alone, in text or
as the schema countersign.authorship-stats/1.

"human" means that no evidence was found, and proves nothing: nearly every marker can be switched off.
Exit code: 0 every commit was judged, 2 an environment fault (no repository, no such revision), 64 usage`

async function judgeRange(
  repository: string,
  range: string,
  format: AuthorshipOptions['format'],
  streams: CommandStreams,
): Promise<void> {
  const signatures = bundledSignatures()
  const output = format === 'json' ? authorshipJson() : authorshipText(signatures)
  for await (const commit of streamCommits(repository, range)) {
    await written(streams.stdout, output.commit(commit, classifyCommit(commit, signatures)))
  }
  await written(streams.stdout, output.end())
  streams.setExitCode(0)
}

async function printStats(revision: string, options: AuthorshipOptions, streams: CommandStreams): Promise<void> {
  const signatures = bundledSignatures()
  const { repo: repository = '.', since } = options
  const sinceMs = since === undefined ? undefined : dayMs(since)
  const request = { repository, revision, ...(sinceMs === undefined ? {} : { sinceMs }) }
  // Counting knows which files are governed, and for that every parser: nothing else here needs them.
  const { countHistory } = await import('./authorship-stats.ts')
  const counted = await withProgress(`Reading the history of ${repository}`, countHistory(request, signatures))
  const scope = { revision, ...(since === undefined ? {} : { since }) }
  const print = options.format === 'json' ? statsJson : statsText
  await written(streams.stdout, print(counted, scope, signatures))
  streams.setExitCode(0)
}
