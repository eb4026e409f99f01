import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../ports/fault.ts'

export type ContainedDirectory =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'missing' }
  /** A part of the path is a link, is no directory, or leads out. */
  | { readonly kind: 'refused' }

/**
 * A directory below `root` by its path with slashes. Nothing below `root` may be a symbolic link, and `..` is refused:
 * what is found is inside. Throws `Fault` where the disk cannot be read.
 */
export async function containedDirectory(root: string, relative: string): Promise<ContainedDirectory> {
  let path = root
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..' || /[\\\0]/.test(segment)) return { kind: 'refused' }
    path = join(path, segment)
    const kind = await kindOf(path)
    if (kind !== 'directory') return { kind: kind === 'missing' ? 'missing' : 'refused' }
  }
  return { kind: 'directory', path }
}

async function kindOf(path: string): Promise<'directory' | 'missing' | 'other'> {
  try {
    return (await lstat(path)).isDirectory() ? 'directory' : 'other'
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return 'missing'
    throw new Fault('unavailable', `${path} cannot be read: ${String(code)}`, { cause })
  }
}
