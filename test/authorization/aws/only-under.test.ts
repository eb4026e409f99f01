import { describe, expect, it } from 'vitest'
import { onlyUnder } from '../../../src/core/authorization/aws/only-under.ts'
import { readPolicyDocument } from '../../../src/core/authorization/aws/read-document.ts'
import type { UnknownSymbol } from '../../../src/core/value/value.ts'
import { jsonValue, unknown } from './json-value.ts'

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: { Null: { k: 'true' } } }
const perhaps = (address: string): UnknownSymbol => {
  const span = { file: `${address}.tf`, start: 0, end: 1 }
  return { address, fingerprint: `fingerprint of ${address}`, reason: 'is not known', span }
}
const { document } = readPolicyDocument(
  jsonValue({ Version: '2012-10-17', Statement: [READ, unknown('s')] }),
  'identity',
)

describe('a document that is in force under conditions that are not known', () => {
  it('is the very document where there are none', () => {
    expect(onlyUnder(document, [])).toBe(document)
  })

  it('has each of them in each statement, beside its own, and where it stands', () => {
    const [statement] = onlyUnder(document, [perhaps('a'), perhaps('b')]).statements
    expect(statement).toMatchObject({
      action: { negated: false },
      conditions: [
        { kind: 'condition', operator: 'Null' },
        { kind: 'opaque', symbol: { address: 'a' }, span: { file: 'a.tf' } },
        { kind: 'opaque', symbol: { address: 'b' }, span: { file: 'b.tf' } },
      ],
    })
  })

  it('is another unknown where a statement is not known, for each of them', () => {
    const fingerprint = (...names: readonly string[]) => {
      const [, statement] = onlyUnder(document, names.map(perhaps)).statements
      return statement?.kind === 'opaque' ? statement.symbol.fingerprint : 'known'
    }
    expect(new Set([fingerprint(), fingerprint('a'), fingerprint('b'), fingerprint('a', 'b')]).size).toBe(4)
    expect(fingerprint('a')).toBe(fingerprint('a'))
    expect(onlyUnder(document, [perhaps('a')]).statements[1]).toMatchObject({ symbol: { address: 's' } })
  })
})
