import { blobSizes } from '../adapters/git/blob-sizes.ts'
import { gitTrees } from '../adapters/git/git-trees.ts'
import type { ChangedFile } from '../adapters/git/landed-diffs.ts'
import type { GovernedPart } from '../core/authorship/authorship-stats.ts'
import { mayBeGoverned, OTHER_ENDINGS } from '../core/configuration/may-be-governed.ts'
import { recogniseFile } from '../core/configuration/recognise.ts'
import { Fault } from '../ports/fault.ts'

/** Git path patterns of what may be governed by itself, in any case; `recogniseFile` then decides. */
export const MAY_BE_GOVERNED = ['**', ...OTHER_ENDINGS.map((ending) => `!**/*.${ending}`)]

/** Tells governed files from others as the review does: by name, and by what is in them. */
export interface GovernedParts {
  of(files: readonly ChangedFile[]): Promise<GovernedPart>
  close(): void
}

export function governedParts(repository: string): GovernedParts {
  const sizes = blobSizes(repository)
  const trees = gitTrees(repository)
  const read = async (path: string, id: string): Promise<string | undefined> => {
    const sizeBytes = await sizes.sizeOf(id)
    if (sizeBytes === undefined || sizeBytes > MAX_FILE_BYTES) return undefined
    try {
      return new TextDecoder().decode(await trees.read('', { path, id, kind: 'file' }))
    } catch (error) {
      if (error instanceof Fault) return undefined
      throw error
    }
  }
  return {
    async of(files) {
      let part: GovernedPart = NOTHING
      for (const file of files) if (await isGoverned(file, read)) part = plus(part, file)
      return part
    },
    close() {
      sizes.close()
      trees.close()
    },
  }
}

export const NOTHING: GovernedPart = { files: 0, linesAdded: 0, linesRemoved: 0 }
/** The review does not read larger files either: nobody knows what they are, so they count as governed. */
const MAX_FILE_BYTES = 5 * 1024 * 1024

type Read = (path: string, id: string) => Promise<string | undefined>

/** A file is what it is on either side. */
async function isGoverned({ path, base, head }: ChangedFile, read: Read): Promise<boolean> {
  const byName = recogniseFile(path, undefined)
  if (byName === 'none' && !mayBeGoverned(path)) return false
  if (byName !== 'none' && byName !== 'unreadable') return true
  for (const id of [head, base]) {
    if (id !== undefined && recogniseFile(path, await read(path, id)) !== 'none') return true
  }
  return false
}

function plus(part: GovernedPart, { linesAdded, linesRemoved }: ChangedFile): GovernedPart {
  return {
    files: part.files + 1,
    linesAdded: part.linesAdded + linesAdded,
    linesRemoved: part.linesRemoved + linesRemoved,
  }
}
