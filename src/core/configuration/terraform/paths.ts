/**
 * The repository path of a path as configuration writes it, relative to the module's directory; undefined where
 * it leaves the repository.
 */
export function repositoryPath(directory: string, path: string): string | undefined {
  if (path.startsWith('/') || path.startsWith('~')) return undefined
  const segments = directory === '' ? [] : directory.split('/')
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return undefined
  }
  return segments.join('/')
}

/** The directory of a path; empty for the repository's root. */
export function directoryOf(path: string): string {
  const at = path.lastIndexOf('/')
  return at === -1 ? '' : path.slice(0, at)
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
