import type { Pull } from './pull.ts'
import { filesOf } from './pull-content.ts'

/** The lines that a pull request's hunks show, as `RIGHT main.tf:12`: GitHub takes comments on no others. */
export async function commentablePlaces(pull: Pull): Promise<ReadonlySet<string>> {
  const files = await filesOf(pull)
  return new Set(files.flatMap(({ path, patch = '' }) => placesOf(path, patch)))
}

function placesOf(path: string, patch: string): readonly string[] {
  const places: string[] = []
  const at = { LEFT: 0, RIGHT: 0 }
  for (const line of patch.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line)
    if (hunk !== null) {
      Object.assign(at, { LEFT: Number(hunk[1]), RIGHT: Number(hunk[2]) })
      continue
    }
    if (!line.startsWith('+') && !line.startsWith('\\')) places.push(`LEFT ${path}:${at.LEFT++}`)
    if (!line.startsWith('-') && !line.startsWith('\\')) places.push(`RIGHT ${path}:${at.RIGHT++}`)
  }
  return places
}
