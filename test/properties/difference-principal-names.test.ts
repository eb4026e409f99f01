import { describe, expect, it } from 'vitest'
import { verdict } from '../difference/policies.ts'
import fc from '../seeded-properties.ts'
import { runs } from './runs.ts'

const SEED = Number(process.env['SEED'] ?? 20260304)
const ACCOUNT = '111111111111'
const IAM = `arn:aws:iam::${ACCOUNT}:`
const STS = `arn:aws:sts::${ACCOUNT}:`

/** Principals of which one part is not known; it is the same in all of them. */
const UNKNOWN = ['<what>', 'ro<what>', '<what>r', 'role/<what>', 'role/<what>/r', 'user/<what>'].map(
  (name) => IAM + name,
)
const KNOWN = [`${IAM}role/r`, `${IAM}role/p/r`, `${IAM}user/u`, `${STS}assumed-role/r/s`, ACCOUNT, '222222222222', '*']
/** What it may be: an account's root or a role, all of it or a part. */
const TEXTS = ['root', 'ot', 'role/r', 'le/r', 'role/p/', 'user/u']

interface Trusting {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string
  readonly Principal: { readonly AWS: string }
}

const names = fc.oneof({ arbitrary: fc.constantFrom(...UNKNOWN), weight: 2 }, fc.constantFrom(`${STS}<what>`, ...KNOWN))
const statement = (Effect: Trusting['Effect']): fc.Arbitrary<Trusting> =>
  names.map((AWS) => ({ Effect, Action: 'sts:AssumeRole', Principal: { AWS } }))
const side = fc
  .tuple(statement('Allow'), fc.option(statement('Deny'), { nil: undefined }))
  .map(([allow, deny]) => (deny === undefined ? [allow] : [allow, deny]))

function known(statements: readonly Trusting[], text: string): readonly Trusting[] {
  return statements.map((each) => ({ ...each, Principal: { AWS: each.Principal.AWS.replace('<what>', text) } }))
}

describe(`principals that are known in part (seed ${SEED})`, () => {
  it('are decided only where the answer is the same, whatever is not known', () => {
    fc.assert(
      fc.property(side, side, fc.constantFrom(...TEXTS), (base, head, text) => {
        const told = verdict(base, head, 'trust')
        if (told !== 'undecided') expect(verdict(known(base, text), known(head, text), 'trust')).toBe(told)
      }),
      { seed: SEED, numRuns: runs(100) },
    )
  })
})
