import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import type { TreeEntry } from '../../ports/source-trees.ts'
import type { GitHubClient } from './answer.ts'
import { askGraphql } from './graphql.ts'

/** One blob, from where it was kept or as text; undefined where it has to be read by itself. */
export type FoundBlob =
  | { readonly kind: 'kept'; readonly content: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }

export interface BlobBatches {
  /** Reads a blob together with others that are asked for at the same time, unless `lookUp` finds it. */
  read(entry: TreeEntry, lookUp: () => Promise<Uint8Array | undefined>): Promise<FoundBlob | undefined>
}

/**
 * In one request, which GitHub answers within ten seconds or not at all: a hundred of each side of a comparison, which
 * are mostly the same ones, and those that differ.
 */
const MAX_BLOBS = 150
const MAX_BATCH_BYTES = 2 * 1024 * 1024
/** GitHub cuts longer texts. */
const MAX_TEXT_BYTES = 512 * 1024

/**
 * Texts of blobs by GraphQL, a hundred in a request. Undefined for what is no text or too long, what GraphQL does not
 * know, and where a blob is asked for alone: whoever asks then reads it by itself. Nothing that is told is to be
 * believed before its id was worked out: GitHub's texts are UTF-8, whatever the blob was.
 */
export function blobBatches(client: () => Promise<GitHubClient>, repository: RepositoryName): BlobBatches {
  let waiting: Waiting[] = []
  let lookingUp = 0
  const flush = async (all: readonly Waiting[]) => {
    for (const batch of batchesOf(all)) {
      const texts = batch.length < 2 ? NONE : await readTexts(client, repository, batch)
      for (const { entry, answer } of batch) answer(texts.get(entry.id))
    }
  }
  // What was asked for in the same breath goes together: nobody is sent before the last one was looked up.
  const flushOnceAllAreHere = () =>
    setImmediate(() => {
      if (lookingUp > 0 || waiting.length === 0) return
      const all = waiting
      waiting = []
      void flush(all)
    })
  return {
    async read(entry, lookUp) {
      lookingUp += 1
      const kept = await lookUp().finally(() => {
        lookingUp -= 1
        flushOnceAllAreHere()
      })
      if (kept !== undefined) return { kind: 'kept', content: kept }
      if (entry.sizeBytes === undefined || entry.sizeBytes > MAX_TEXT_BYTES) return undefined
      const text = await new Promise<string | undefined>((answer) => {
        waiting.push({ entry, answer })
        flushOnceAllAreHere()
      })
      return text === undefined ? undefined : { kind: 'text', text }
    },
  }
}

const NONE: ReadonlyMap<string, string> = new Map()

interface Waiting {
  readonly entry: TreeEntry
  readonly answer: (text: string | undefined) => void
}

function batchesOf(all: readonly Waiting[]): readonly (readonly Waiting[])[] {
  const batches: Waiting[][] = []
  let bytes = 0
  for (const each of all) {
    const size = each.entry.sizeBytes ?? 0
    const last = batches.at(-1)
    if (last === undefined || last.length >= MAX_BLOBS || bytes + size > MAX_BATCH_BYTES) {
      batches.push([each])
      bytes = size
    } else {
      last.push(each)
      bytes += size
    }
  }
  return batches
}

/** Texts by blob id; none where anything went wrong, since each can still be read by itself. */
async function readTexts(
  client: () => Promise<GitHubClient>,
  { owner, repo }: RepositoryName,
  batch: readonly Waiting[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(batch.map(({ entry }) => entry.id))]
  const declared = ids.map((_, index) => `, $b${index}: GitObjectID!`).join('')
  const objects = ids.map((_, index) => `b${index}: object(oid: $b${index}) { ... on Blob { text isTruncated } }`)
  const query = `query ($owner: String!, $name: String!${declared}) {
  repository(owner: $owner, name: $name) { ${objects.join(' ')} }
}`
  const variables = Object.fromEntries(ids.map((id, index) => [`b${index}`, id]))
  try {
    const answer = await askGraphql(await client(), blobsAnswer, 'blobs', query, { ...variables, owner, name: repo })
    const blobs = answer?.repository ?? {}
    return new Map(
      ids.flatMap((id, index) => {
        const blob = blobs[`b${index}`]
        return blob?.isTruncated === false && blob.text != null ? [[id, blob.text] as const] : []
      }),
    )
  } catch (error) {
    if (error instanceof Fault) return NONE
    throw error
  }
}

const blobsAnswer = z.object({
  repository: z
    .record(z.string(), z.object({ text: z.string().nullish(), isTruncated: z.boolean().nullish() }).nullable())
    .nullable(),
})
