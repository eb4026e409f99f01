import { z } from 'zod'
import type { CommentVersion, EditedComment, TimelineEvent } from '../../core/authorship/timeline.ts'
import { Fault } from '../../ports/fault.ts'
import type { GitHubClient } from './answer.ts'
import { askGraphql } from './graphql.ts'
import { account } from './pull-request-schemas.ts'
import type { ToldEvent } from './timeline-schemas.ts'

/** Comments whose earlier versions are read: people edit few, and what the others said is not known then. */
const MAX_COMMENTS = 20

/**
 * Adds to comments that were edited what they said before, in one request. It is asked whether or not an AI tool is known
 * to have been at work: the settings, which name an organisation's own tools, are read later. Versions that cannot be
 * read (no GraphQL, beyond the limits, deleted from the history) leave a comment's history incomplete, which is no error.
 */
export async function withVersions(
  client: GitHubClient,
  told: readonly ToldEvent[],
): Promise<readonly TimelineEvent[]> {
  const ids = told.flatMap(({ edited }) => edited?.nodeId ?? []).slice(0, MAX_COMMENTS)
  const histories = ids.length === 0 ? new Map<string, EditedComment>() : await readHistories(client, ids)
  return told.map(({ event, edited }) => {
    if (edited === undefined || event.kind !== 'commented') return event
    const history = histories.get(edited.nodeId ?? '') ?? { versions: [], complete: false }
    // A comment's time changes for other reasons too: when a pending review is submitted, or when it is hidden.
    return history.complete && history.versions.length === 0 ? event : { ...event, edited: history }
  })
}

/** Of comments, reviews and comments on lines alike. */
const HISTORY = `lastEditedAt includesCreatedEdit userContentEdits(first: 50) {
      totalCount
      nodes { diff editedAt editor { __typename login ... on User { databaseId } } }
    }`

async function readHistories(
  client: GitHubClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EditedComment>> {
  const query = `query (${ids.map((_, index) => `$c${index}: ID!`).join(', ')}) {
  ${ids.map((_, index) => `c${index}: node(id: $c${index}) { ... on Comment { ${HISTORY} } }`).join('\n  ')}
}`
  const variables = Object.fromEntries(ids.map((id, index) => [`c${index}`, id]))
  const answer = await unlessOdd(askGraphql(client, nodes, 'versions of comments', query, variables))
  return new Map(
    ids.flatMap((id, index) => {
      const { data } = history.safeParse(answer?.[`c${index}`])
      return data === undefined ? [] : [[id, editedComment(data)] as const]
    }),
  )
}

/** An answer that is not understood makes those histories unknown, and nothing else. */
async function unlessOdd<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Fault && error.kind === 'invalid') return undefined
    throw error
  }
}

const nodes = z.record(z.string(), z.unknown())
/** GitHub's `diff` is the whole text as of that edit, and null once somebody deleted it from the history. */
const edit = z.object({
  diff: z.string().nullable(),
  editedAt: z.string(),
  editor: z.object({ __typename: z.string(), login: z.string(), databaseId: z.number().int().nullish() }).nullable(),
})
const history = z.object({
  lastEditedAt: z.string().nullable(),
  includesCreatedEdit: z.boolean(),
  userContentEdits: z.object({ totalCount: z.number().int(), nodes: z.array(edit.nullable()) }).nullable(),
})

/** Whole where the list begins with what the comment was written as, and lost nothing since. */
function editedComment({
  lastEditedAt,
  includesCreatedEdit,
  userContentEdits,
}: z.infer<typeof history>): EditedComment {
  const { totalCount = 0, nodes: given = [] } = userContentEdits ?? {}
  const versions = given.flatMap((each) => (each === null ? [] : (versionOf(each) ?? [])))
  const isWhole = versions.length === totalCount && (includesCreatedEdit || lastEditedAt === null)
  return { versions, complete: isWhole && (lastEditedAt === null || totalCount > 0) }
}

/** Undefined where its text or its editor is not told. */
function versionOf({ diff, editedAt, editor }: z.infer<typeof edit>): CommentVersion | undefined {
  if (diff === null) return undefined
  if (editor === null) return { body: diff, editor: null, at: editedAt }
  // Apps have no number here; they answer for nothing.
  const by = account.safeParse({ login: editor.login, id: editor.databaseId ?? 0, type: editor.__typename }).data
  const isKnown = by !== undefined && (by.type !== 'User' || editor.databaseId != null)
  return isKnown ? { body: diff, editor: by, at: editedAt } : undefined
}
