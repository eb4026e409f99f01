import { type OwnedFiles, ownedFiles, readCodeOwnersText } from '../core/gate/code-owners.ts'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import type { SideTexts } from './side-texts.ts'

/** Who owns the governed files of a change, as far as CODEOWNERS tells. */
export type Ownership =
  /** There is no such file: nobody owns anything. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly files: readonly string[]; readonly reason: string }
  | { readonly kind: 'known'; readonly groups: readonly OwnedFiles[] }

export interface ReadOwnership {
  readonly ownership: Ownership
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/** Where GitHub looks, in its order; the first one that is there speaks alone. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

/** GitHub loads no larger one. */
const MAX_BYTES = 3_000_000

/** Reads who owns these paths from the tree at the base branch's tip. What cannot be read is unknown, never nobody's. */
export async function readCodeOwners(policy: SideTexts, paths: readonly string[]): Promise<ReadOwnership> {
  const file = PLACES.find((path) => policy.stored.has(path))
  if (file === undefined || paths.length === 0) return NOTHING
  const text = await textOf(file, policy)
  if (text.kind === 'unreadable') return unknown(file, paths, text.reason)
  const owners = readCodeOwnersText(text.text)
  if (owners === undefined) return unknown(file, paths, 'has more or longer lines than are read')
  const groups = ownedFiles(owners, paths)
  if (groups === undefined) return unknown(file, paths, 'and this change are too large to be compared')
  return {
    ownership: { kind: 'known', groups },
    diagnostics: owners.skipped.map(({ line, reason }) => skippedLine(file, line, reason)),
  }
}

const NOTHING: ReadOwnership = { ownership: { kind: 'none' }, diagnostics: [] }

type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly reason: string }

async function textOf(file: string, { stored, load, texts, unreadable }: SideTexts): Promise<FileText> {
  const entry = stored.get(file)
  const tooLarge = { kind: 'unreadable', reason: `has ${MAX_BYTES} bytes or more, which GitHub does not load` } as const
  if (entry?.kind !== 'file') return { kind: 'unreadable', reason: 'is a link or a submodule, not a file' }
  if ((entry.sizeBytes ?? 0) >= MAX_BYTES) return tooLarge
  await load([file])
  const text = texts.get(file)
  if (text === undefined) return { kind: 'unreadable', reason: unreadable.get(file) ?? 'could not be read' }
  return new TextEncoder().encode(text).length >= MAX_BYTES ? tooLarge : { kind: 'text', text }
}

function unknown(file: string, files: readonly string[], reason: string): ReadOwnership {
  const summary = `${file} ${reason}`
  const detail = 'Who owns the governed files is not known, so what needs their approval is held.'
  const place = { file, line: 1, column: 1 }
  return {
    ownership: { kind: 'unknown', files, reason: `${summary}.` },
    diagnostics: [{ severity: 'error', code: 'code-owners-unreadable', ...place, summary, detail }],
  }
}

function skippedLine(file: string, line: number, reason: string): LocatedDiagnostic {
  return {
    severity: 'warning',
    code: 'code-owners-line',
    ...{ file, line, column: 1 },
    summary: 'GitHub passes over this line, and so does this check',
    detail: `The reason: ${reason}. What it was meant for belongs to whoever an earlier line names.`,
  }
}
