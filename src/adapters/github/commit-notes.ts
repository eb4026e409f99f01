import { z } from 'zod'
import type { CommitNotes, NoteText } from '../../ports/change-history.ts'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import type { SourceTrees } from '../../ports/source-trees.ts'
import { type GitHubClient, parseAnswer } from './answer.ts'

/** Without `refs/`, as the path of the request has it. */
const NOTES_REF = 'notes/ai'
/** What the notes of one change may cost: a minute's budget is 850 for all reviews of an installation. */
const MAX_REQUESTS = 400
/** From so many commits on, one recursive listing costs less than their folders. */
const MANY_COMMITS = 20
const MAX_NOTE_BYTES = 8 * 1024 * 1024
const MAX_TOTAL_BYTES = 64 * 1024 * 1024
/** Git puts a slash into a note's name for each level; no repository has notes for more than these. */
const MAX_DEPTH = 4
const SHA = /^[0-9a-f]{40}$/

/** Trees of notes that were listed before, by their id: what an id names never changes. */
export interface NoteTrees {
  get(sha: string): Promise<NoteTree | undefined> | undefined
  set(sha: string, tree: Promise<NoteTree | undefined>): unknown
  delete(sha: string): unknown
}

/**
 * The notes at `refs/notes/ai` on `shas`: the ref, its trees down to each commit's note, the notes. No ref and an empty
 * repository mean no notes; `trees` reads blobs of the same repository.
 */
export async function commitNotes(
  client: GitHubClient,
  repository: RepositoryName,
  shas: readonly string[],
  means: { readonly listed: NoteTrees; readonly trees: SourceTrees; readonly tipSha?: string | null | undefined },
): Promise<CommitNotes> {
  const wanted = [...new Set(shas)].filter((sha) => SHA.test(sha))
  const reading: Reading = { client, repository, ...means, requests: 0, totalBytes: 0, complete: true }
  const tip = means.tipSha === undefined ? () => notesCommit(reading) : () => means.tipSha ?? undefined
  const root = wanted.length === 0 ? undefined : await tip()
  if (root === undefined) return { notes: [], complete: reading.complete }
  const byName = wanted.length < MANY_COMMITS ? undefined : await wholeTree(reading, root)
  const read = async (sha: string): Promise<readonly NoteText[]> => {
    const nodes = byName === undefined ? await nodesOf(reading, root, sha, 0) : (byName.get(sha) ?? [])
    const texts = await Promise.all(nodes.map((node) => readNote(reading, node)))
    return texts.flatMap((text) => (text === undefined ? [] : [{ sha, text }]))
  }
  const notes = await Promise.all(wanted.map(read))
  return { notes: notes.flat(), complete: reading.complete }
}

interface Reading {
  readonly client: GitHubClient
  readonly repository: RepositoryName
  readonly listed: NoteTrees
  readonly trees: SourceTrees
  requests: number
  totalBytes: number
  /** False where something was left out. */
  complete: boolean
}

const reference = z.object({ ref: z.string(), object: z.object({ type: z.string(), sha: z.string().regex(SHA) }) })

async function notesCommit(reading: Reading): Promise<string | undefined> {
  const { owner, repo } = reading.repository
  const route = 'GET /repos/{owner}/{repo}/git/ref/{ref}'
  const answer = await unlessRefused(reading, () => reading.client.request(route, { owner, repo, ref: NOTES_REF }))
  if (answer === undefined) return undefined
  const { ref, object } = parseAnswer(reference, answer.data, 'a ref')
  return ref === `refs/${NOTES_REF}` && object.type === 'commit' ? object.sha : undefined
}

const noteNode = z.object({
  path: z.string(),
  type: z.string(),
  sha: z.string().regex(SHA),
  size: z.number().optional(),
})
const noteTree = z.object({ tree: z.array(noteNode), truncated: z.boolean() })

type NoteNode = z.infer<typeof noteNode>
type NoteTree = z.infer<typeof noteTree>

/** Every note by the commit's id; undefined where GitHub cuts the listing. */
async function wholeTree(reading: Reading, sha: string): Promise<ReadonlyMap<string, readonly NoteNode[]> | undefined> {
  const tree = await readTree(reading, sha, true)
  if (tree === undefined || tree.truncated) return undefined
  const blobs = tree.tree.filter(({ type }) => type === 'blob')
  return Map.groupBy(blobs, ({ path }) => path.replaceAll('/', ''))
}

/** A note stands under the whole of its commit's id or under two characters and the rest, and so on. */
async function nodesOf(reading: Reading, tree: string, name: string, depth: number): Promise<readonly NoteNode[]> {
  const nodes = await listTree(reading, tree)
  const found = nodes.filter(({ path, type }) => type === 'blob' && path === name)
  const folder = nodes.find(({ path, type }) => type === 'tree' && path === name.slice(0, 2))
  if (folder === undefined || depth === MAX_DEPTH) return found
  return [...found, ...(await nodesOf(reading, folder.sha, name.slice(2), depth + 1))]
}

/** Commits that share a folder ask for it once, also at the same time. */
async function listTree(reading: Reading, sha: string): Promise<readonly NoteNode[]> {
  const { listed } = reading
  const asked = listed.get(sha) ?? readTree(reading, sha, false)
  listed.set(sha, asked)
  try {
    const answer = await asked
    if (answer === undefined) listed.delete(sha)
    if (answer === undefined || answer.truncated) reading.complete = false
    return answer?.tree ?? []
  } catch (error) {
    listed.delete(sha)
    throw error
  }
}

async function readTree(reading: Reading, sha: string, recursive: boolean): Promise<NoteTree | undefined> {
  const { owner, repo } = reading.repository
  const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'
  const parameters = { owner, repo, tree_sha: sha, ...(recursive ? { recursive: '1' } : {}) }
  const answer = await bounded(reading, () => reading.client.request(route, parameters))
  return answer === undefined ? undefined : parseAnswer(noteTree, answer.data, 'a tree')
}

async function readNote(reading: Reading, { sha, path, size = 0 }: NoteNode): Promise<string | undefined> {
  if (size > MAX_NOTE_BYTES || reading.totalBytes + size > MAX_TOTAL_BYTES) {
    reading.complete = false
    return undefined
  }
  reading.totalBytes += size
  const entry = { path, id: sha, kind: 'file', sizeBytes: size } as const
  const content = await bounded(reading, () => reading.trees.read('', entry))
  if (content === undefined) reading.complete = false
  return content === undefined ? undefined : Buffer.from(content).toString('utf8')
}

/** Undefined beyond the limit of requests, or where GitHub no longer has what is asked for. */
async function bounded<T>(reading: Reading, ask: () => Promise<T>): Promise<T | undefined> {
  reading.requests += 1
  return reading.requests > MAX_REQUESTS ? undefined : unlessRefused(reading, ask)
}

async function unlessRefused<T>(reading: Reading, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    switch (error.kind) {
      case 'not-found':
      case 'invalid':
        return undefined
      case 'forbidden':
        reading.complete = false
        return undefined
      case 'rate-limited':
      case 'unavailable':
        throw error
    }
  }
}
