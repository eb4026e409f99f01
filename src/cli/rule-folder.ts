import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import { Fault } from '../ports/fault.ts'

/** Files of rules as text, by their paths as one would open them, and why some could not be read. */
export interface RuleFolder {
  /** Rules (`.yml`) and their docs (`.md`), sorted by path. */
  readonly files: ReadonlyMap<string, string>
  /** What looks like a rule and is not read as one: silence about it would pass what it was meant to judge. */
  readonly diagnostics: readonly Diagnostic[]
}

/** No rule and no doc is this long. */
const MAX_FILE_BYTES = 1024 * 1024
const MAX_FILES = 10_000

/** What stands at a path. Throws `Fault` where nothing does. */
export async function pathKind(path: string): Promise<'file' | 'directory' | 'other'> {
  const info = await stat(path).catch((cause: unknown) => {
    throw new Fault('not-found', `${path} cannot be read`, { cause })
  })
  if (info.isDirectory()) return 'directory'
  return info.isFile() ? 'file' : 'other'
}

/** Every rule and doc below a folder; links are not followed. Throws `Fault` where the folder cannot be read. */
export async function readRuleFolder(folder: string): Promise<RuleFolder> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new Fault('not-found', `${folder} is no folder of rules that can be read`, { cause })
  })
  const named = found.filter((entry) => !entry.isDirectory() && /\.(?:ya?ml|md)$/i.test(entry.name))
  if (named.length > MAX_FILES) throw new Fault('invalid', `${folder} holds more than ${MAX_FILES} files`)
  const candidates = named.map((entry) => ({ path: join(entry.parentPath, entry.name), reason: whyNoRule(entry) }))
  return readFiles(candidates.sort((one, other) => (one.path < other.path ? -1 : 1)))
}

/** One rule's file. */
export async function readRuleFile(path: string): Promise<RuleFolder> {
  return readFiles([{ path, reason: undefined }])
}

interface Candidate {
  readonly path: string
  /** Why it is not read; undefined where it may be. */
  readonly reason: string | undefined
}

function whyNoRule(entry: Dirent): string | undefined {
  if (!entry.isFile()) return 'It is a link or no file at all.'
  return /\.(?:yml|md)$/.test(entry.name) ? undefined : "A rule's file ends in `.yml`."
}

async function readFiles(candidates: readonly Candidate[]): Promise<RuleFolder> {
  const files = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  for (const { path, reason } of candidates) {
    const read = reason === undefined ? await readText(path) : { reason }
    if ('text' in read) files.set(named(path), read.text)
    // A doc that cannot be read is missing, which is told where docs are asked for.
    else if (!/\.md$/i.test(path)) diagnostics.push(unreadable(path, read.reason))
  }
  return { files, diagnostics }
}

/** A rule is named by its folder and its file: where a path does not say the folder, the whole one does. */
function named(path: string): string {
  return path.includes('/') ? path : resolve(path)
}

async function readText(path: string): Promise<{ readonly text: string } | { readonly reason: string }> {
  try {
    const { size } = await stat(path)
    if (size > MAX_FILE_BYTES) return { reason: `It has ${size} bytes, and ${MAX_FILE_BYTES} are read.` }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) }
  } catch (error) {
    if (error instanceof TypeError) return { reason: 'It is not valid UTF-8.' }
    return { reason: `Reading it failed: ${error instanceof Error ? error.message : error}.` }
  }
}

function unreadable(path: string, reason: string): Diagnostic {
  const subject = { file: path, start: 0, end: 0 }
  return {
    severity: 'error',
    code: 'rule-unreadable',
    summary: 'the file cannot be read as a rule',
    detail: reason,
    subject,
  }
}
