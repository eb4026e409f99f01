import { Fault } from '../../ports/fault.ts'
import type { SourceTrees, TreeEntry } from '../../ports/source-trees.ts'
import type { PackageLimits } from './package-limits.ts'

/**
 * One revision of `trees`, whose `entries` are known: reads only files that are listed, follows no links, and reads
 * no more bytes than `limits` allow. Whatever is refused is a `Fault` of kind `invalid`.
 */
export function boundedTrees(
  name: string,
  trees: SourceTrees,
  revision: string,
  entries: readonly TreeEntry[],
  limits: PackageLimits,
): SourceTrees {
  const listed = new Map(entries.map((entry) => [entry.path, entry]))
  const counted = new Map<string, number>()
  let readBytes = 0
  const count = (path: string, sizeBytes: number) => {
    if (sizeBytes > limits.fileBytes) throw new Fault('invalid', `${path} of ${name} has ${sizeBytes} bytes`)
    readBytes += sizeBytes - (counted.get(path) ?? 0)
    counted.set(path, sizeBytes)
    if (readBytes > limits.readBytes) {
      throw new Fault('invalid', `More than ${limits.readBytes} bytes would be read of ${name}`)
    }
  }
  return {
    async list(asked) {
      if (asked !== revision) throw new Fault('not-found', `${name} is only known as it is at one revision`)
      return entries
    },
    async read(asked, { path }) {
      const entry = asked === revision ? listed.get(path) : undefined
      if (entry === undefined) throw new Fault('not-found', `${path} is not in ${name}`)
      if (entry.kind !== 'file') throw new Fault('invalid', `${path} of ${name} is a link, which is not followed`)
      count(path, entry.sizeBytes ?? 0)
      const content = await trees.read(revision, entry)
      count(path, content.length)
      return content
    },
  }
}
