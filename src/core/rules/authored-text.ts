import type { LineRange } from '../authorship/authorship.ts'
import { boundedText, quotedText } from '../text/quoted-text.ts'
import type { AccessFact, AuthorshipFact, GrantedFact, LinesKnown, OpenedAccess } from './fact.ts'
import { ABSENT, holderOf, listed, MAX_LISTED, principalsText } from './region-text.ts'

/** An authorship fact of lines that open access. */
export interface OpeningFact extends AuthorshipFact {
  readonly opened: OpenedAccess
}

export function opensAccess(fact: AuthorshipFact): fact is OpeningFact {
  return fact.opened !== undefined
}

/** `Claude Code wrote lines 12–18 of iam.tf (commit 1a2b3c4), which let … do …`: one whole sentence. */
export function authoredSentence(fact: OpeningFact): string {
  const { opened, location } = fact
  const isSingular = location.side === 'base' || lineCount(opened.lines) === 1
  const shown = opened.facts.slice(0, MAX_OPENED).map((each) => openedText(each, isSingular))
  const more = opened.facts.length - shown.length
  const rest =
    more > 0 ? [`${isSingular ? 'makes' : 'make'} ${more} more ${more === 1 ? 'change' : 'changes'} of access`] : []
  return `${authoredText(fact)}${commitsText(fact)}, which ${inOneRow([...shown, ...rest])}.`
}

/** `Claude Code wrote lines 12–18 of iam.tf`: who, what they did, and where. */
export function authoredText(fact: AuthorshipFact): string {
  const { opened, location } = fact
  const file = quotedText(location.file)
  const tools = toolsText(fact)
  if (opened === undefined) return `${tools} wrote changes to ${file}`
  const isCertain = CERTAIN.has(opened.known)
  const lines = linesText(opened.lines)
  if (location.side === 'base')
    return `${tools} ${isCertain ? 'removed' : 'may have removed'} what stood on ${lines} of ${file}`
  return `${tools} ${isCertain ? 'wrote' : 'may have written'} ${lines} of ${file}`
}

/** The tools as people call them. */
export function toolsText({ tools, toolNames = tools }: AuthorshipFact): string {
  if (toolNames.length === 0) return 'an AI tool'
  const more = toolNames.length - MAX_LISTED
  return [...toolNames.slice(0, MAX_LISTED).map(boundedText), ...(more > 0 ? [`${more} more tools`] : [])].join(' and ')
}

/** How it is known that the lines are the tools', as a whole sentence. */
export function knownText({ known }: OpenedAccess): string {
  return KNOWN[known]
}

const KNOWN: Readonly<Record<LinesKnown, string>> = {
  history: 'The history of the file says that marked commits last changed these lines.',
  note: 'A note of git-ai on a commit says that the tool wrote these lines of it; whoever may push can write notes.',
  'only-author': 'Only marked commits of this change touch the file.',
  file: 'Marked commits change the file; which of its lines are theirs is not known.',
  commits: 'There are marked commits, and which files or lines they changed is not known.',
  'pull-request': "The mark is on the pull request itself, so which of its lines are the tool's is not known.",
}

const CERTAIN: ReadonlySet<LinesKnown> = new Set<LinesKnown>(['history', 'note', 'only-author'])
const MAX_OPENED = 3
const SHORT_SHA = 7

function lineCount(lines: readonly LineRange[]): number {
  return lines.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0)
}

/** `line 12`, `lines 12–18 and 30`. */
function linesText(lines: readonly LineRange[]): string {
  const shown = lines
    .slice(0, MAX_LISTED)
    .map(({ startLine, endLine }) => (startLine === endLine ? `${startLine}` : `${startLine}–${endLine}`))
  const more = lines.length - shown.length
  const all = more > 0 ? [...shown, `${more} more ${more === 1 ? 'range' : 'ranges'}`] : shown
  const last = all.at(-1) ?? ''
  const text = all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last
  return `${lineCount(lines) === 1 ? 'line' : 'lines'} ${text}`
}

function inOneRow(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join('; ')}; and ${parts.at(-1)}`
}

function commitsText({ commits }: AuthorshipFact): string {
  if (commits.length === 0) return ''
  const shown = commits.slice(0, MAX_LISTED).map(({ sha }) => quotedText(sha.slice(0, SHORT_SHA)))
  const more = commits.length - shown.length
  return ` (${commits.length === 1 ? 'commit' : 'commits'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''})`
}

function openedText(fact: AccessFact, isSingular: boolean): string {
  const verb = (plural: string, singular: string) => (isSingular ? singular : plural)
  switch (fact.kind) {
    case 'granted': {
      const { who, actions, resources } = grantText(fact)
      return fact.regions[0].origin === 'allowed'
        ? `${verb('let', 'lets')} ${who} do ${actions}${resources}`
        : `${verb('take', 'takes')} away what denied ${who} ${actions}${resources}`
    }
    case 'undecided':
      return `${verb('leave', 'leaves')} undecided what ${quotedText(fact.address)} allows`
    case 'malformed':
      return `${verb('leave', 'leaves')} ${quotedText(fact.address)} unreadable`
  }
}

/** Everything that the regions of a fact name together: the fact's own finding tells them apart. */
function grantText({ address, regions, also = [] }: GrantedFact) {
  const all = (part: 'principals' | 'actions' | 'resources') => [...new Set(regions.flatMap((region) => region[part]))]
  const principals = all('principals')
  const more = also.length === 0 ? '' : ` and ${also.length} more`
  const through = principals.length === 0 ? more : ` by ${quotedText(address)}${more}`
  const resources = all('resources')
  return {
    who: principalsText(principals, holderOf({ address })),
    actions: listed(all('actions'), ABSENT.actions),
    resources: `${resources.length === 0 ? '' : ` on ${listed(resources, '')}`}${through}`,
  }
}
