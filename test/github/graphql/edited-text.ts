import { authorize, visibleRepository } from '../http/authenticate.ts'
import type { Actor } from '../http/operation.ts'
import { Refusal } from '../http/refusal.ts'
import { nodeId } from '../shapes/account-shape.ts'
import type { Account } from '../world/account.ts'
import type { Edit, Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { GraphError, type GraphObject } from './run-query.ts'

/** GitHub lists no more of a connection at once. */
export const MAX_PAGE = 100

/** The comment or the review that GitHub's `node` names, with its history. */
export function editedText(world: World, actor: Actor, id: string): GraphObject {
  const found = [...world.repositories.values()].flatMap(textsOf).find((each) => each.id === id)
  const missing = new GraphError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)
  if (found === undefined) throw missing
  const { owner, name } = found.repository
  const needs = {
    id: 'graphql',
    as: 'token',
    needs: ['pull_requests', 'read'],
    handle: () => ({ status: 200 }),
  } as const
  try {
    visibleRepository(world, actor, new Map(Object.entries({ owner: owner.login, repo: name })))
    authorize(world, actor, needs, found.repository)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw error.status === 404 ? missing : new GraphError('FORBIDDEN', error.message)
  }
  return textObject(found)
}

interface Text {
  readonly id: string
  readonly type: 'IssueComment' | 'PullRequestReview'
  readonly repository: Repository
  readonly edits: readonly Edit[]
}

function textsOf(repository: Repository): readonly Text[] {
  const comments = [...repository.issues.values()].flatMap((issue) => issue.comments)
  const reviews = [...repository.pulls.values()].flatMap((pull) => pull.reviews)
  return [
    ...comments.map(({ id, edits }) => ({ id: nodeId('IC', id), type: 'IssueComment' as const, repository, edits })),
    ...reviews.map(({ id, edits }) => ({
      id: nodeId('PRR', id),
      type: 'PullRequestReview' as const,
      repository,
      edits,
    })),
  ]
}

function textObject({ type, edits }: Text): GraphObject {
  return {
    type,
    implements: ['Comment'],
    fields: {
      lastEditedAt: { answer: () => edits.at(-1)?.at ?? null },
      includesCreatedEdit: { answer: () => edits.length > 0 },
      userContentEdits: { takes: { first: 'Int' }, answer: ({ first }) => connection(edits, first) },
    },
  }
}

/** The latest edit comes first. */
function connection(edits: readonly Edit[], first: string | undefined): GraphObject {
  const count = Number(first)
  if (!(count >= 1 && count <= MAX_PAGE)) throw new Error('You must provide a `first` from 1 to 100')
  const nodes = edits.toReversed().slice(0, count)
  return {
    type: 'UserContentEditConnection',
    fields: { totalCount: { answer: () => edits.length }, nodes: { answer: () => nodes.map(editObject) } },
  }
}

function editObject({ body, by, at }: Edit): GraphObject {
  return {
    type: 'UserContentEdit',
    fields: {
      diff: { answer: () => body },
      editedAt: { answer: () => at },
      editor: { answer: () => actorObject(by) },
    },
  }
}

/** GraphQL has a bot's login without what REST puts behind it. */
export function actorObject({ login, id, type }: Account): GraphObject {
  return {
    type,
    fields: { login: { answer: () => login.replace(/\[bot\]$/, '') }, databaseId: { answer: () => id } },
  }
}
