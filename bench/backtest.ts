import { mergedChanges } from '../src/adapters/git/merged-changes.ts'
import { replayHistory } from '../src/cli/replay-history.ts'
import { replayRules } from '../src/cli/replay-rules.ts'
import { isHeld } from '../src/core/backtest/replayed.ts'
import { repository } from '../test/authorship/repository.ts'
import { type BenchRow, printRows } from './row.ts'

/** Names a local repository to replay instead of the generated one. */
const REPOSITORY = 'COUNTERSIGN_BENCH_REPOSITORY'
const CHANGES = 60
const SERVICES = 40
const JOBS = [1, 2]

/**
 * Changes a minute that `countersign backtest` replays with one thread and with two: of a generated history, or the
 * newest ones of a repository that the environment names. The threads' start is part of it.
 */
export async function backtestBench(): Promise<readonly BenchRow[]> {
  const named = process.env[REPOSITORY]
  if (named !== undefined && named !== '') return replayed(named, named)
  const generated = await repository({ bare: true })
  try {
    generated.fastImport(script())
    return await replayed(generated.path, 'generated: a policy of one of 40 services grows, shrinks, or docs change')
  } finally {
    await generated.remove()
  }
}

async function replayed(path: string, what: string): Promise<readonly BenchRow[]> {
  const { changes } = await mergedChanges(path, 'HEAD', { last: CHANGES })
  const read = await replayRules(undefined)
  if (!('files' in read)) throw new Error('the installation has broken rules')
  const rows: BenchRow[] = []
  for (const jobs of JOBS) {
    const startedAt = performance.now()
    const before = process.cpuUsage()
    const request = { repository: path, rules: read.files, changes, known: new Map(), jobs, found: () => undefined }
    const outcomes = await replayHistory(request)
    const minutes = (performance.now() - startedAt) / 60_000
    const { user, system } = process.cpuUsage(before)
    const cores = (user + system) / 60e6 / minutes
    const held = [...outcomes.values()].filter(({ verdict }) => isHeld(verdict)).length
    // A busy machine gives two threads no more than one: then the figure says nothing about how it grows.
    const beside = `${cores.toFixed(1)} cores were given; ${held} of ${changes.length} held; ${what}`
    rows.push({ name: `replayed at --jobs ${jobs}`, value: changes.length / minutes, unit: 'changes/min', beside })
  }
  return rows
}

/** A first commit with every service, then changes of one file each, for `git fast-import`. */
function script(): string {
  const services = Array.from({ length: SERVICES }, (_, service) => policyFile(service, 1))
  const commits = [commit(0, services)]
  for (let change = 1; change <= CHANGES; change++) {
    const service = (change * 7) % SERVICES
    const isDocs = change % 3 === 0
    commits.push(commit(change, [isDocs ? ['README.md', `Change ${change}\n`] : policyFile(service, 1 + (change % 2))]))
  }
  return commits.join('')
}

type NamedText = readonly [path: string, text: string]

function commit(number: number, files: readonly NamedText[]): string {
  const message = `Change ${number}`
  const person = `Jane Example <jane@example.com> ${1_767_225_600 + number * 86_400} +0000`
  const lines = [`commit refs/heads/main`, `author ${person}`, `committer ${person}`]
  lines.push(`data ${message.length}`, message)
  for (const [path, text] of files) lines.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text)
  return `${lines.join('\n')}\n`
}

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']

function policyFile(service: number, actions: number): NamedText {
  const text = `resource "aws_iam_role_policy" "service" {
  role = "service-${service}"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ${JSON.stringify(ACTIONS.slice(0, actions))}
      Resource = "arn:aws:s3:::data-${service}/*"
    }]
  })
}
`
  return [`services/s${service}/main.tf`, text]
}

if (import.meta.main) printRows('backtest', await backtestBench())
