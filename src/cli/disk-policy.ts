import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { PolicyFiles } from '../core/rules/policy-files.ts'
import { ruleFolderFiles, ruleFoldersIn } from '../core/rules/rule-folders.ts'
import type { SettingsNames } from '../core/rules/settings.ts'
import { Fault } from '../ports/fault.ts'

/**
 * The files of a policy below a folder: the settings of these names, and the rules in the folders that they name, all
 * of them below `root`. Throws `Fault` where something that is there cannot be read.
 */
export async function diskPolicyFiles(root: string, names: SettingsNames): Promise<PolicyFiles> {
  const [yml, yaml] = await Promise.all([names.yml, names.yaml].map((path) => readIfThere(join(root, path))))
  const folders = [yml, yaml].flatMap((text) => (text === undefined ? [] : ruleFoldersIn(text)))
  const entries = await Promise.all(folders.map((folder) => entriesBelow(root, folder)))
  const { paths, problems } = ruleFolderFiles(folders, entries.flat())
  const rules = await Promise.all(
    paths.map(async (path): Promise<[string, string]> => [path, (await readIfThere(join(root, path))) ?? NOT_TEXT]),
  )
  return {
    ...(yml === undefined ? {} : { yml }),
    ...(yaml === undefined ? {} : { yaml }),
    rules: new Map(rules),
    problems,
  }
}

/** The review refuses settings that are much shorter; this much is not even put into memory. */
const MAX_FILE_BYTES = 64 * 1024 * 1024
/** What is no text is an error wherever it is read as YAML. */
const NOT_TEXT = '\u0000'

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path)
    if (size > MAX_FILE_BYTES)
      throw new Fault('invalid', `${path} has ${size} bytes: more than the ${MAX_FILE_BYTES} that are read`)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path))
  } catch (cause) {
    if (cause instanceof Fault) throw cause
    if (cause instanceof TypeError) return NOT_TEXT
    if (isAbsent(cause)) return undefined
    throw new Fault('unavailable', `${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
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
