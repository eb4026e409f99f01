import { Command, Option } from 'commander'
import { streamCommits } from '../adapters/git/read-commits.ts'
import { classifyCommit } from '../core/authorship/classify.ts'
import { answerJsonLines } from './authorship-jsonl.ts'
import { authorshipJson, authorshipText } from './authorship-output.ts'
import { bundledSignatures } from './bundled-signatures.ts'
import { type CommandStreams, openInput, processStreams, written } from './command-streams.ts'
import { USAGE } from './exit-codes.ts'

interface AuthorshipOptions {
  readonly repo?: string
  readonly jsonl?: string
  readonly format: 'text' | 'json'
}

/** `countersign authorship`: which commits an AI tool wrote or helped to write, and what shows it. */
export function authorshipCommand(streams: CommandStreams = processStreams): Command {
  const command = new Command('authorship')
    .description('Says which commits an AI tool wrote or helped to write, and what shows it')
    .argument('[range]', 'the commits to judge: BASE..HEAD, or a revision with its whole history')
    .option('--repo <path>', 'a local repository, bare or not (default: the current directory)')
    .addOption(new Option('--format <format>', 'what to print for a range').choices(['text', 'json']).default('text'))
    .option('--jsonl <file>', 'judge the commits that FILE lists instead, one JSON object a line; - is standard input')
    .addHelpText('after', HELP)
  return command.action(async (range: string | undefined, options: AuthorshipOptions) => {
    if (options.jsonl !== undefined) {
      if (range !== undefined || options.repo !== undefined) command.error('--jsonl takes neither a range nor --repo')
      const bad = await answerJsonLines(openInput(options.jsonl, streams), streams, bundledSignatures())
      streams.setExitCode(bad > 0 ? USAGE : 0)
    } else if (range === undefined) {
      command.error('say which commits: a range such as main..HEAD, or --jsonl FILE')
    } else {
      await judgeRange(options.repo ?? '.', range, options.format, streams)
    }
  })
}

const HELP = `
A line of --jsonl is {"id","author_name","author_email","author_login"?,"committer_name","committer_email","message","branch"?};
the answer is {"id","verdict":"ai|ai-assisted|bot|human","tool","evidence":[{"where","match","strength"}]}, in input order.
A line that cannot be read gets no answer: it is named on standard error, the others are answered, and the exit code is 64.

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
