import { containedDirectory } from './contained-directory.ts'
import type { ModuleRepository, OpenRepository } from './git-modules.ts'

/**
 * Bare mirrors on disk, at `<directory>/<host>/<path>.git`. No part of that path below `directory` may be a link.
 * `openRepository` gets the mirror's path on disk.
 */
export function gitMirrors(directory: string, openRepository: (path: string) => ModuleRepository): OpenRepository {
  return async (host, path) => {
    const found = await containedDirectory(directory, `${host}/${path}.git`)
    return found.kind === 'directory' ? openRepository(found.path) : undefined
  }
}
