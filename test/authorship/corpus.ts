import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'

const rowSchema = z.object({
  id: z.string(),
  /** Which real shape the commit has. */
  shape: z.string(),
  expect: z.object({ verdict: z.enum(['ai', 'ai-assisted', 'bot', 'human']), tool: z.string().nullable() }),
  author_name: z.string(),
  author_email: z.string(),
  author_login: z.string().optional(),
  committer_name: z.string(),
  committer_email: z.string(),
  message: z.string(),
  branch: z.string().optional(),
})

/** A made-up commit in a real shape, in the form of `--jsonl`, with what must be said of it. */
export type CorpusRow = z.infer<typeof rowSchema>

export function readCorpus(name: 'with-evidence' | 'without-ai-evidence'): readonly CorpusRow[] {
  const text = readFileSync(new URL(`./corpus/${name}.jsonl`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => rowSchema.parse(JSON.parse(line)))
}

export function factsOf(row: CorpusRow): CommitFacts {
  return {
    sha: row.id,
    authorName: row.author_name,
    authorEmail: row.author_email,
    ...(row.author_login === undefined ? {} : { authorLogin: row.author_login }),
    committerName: row.committer_name,
    committerEmail: row.committer_email,
    message: row.message,
    ...(row.branch === undefined ? {} : { branch: row.branch }),
    parents: 1,
  }
}
