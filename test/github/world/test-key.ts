import { generateKeyPairSync } from 'node:crypto'

let sharedKey: string | undefined

/** One key a process: making one takes a tenth of a second. */
export function testKey(): string {
  if (sharedKey !== undefined) return sharedKey
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  sharedKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return sharedKey
}
