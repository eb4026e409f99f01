import { type AuthorshipStats, type Tally, VERDICTS } from '../core/authorship/authorship-stats.ts'
import type { Landed } from '../core/authorship/landed-changes.ts'
import type { Signatures } from '../core/authorship/signatures.ts'
import { dayOf, figure, plural, share } from '../core/text/figures.ts'
import { textTable } from '../core/text/text-table.ts'
import { visibleText } from '../core/text/visible-text.ts'
import type { CountedHistory } from './authorship-stats.ts'

/** What the figures are about, as the reader asked for it. */
export interface StatsScope {
  readonly revision: string
  /** As given; absent for the whole history. */
  readonly since?: string
}

/** The document of schema `countersign.authorship-stats/1`. */
export function statsJson({ stats, head, shallow }: CountedHistory, scope: StatsScope, signatures: Signatures): string {
  const { changes, governed, verdicts, tools, months, withoutSecondHuman } = stats
  const document = {
    schema: 'countersign.authorship-stats/1',
    revision: scope.revision,
    head: head ?? null,
    since: scope.since ?? null,
    shallow,
    changes,
    governed,
    verdicts,
    tools: tools.map(({ tool, ...tally }) => ({ tool, name: nameOf(tool, signatures), ...tally })),
    months,
    withoutSecondHuman: {
      count: withoutSecondHuman.count,
      latest: withoutSecondHuman.latest.map((change) => ({
        sha: change.sha,
        date: dayOf(change.committedAtMs),
        verdict: change.verdict,
        tools: change.tools,
        landed: change.landed,
        subject: change.subject,
      })),
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** The same for people, with what the figures do not say. */
export function statsText(counted: CountedHistory, scope: StatsScope, signatures: Signatures): string {
  const { stats, shallow } = counted
  const since = scope.since === undefined ? 'in its whole history' : `since ${visibleText(scope.since)}`
  const head = counted.head === undefined ? '' : ` (${counted.head.slice(0, 10)})`
  const partial = shallow
    ? 'The repository is a shallow clone: older changes are missing, and so are commits of merges.\n'
    : ''
  if (stats.changes === 0) return `No changes on ${visibleText(scope.revision)}${head} ${since}.\n${partial}`
  return [
    `${visibleText(scope.revision)}${head} ${since}: ${plural(stats.changes, 'change')}, ${figure(stats.governed.changes)} to governed files.\n`,
    'A change is one step of the first-parent history: a merge with all that it brought in, or a single commit.\n',
    partial,
    ...(stats.governed.changes === 0 ? [] : sections(stats, signatures)),
    `\n${CAVEATS}`,
  ].join('')
}

const CAVEATS = `A change is "ai" where a tool is the author of one of its commits, "ai-assisted" where anything else shows one, "bot"
where other automation wrote all of it. "human" means that no evidence was found, which proves nothing: squashing loses
evidence, and nearly every marker can be switched off. Git holds no reviews: an approval on the forge is not seen here
unless a message tells of it, and a message, a name and a date are text that anybody can write. Governed are files that
tell so by name or content; what is governed only because a module reads it is not counted.
`

function sections(stats: AuthorshipStats, signatures: Signatures): readonly string[] {
  return [
    section('Who wrote the governed changes', writers(stats)),
    stats.tools.length === 0
      ? ''
      : section('By tool (a change with several tools counts for each)', byTool(stats, signatures)),
    section('How they landed, as far as git tells', landings(stats)),
    section('By month', months(stats)),
    withoutSecondHuman(stats, signatures),
  ]
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return `\n${title}\n${textTable(rows)}`
}

function writers({ governed, verdicts }: AuthorshipStats): readonly (readonly string[])[] {
  const row = (name: string, tally: Tally) => [
    name,
    figure(tally.changes),
    share(tally.changes, governed.changes),
    figure(tally.linesAdded),
    figure(tally.linesRemoved),
  ]
  return [
    ['', 'changes', 'share', 'lines added', 'lines removed'],
    ...VERDICTS.map((verdict) => row(verdict, verdicts[verdict])),
    row('all', governed),
  ]
}

function byTool({ tools, governed }: AuthorshipStats, signatures: Signatures): readonly (readonly string[])[] {
  return [
    ['', 'changes', 'share', 'lines added', 'lines removed'],
    ...tools.map(({ tool, changes, linesAdded, linesRemoved }) => [
      visibleText(nameOf(tool, signatures)),
      figure(changes),
      share(changes, governed.changes),
      figure(linesAdded),
      figure(linesRemoved),
    ]),
  ]
}

/** In words, the most that git can show first. */
const LANDED: Readonly<Record<Landed, string>> = {
  'reviewer-named': 'a message names a reviewer who did not write it',
  'landed-by-another': 'a human who did not write it merged or committed it',
  'one-human': 'through a pull request; git shows one human only',
  'pull-request': 'through a pull request; git does not tell who merged it',
  unmarked: 'no mark of a pull request: pushed, or merged by rebase',
}
const LANDED_ORDER: readonly Landed[] = ['reviewer-named', 'landed-by-another', 'one-human', 'pull-request', 'unmarked']

function landings({ verdicts }: AuthorshipStats): readonly (readonly string[])[] {
  return [
    ['', ...VERDICTS],
    ...LANDED_ORDER.map((landed) => [
      LANDED[landed],
      ...VERDICTS.map((verdict) => figure(verdicts[verdict].landed[landed])),
    ]),
  ]
}

function months(stats: AuthorshipStats): readonly (readonly string[])[] {
  return [
    ['', 'changes', 'by AI', 'share', 'lines added', 'by AI', 'AI, no second human shown'],
    ...stats.months.map(({ month, all, ai, aiWithoutSecondHuman }) => [
      month,
      figure(all.changes),
      figure(ai.changes),
      share(ai.changes, all.changes),
      figure(all.linesAdded),
      figure(ai.linesAdded),
      figure(aiWithoutSecondHuman),
    ]),
  ]
}

function withoutSecondHuman(
  { withoutSecondHuman: { count, latest } }: AuthorshipStats,
  signatures: Signatures,
): string {
  if (count === 0) return ''
  const rows = latest.map(({ sha, committedAtMs, tools, subject }) => {
    const names = tools.map((tool) => nameOf(tool, signatures)).join(', ')
    return `  ${sha.slice(0, 10)}  ${dayOf(committedAtMs)}  ${visibleText(names)}: ${visibleText(subject.slice(0, 72))}\n`
  })
  const which = count > latest.length ? `the newest ${latest.length} of ${figure(count)}` : figure(count)
  return `\nAI-written or AI-assisted changes in which git shows no second human (${which})\n${rows.join('')}`
}

function nameOf(tool: string, signatures: Signatures): string {
  return signatures.tools.get(tool)?.name ?? tool
}
