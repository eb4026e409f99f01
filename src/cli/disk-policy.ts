import type { Dirent } from 'node:fs'
import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { MEND_SETTINGS, NOT_TEXT, type PolicyFiles } from '../core/rules/policy-files.ts'
import { type RuleFileProblem, ruleFolderFiles, ruleFoldersIn } from '../core/rules/rule-folders.ts'
import type { SettingsNames } from '../core/rules/settings.ts'
import { Fault } from '../ports/fault.ts'

/**
 * The files of a policy below a folder: the settings of these names, and the rules in the folders that they name, all
 * of them below `root`. Throws `Fault` where something that is there cannot be read.
 */
export async function diskPolicyFiles(root: string, names: SettingsNames): Promise<PolicyFiles> {
  const both = await Promise.all([names.yml, names.yaml].map((path) => readIfThere(root, path)))
  const [yml, yaml] = both.map(textOf)
  const folders = [yml, yaml].flatMap((text) => (text === undefined ? [] : ruleFoldersIn(text)))
  const entries = await Promise.all(folders.map((folder) => entriesBelow(root, folder)))
  const { paths, problems } = ruleFolderFiles(folders, entries.flat())
  const rules = await Promise.all(paths.map(async (path) => [path, await readIfThere(root, path)] as const))
  const unread = both.flatMap((read) => (isText(read) ? [] : { ...read, why: `${read.why} ${MEND_SETTINGS}` }))
  return {
    ...(yml === undefined ? {} : { yml }),
    ...(yaml === undefined ? {} : { yaml }),
    rules: new Map(rules.map(([path, read]) => [path, textOf(read) ?? NOT_TEXT])),
    problems: [...unread, ...problems, ...rules.flatMap(([, read]) => (isText(read) ? [] : read))],
  }
}

/** The review refuses settings that are much shorter; this much is not even put into memory. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

type Read = string | RuleFileProblem | undefined

function isText(read: Read): read is string | undefined {
  return typeof read !== 'object'
}

function textOf(read: Read): string | undefined {
  return isText(read) ? read : NOT_TEXT
}

/** The text of a file below the root, or why it has none; undefined where nothing is there. */
async function readIfThere(root: string, file: string): Promise<Read> {
  const path = join(root, file)
  try {
    const info = await stat(path)
    if (!info.isFile()) return { file, why: `It is ${info.isDirectory() ? 'a folder' : 'no file'}.` }
    if (info.size > MAX_FILE_BYTES)
      return { file, why: `It has ${info.size} bytes: more than the ${MAX_FILE_BYTES} that are read.` }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path))
  } catch (cause) {
    if (cause instanceof TypeError) return { file, why: 'It is not valid UTF-8.' }
    if (isAbsent(cause)) return (await isLink(path)) ? { file, why: 'It is a link that leads nowhere.' } : undefined
    throw new Fault('unavailable', `${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

async function isLink(path: string): Promise<boolean> {
  const info = await lstat(path).catch(() => undefined)
  return info?.isSymbolicLink() === true
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(String(cause.code))
}

/** As they stand: links are not followed. */
async function entriesBelow(root: string, folder: string) {
  const found = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    if (isAbsent(cause)) return []
    throw new Fault('unavailable', `${join(root, folder)} cannot be read`, { cause })
  })
  return found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({ path: pathOf(root, entry), kind: entry.isFile() ? 'file' : 'symlink' }))
}

function pathOf(root: string, entry: Dirent): string {
  return relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')
}
