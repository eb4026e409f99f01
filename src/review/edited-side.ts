import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { SourceTrees, TreeEntry } from '../ports/source-trees.ts'
import { openSide, type Revision, type SideTexts } from './side-texts.ts'

/** A tree in which one file has another text. What was read of it before is not read again. */
export function editedSide(side: SideTexts, { trees, id }: Revision, path: string, text: string): Promise<SideTexts> {
  const content = utf8ToBytes(text)
  const editedId = `edited-${bytesToHex(sha256(content))}`
  const edited: SourceTrees = {
    list: async () => [...side.stored.values()].map((entry) => (entry.path === path ? asEdited(entry) : entry)),
    read: async (revision, entry) => {
      if (entry.id === editedId) return content
      const known = entry.kind === 'file' ? side.texts.get(entry.path) : undefined
      return known === undefined ? trees.read(revision, entry) : utf8ToBytes(known)
    },
  }
  const asEdited = (entry: TreeEntry): TreeEntry => ({ ...entry, id: editedId, sizeBytes: content.length })
  return openSide({ trees: edited, id })
}
