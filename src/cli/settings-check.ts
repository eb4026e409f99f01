import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type MemoryEntry, memorySourceTrees } from '../adapters/memory/source-trees.ts'
import { extendSignatures } from '../core/authorship/signatures.ts'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import { locate } from '../core/rules/locate.ts'
import type { Rule } from '../core/rules/rule.ts'
import { type ReadSettings, SETTINGS_YAML, SETTINGS_YML } from '../core/rules/settings.ts'
import { Fault } from '../ports/fault.ts'
import { readPolicy } from '../review/review.ts'
import { openSide } from '../review/side-texts.ts'
import { loadBundle } from './bundle.ts'

/** A repository's settings as the app reads them, with everything that it would say about them. */
export interface CheckedSettings {
  readonly settings: ReadSettings
  /** The settings files that are there. */
  readonly files: readonly string[]
  /** At the files' paths as `folder` names them. */
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/** Checks the settings in a folder, which is `.github` of a repository. `rules` are the rules there are. Throws `Fault`. */
export async function checkSettings(folder: string, rules: readonly Rule[]): Promise<CheckedSettings> {
  const found = new Map<string, MemoryEntry>()
  for (const path of [SETTINGS_YML, SETTINGS_YAML]) {
    const bytes = await readIfThere(join(folder, basename(path)))
    if (bytes !== undefined) found.set(path, bytes)
  }
  const bundle = { ...loadBundle(), rules }
  const trees = memorySourceTrees({ settings: Object.fromEntries(found) })
  const { settings, texts } = await readPolicy(await openSide({ trees, id: 'settings' }), bundle)
  const signatures = settings.settings.signatures
  const unusable = signatures === undefined ? [] : extendSignatures(bundle.signatures, signatures).diagnostics
  const text = texts.get(settings.file ?? SETTINGS_YML) ?? ''
  return {
    settings,
    files: [...found.keys()].map((path) => join(folder, basename(path))),
    diagnostics: [...settings.located, ...locate(text, unusable)].map((each) => ({
      ...each,
      file: join(folder, basename(each.file)),
    })),
  }
}

/** The review refuses settings that are much shorter; this much is not even put into memory. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    const { size } = await stat(path)
    if (size > MAX_FILE_BYTES)
      throw new Fault('invalid', `${path} has ${size} bytes: more than the ${MAX_FILE_BYTES} that are read`)
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof Fault) throw cause
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR'))
      return undefined
    throw new Fault('unavailable', `${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}
