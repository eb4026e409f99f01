import { z } from 'zod'
import type { CommitFacts } from '../core/authorship/authorship.ts'
import { classifyCommit } from '../core/authorship/classify.ts'
import type { Signatures } from '../core/authorship/signatures.ts'
import { visibleText } from '../core/text/visible-text.ts'
import { commitAnswer } from './authorship-output.ts'
import { type CommandStreams, written } from './command-streams.ts'
import { inputLinesByPiece } from './input-lines.ts'

/** A commit's message may be large; a line of more is a mistake or an attack. */
const MAX_LINE_CHARS = 16 * 1024 * 1024
/** Answers are written in pieces of about this size. */
const PIECE_CHARS = 64 * 1024

const commitLine = z.object({
  id: z.union([z.string(), z.number()]),
  author_name: z.string(),
  author_email: z.string(),
  author_login: z.string().nullish(),
  committer_name: z.string(),
  committer_email: z.string(),
  message: z.string(),
  branch: z.string().nullish(),
})

/**
 * Answers one line of JSON with one line of JSON, in order, holding one line at a time. A line that cannot be read has
 * no verdict, since every verdict there is would be a claim: it is named on standard error. Returns how many were bad.
 */
export async function answerJsonLines(
  input: AsyncIterable<Uint8Array>,
  streams: CommandStreams,
  signatures: Signatures,
): Promise<number> {
  let bad = 0
  let piece = ''
  for await (const lines of inputLinesByPiece(input, MAX_LINE_CHARS)) {
    for (const { number, text } of lines) {
      if (text !== null && BLANK.test(text)) continue
      const answer = answerLine(text, signatures)
      if (answer.kind === 'answered') piece += answer.line
      else {
        bad += 1
        await written(streams.stderr, `line ${number}: ${visibleText(answer.reason)}\n`)
      }
      if (piece.length < PIECE_CHARS) continue
      await written(streams.stdout, piece)
      piece = ''
    }
  }
  await written(streams.stdout, piece)
  return bad
}

const BLANK = /^\s*$/

type Answer = { readonly kind: 'answered'; readonly line: string } | { readonly kind: 'bad'; readonly reason: string }

function answerLine(text: string | null, signatures: Signatures): Answer {
  if (text === null) return { kind: 'bad', reason: 'longer than 16 Mi characters' }
  const json = parseJson(text)
  if (json.kind === 'bad') return json
  const commit = commitOf(json.value)
  if (commit.kind === 'bad') return commit
  const judged = classifyCommit(commit.facts, signatures)
  return { kind: 'answered', line: `${JSON.stringify(commitAnswer(commit.id, judged))}\n` }
}

function parseJson(
  text: string,
): { readonly kind: 'json'; readonly value: unknown } | Extract<Answer, { kind: 'bad' }> {
  try {
    const value: unknown = JSON.parse(text)
    return { kind: 'json', value }
  } catch (error) {
    return { kind: 'bad', reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function shapeOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'the line'}: ${issue.message}`).join('; ')
}

type Line = z.infer<typeof commitLine>

/** Checked by hand, since there may be millions of lines; the schema tells of those that do not pass what is wrong. */
function commitOf(
  value: unknown,
):
  | { readonly kind: 'commit'; readonly id: Line['id']; readonly facts: CommitFacts }
  | Extract<Answer, { kind: 'bad' }> {
  if (isCommitLine(value)) return { kind: 'commit', id: value.id, facts: factsOf(value) }
  const { data, error } = commitLine.safeParse(value)
  return error === undefined
    ? { kind: 'commit', id: data.id, facts: factsOf(data) }
    : { kind: 'bad', reason: shapeOf(error) }
}

/** Whether `commitLine` takes it. */
function isCommitLine(value: unknown): value is Line {
  if (!isObject(value)) return false
  const { id, author_name, author_email, author_login, committer_name, committer_email, message, branch } = value
  return (
    (typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id))) &&
    typeof author_name === 'string' &&
    typeof author_email === 'string' &&
    typeof committer_name === 'string' &&
    typeof committer_email === 'string' &&
    typeof message === 'string' &&
    isTextOrNone(author_login) &&
    isTextOrNone(branch)
  )
}

function isObject(value: unknown): value is Partial<Record<keyof Line, unknown>> {
  return typeof value === 'object' && value !== null
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string'
}

/** How many parents the commit has is not told; a merge still shows in its message. */
function factsOf(line: Line): CommitFacts {
  const facts: { -readonly [Key in keyof CommitFacts]: CommitFacts[Key] } = {
    sha: String(line.id),
    authorName: line.author_name,
    authorEmail: line.author_email,
    committerName: line.committer_name,
    committerEmail: line.committer_email,
    message: line.message,
    parents: 1,
  }
  if (typeof line.author_login === 'string') facts.authorLogin = line.author_login
  if (typeof line.branch === 'string') facts.branch = line.branch
  return facts
}
