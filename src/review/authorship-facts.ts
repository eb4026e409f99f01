import type { CommitAuthorship } from '../core/authorship/authorship.ts'
import type { AuthorshipFact, GovernanceFact, Location } from '../core/rules/fact.ts'
import { boundedText } from '../core/text/quoted-text.ts'
import { type AuthoredAccess, authoredAccess } from './authored-access.ts'
import { type AuthorshipContext, markOf } from './authorship-context.ts'
import type { TreeComparison } from './compare-trees.ts'
import { firstChange } from './facts-of-files.ts'

/**
 * AI tools wrote or helped to write commits of the change: one fact a governed file that these commits change, or may
 * change. Where their lines open access, the fact stands on them; otherwise at the file's first changed line. Other
 * files are told of only where the settings hold any AI-authored change, and then by one fact.
 */
export async function authorshipFacts(
  context: AuthorshipContext,
): Promise<readonly (AuthorshipFact | GovernanceFact)[]> {
  const { authorship, change, settings } = context
  const governed = change.governed.map(({ path }) => path)
  const [other] = settings.hold === 'any' ? change.others : []
  const isTold = governed.length > 0 || other !== undefined
  const isIncomplete = !authorship.complete && authorship.commits.length > 0 && isTold
  const incomplete = isIncomplete ? [incompleteAuthorship(change)] : []
  if (authorship.tools.length === 0) return incomplete
  const mark = markOf(context)
  const opened = (await authoredAccess(mark, context)).map((each) => openingFact(each, context))
  const told = new Set(opened.map(({ location }) => location.file))
  const plain = (path: string, isGoverned: boolean): readonly AuthorshipFact[] => {
    const commits = mark.commitsOf(path)
    if (told.has(path) || (commits.length === 0 && !mark.isOnPullRequest)) return []
    return [factAt(firstChange(path, change.sources), commits, isGoverned, context)]
  }
  const others = other === undefined ? [] : plain(other, false)
  return [...incomplete, ...opened, ...governed.flatMap((path) => plain(path, true)), ...others]
}

function openingFact(
  { location, tools, commits, ...opened }: AuthoredAccess,
  context: AuthorshipContext,
): AuthorshipFact {
  return { ...factAt(location, commits, true, context), tools, toolNames: namesOf(tools, context), opened }
}

function factAt(
  location: Location,
  commits: readonly CommitAuthorship[],
  governed: boolean,
  context: AuthorshipContext,
): AuthorshipFact {
  const { tools } = context.authorship
  const toolNames = namesOf(tools, context)
  return { kind: 'authorship', address: location.file, location, tools, toolNames, commits, governed }
}

function namesOf(tools: readonly string[], { signatures }: AuthorshipContext): readonly string[] {
  // A tool that only a note names is called whatever its writer liked: in quotes it is no part of the sentence.
  return tools.map((tool) => signatures.tools.get(tool)?.name ?? JSON.stringify(boundedText(tool)))
}

function incompleteAuthorship(change: TreeComparison): GovernanceFact {
  const path = change.governed[0]?.path
  return {
    kind: 'governance',
    what: 'authorship-incomplete',
    address: 'commits',
    location: path === undefined ? { file: '.', startLine: 1, endLine: 1 } : firstChange(path, change.sources),
    detail: 'not every commit could be read, so who wrote the change is not known',
  }
}
