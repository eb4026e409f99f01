import { tryGit } from '../git/run-git.ts'
import { authorize, visibleRepository } from '../http/authenticate.ts'
import type { Actor } from '../http/operation.ts'
import { Refusal } from '../http/refusal.ts'
import { findCommit } from '../operations/find-commit.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { editedText } from './edited-text.ts'
import { mergeQueueField } from './merge-queue.ts'
import { pullFields } from './pull-fields.ts'
import { GraphError, type GraphObject } from './run-query.ts'

/** GitHub cuts the text of a blob here. */
const MAX_TEXT_BYTES = 512 * 1024

/** What the double knows of GitHub's GraphQL schema: objects of a repository's git, blame, and texts that were edited. */
export function queryRoot(world: World, actor: Actor): GraphObject {
  const takes = { owner: 'String!', name: 'String!' }
  return object('Query', {
    repository: { takes, answer: ({ owner = '', name = '' }) => repository(world, actor, owner, name) },
    node: { takes: { id: 'ID!' }, answer: ({ id = '' }) => editedText(world, actor, id) },
  })
}

function object(type: string, fields: GraphObject['fields']): GraphObject {
  return { type, fields }
}

function repository(world: World, actor: Actor, owner: string, name: string): GraphObject {
  const found = seen(world, actor, owner, name)
  const takes = { oid: 'GitObjectID', expression: 'String' }
  return object('Repository', {
    name: { answer: () => found.name },
    databaseId: { answer: () => found.id },
    defaultBranchRef: {
      answer: () => object('Ref', { name: { answer: () => found.defaultBranch } }),
    },
    object: { takes, answer: ({ oid, expression }) => gitObject(found, oid, expression) },
    ref: { takes: { qualifiedName: 'String!' }, answer: ({ qualifiedName = '' }) => refObject(found, qualifiedName) },
    ...pullFields(world, actor, found, (sha) => commitObject(found.git, sha)),
    mergeQueue: mergeQueueField(world, actor, found),
  })
}

/** The REST interface refuses; GraphQL answers null and says why. */
function seen(world: World, actor: Actor, owner: string, name: string): Repository {
  try {
    const found = visibleRepository(world, actor, new Map(Object.entries({ owner, repo: name })))
    if (found === undefined) throw new GraphError('NOT_FOUND', 'Could not resolve to a Repository')
    const needs = { id: 'graphql', as: 'token', needs: ['contents', 'read'], handle: () => ({ status: 200 }) } as const
    authorize(world, actor, needs, found)
    return found
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new GraphError(error.status === 404 ? 'NOT_FOUND' : 'FORBIDDEN', error.message)
  }
}

async function gitObject(
  repo: Repository,
  oid: string | undefined,
  expression: string | undefined,
): Promise<GraphObject | null> {
  const name = oid ?? (await objectName(repo, expression ?? ''))
  const found = name === undefined ? undefined : await repo.git.object(name)
  switch (found?.type) {
    case 'commit':
      return commitObject(repo.git, found.sha)
    case 'blob':
      return blobObject(found.sha, found.content)
    case 'tree':
    case 'tag':
      return object('Tree', { oid: { answer: () => found.sha } })
    case undefined:
      return null
  }
}

/** `<commit>` or `<commit>:<path>`; a path that git would take as relative names nothing. */
async function objectName(repo: Repository, expression: string): Promise<string | undefined> {
  const colon = expression.indexOf(':')
  const commit = await findCommit(repo, colon === -1 ? expression : expression.slice(0, colon))
  if (commit === undefined || colon === -1) return commit?.sha
  const path = expression.slice(colon + 1)
  return /^\.\.?(?:\/|$)/.test(path) ? undefined : `${commit.sha}:${path}`
}

async function refObject(repo: Repository, name: string): Promise<GraphObject | null> {
  const sha = await repo.git.resolve(name)
  return sha === undefined ? null : object('Ref', { target: { answer: () => gitObject(repo, sha, undefined) } })
}

function blobObject(sha: string, content: Buffer): GraphObject {
  const isBinary = content.subarray(0, 8000).includes(0)
  return object('Blob', {
    oid: { answer: () => sha },
    isBinary: { answer: () => isBinary },
    isTruncated: { answer: () => content.length > MAX_TEXT_BYTES },
    text: { answer: () => (isBinary ? null : content.subarray(0, MAX_TEXT_BYTES).toString('utf8')) },
  })
}

function commitObject(git: Repository['git'], sha: string): GraphObject {
  return object('Commit', {
    oid: { answer: () => sha },
    parents: {
      takes: { first: 'Int' },
      answer: async ({ first = '100' }) => {
        const parents = (await git.commit(sha))?.parents ?? []
        const nodes = parents.slice(0, Number(first)).map((parent) => commitObject(git, parent))
        return object('CommitConnection', { nodes: { answer: () => nodes } })
      },
    },
    blame: { takes: { path: 'String!' }, answer: ({ path = '' }) => blame(git, sha, path) },
  })
}

async function blame(git: Repository['git'], sha: string, path: string): Promise<GraphObject> {
  const { code, stdout } = await tryGit(git.directory, ['blame', '-s', '-l', '--root', sha, '--', path])
  if (code !== 0) throw new GraphError('NOT_FOUND', `Could not resolve to a blob at ${path}`)
  const lines = stdout.toString('utf8').split('\n').slice(0, -1)
  return object('Blame', { ranges: { answer: () => rangesOf(git, lines) } })
}

/** Neighbouring lines of one commit are one range, wherever in it they stood. */
function rangesOf(git: Repository['git'], lines: readonly string[]): readonly GraphObject[] {
  const ranges: { sha: string; startingLine: number; endingLine: number }[] = []
  for (const [index, line] of lines.entries()) {
    const sha = line.slice(0, 40)
    const last = ranges.at(-1)
    if (last?.sha === sha) last.endingLine = index + 1
    else ranges.push({ sha, startingLine: index + 1, endingLine: index + 1 })
  }
  return ranges.map(({ sha, startingLine, endingLine }) =>
    object('BlameRange', {
      startingLine: { answer: () => startingLine },
      endingLine: { answer: () => endingLine },
      commit: { answer: () => commitObject(git, sha) },
    }),
  )
}
