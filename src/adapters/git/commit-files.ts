import { nulFields } from './nul-fields.ts'

/** Of one range; the files of the commits behind that are not known. */
const MAX_PATHS = 1_000_000

/**
 * The paths that each commit of `range` changes, old and new name of a moved file; of a merge those in which it differs
 * from all of its parents. A commit that is absent was not read. Throws `Fault` where there is no such range.
 */
export async function commitFiles(repository: string, range: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = new Map<string, string[]>()
  let open: string[] = []
  let isPath = false
  let paths = 0
  for await (const written of nulFields(repository, [...COMMAND, '--end-of-options', range, '--'])) {
    if (isPath) {
      open.push(written)
      isPath = false
      paths += 1
      if (paths > MAX_PATHS) break
      continue
    }
    // The first entry of a commit stands on a line of its own.
    const field = written.trimStart()
    if (field.startsWith(':')) isPath = true
    else if (field !== '') {
      open = []
      files.set(field, open)
    }
  }
  const last = [...files.keys()].at(-1)
  // Of the commit at which reading ended, not every path may have been read.
  if (paths > MAX_PATHS && last !== undefined) files.delete(last)
  return files
}

/** No attribute and no configuration of the repository decides what is listed. */
const COMMAND = [
  ...['-c', 'log.showRoot=true', 'log', '-z', '--diff-merges=combined', '--format=tformat:%H', '--raw', '--no-abbrev'],
  ...[
    '--no-renames',
    '--no-relative',
    '--ignore-submodules=none',
    '--no-ext-diff',
    '--no-textconv',
    '--no-show-signature',
    '--no-notes',
    '--no-color',
  ],
]
