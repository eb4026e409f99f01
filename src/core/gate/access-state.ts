import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type DigestInput, grantedContent, sorted } from './digest.ts'

/** What a change leads to, by which a later one is known to lead to the same. SHA-256, hex. */
export interface AccessState {
  /** Of every file that was read for what changed, as it is at head. */
  readonly files: string
  /** Of everything that the change adds. */
  readonly added: string
}

/**
 * Names the state of access at head by the files that it was computed from: same files, same access, whatever the change
 * itself adds to it – which is named apart, since the same files may be reached from another base. Undefined where
 * nothing was read.
 */
export function accessState({
  inputs,
  granted,
  undecided,
}: Pick<DigestInput, 'inputs' | 'granted' | 'undecided'>): AccessState | undefined {
  if (inputs.length === 0) return undefined
  const heads = new Set(inputs.map(([path = '', , head = '']) => JSON.stringify([path, head])))
  return {
    files: digestOf('countersign-files/1', [...heads].sort()),
    added: digestOf('countersign-added/1', [
      sorted(granted.map(grantedContent)),
      sorted(undecided.map(({ address, reason, decidedAtBase }) => [address, reason, decidedAtBase])),
    ]),
  }
}

function digestOf(kind: string, content: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([kind, content]))))
}
