import { describe, expect, it } from 'vitest'
import type { ConfiguredAccess, ConfiguredPolicy, ConfiguredReach } from '../../src/core/authorization/access.ts'
import { managedPolicy } from '../../src/core/authorization/aws/managed/managed-policy.ts'
import type { PolicyDocument } from '../../src/core/authorization/aws/policy.ts'
import { decideAccess } from '../../src/core/difference/compare-access.ts'
import { differ, NO_ACCESS } from '../../src/core/difference/differ.ts'
import { policySet } from '../difference/policies.ts'
import fc from '../seeded-properties.ts'
import { statements, TEXT_KEY } from './difference-universe.ts'
import { runs } from './runs.ts'

const SEED = Number(process.env['SEED'] ?? 20260317)
const SETTINGS = { seed: SEED, numRuns: runs(60) }
const ROLE = 'role:x/app'
const GROUP = 'group:x/team'

/** Where a statement may be written: in a policy of the role, in one that is attached, or in one of two attached. */
const PLACES = ['inline', 'one', 'two'] as const
type Place = (typeof PLACES)[number]

function policyOf(
  holder: string,
  address: string,
  document: PolicyDocument,
  names: readonly string[] = [],
): ConfiguredPolicy {
  return { holder, kind: 'identity', address, document, span: document.span, ...(names.length === 0 ? {} : { names }) }
}

function linkOf(holder: string, to: string, at: string): ConfiguredReach {
  const span = { file: at, start: 0, end: 1 }
  const entry = {
    facets: [
      { kind: 'names', values: ['the attached policy'] },
      { kind: 'names', values: [to] },
    ],
    presence: [],
    spans: [span],
    link: { gives: 'policies', holder, to },
  } as const
  return {
    holder: `attachments:${holder}`,
    kind: 'exposure',
    address: at,
    reach: { entries: [entry], isSubject: false, span },
    span,
  }
}

function declared(holder: string): ConfiguredReach {
  const span = { file: 'main.tf', start: 0, end: 1 }
  return { holder, kind: 'guardrail', address: holder, reach: { entries: [], isSubject: true, span }, span }
}

/** One document of some statements of a document. */
function partOf(document: PolicyDocument, places: readonly Place[], place: Place): PolicyDocument {
  return {
    ...document,
    statements: document.statements.filter((_, at) => (places[at % places.length] ?? 'inline') === place),
  }
}

/** A role with statements spread over its own policy and two that are attached to it. */
function spread(document: PolicyDocument, places: readonly Place[]): ConfiguredAccess {
  return {
    ...NO_ACCESS,
    policies: [
      policyOf(ROLE, 'inline', partOf(document, places, 'inline')),
      policyOf('policy:x/one', 'one', partOf(document, places, 'one'), ['named:one']),
      policyOf('policy:x/two', 'two', partOf(document, places, 'two'), ['named:two']),
    ],
    reaches: [linkOf(ROLE, 'named:one', 'a.tf'), linkOf(ROLE, 'named:two', 'b.tf')],
  }
}

function verdictOf(base: ConfiguredAccess, head: ConfiguredAccess): string {
  const all = differ(base, head).map(({ difference }) => difference)
  if (all.some(({ granted }) => granted.some(({ isUnmet }) => isUnmet !== true))) return 'broadened'
  return all.some(({ undecided }) => undecided.length > 0) ? 'undecided' : 'not-broadened'
}

const places = fc.array(fc.constantFrom(...PLACES), { minLength: 1, maxLength: 5 })
const documents = statements([TEXT_KEY])
  .map((own) => policySet([own]).documents[0])
  .filter((each) => each !== undefined)

describe(`policies of one holder (seed ${SEED})`, () => {
  it('are the same however their statements are spread over them', () => {
    fc.assert(
      fc.property(documents, places, places, (document, before, after) => {
        expect(
          differ(spread(document, before), spread(document, after)).flatMap(({ difference }) => [
            ...difference.granted,
            ...difference.undecided,
          ]),
        ).toEqual([])
      }),
      SETTINGS,
    )
  })

  it('say what the plain comparison of their statements says', () => {
    fc.assert(
      fc.property(documents, documents, places, places, (base, head, before, after) => {
        const set = (document: PolicyDocument) =>
          ({ kind: 'identity', address: 'role', documents: [document] }) as const
        const { verdict } = decideAccess(set(base), set(head))
        expect(verdictOf(spread(base, before), spread(head, after))).toBe(verdict)
      }),
      SETTINGS,
    )
  })

  it('that a group has are those of its members, if all of them are known', () => {
    fc.assert(
      fc.property(documents, documents, (own, ofGroup) => {
        const user = 'user:x/bob'
        const base: ConfiguredAccess = {
          ...NO_ACCESS,
          policies: [policyOf(user, 'own', own), policyOf(GROUP, 'group', ofGroup)],
          reaches: [declared(GROUP), declared(user)],
        }
        const head = { ...base, reaches: [...base.reaches, linkOf(user, GROUP, 'membership.tf')] }
        const set = (...all: readonly PolicyDocument[]) =>
          ({ kind: 'identity', address: 'bob', documents: all }) as const
        expect(verdictOf(base, head)).toBe(decideAccess(set(own), set(own, ofGroup)).verdict)
        const unknown = { ...head, reaches: [...head.reaches, linkOf(GROUP, 'named:elsewhere', 'c.tf')] }
        expect(
          verdictOf({ ...base, reaches: [...base.reaches, linkOf(GROUP, 'named:elsewhere', 'c.tf')] }, unknown),
        ).toBe('broadened')
      }),
      SETTINGS,
    )
  })

  it('that nobody knows hide nothing and add nothing to what is known', () => {
    fc.assert(
      fc.property(documents, documents, (base, head) => {
        const opaque = linkOf(ROLE, 'named:#elsewhere', 'c.tf')
        const known = { before: spread(base, ['inline']), after: spread(head, ['inline']) }
        const both = (access: ConfiguredAccess) => ({ ...access, reaches: [...access.reaches, opaque] })
        expect(verdictOf(both(known.before), both(known.after))).toBe(verdictOf(known.before, known.after))
      }),
      SETTINGS,
    )
  })
})

describe(`policies that AWS manages (seed ${SEED})`, () => {
  const NAMES = [
    'ReadOnlyAccess',
    'AdministratorAccess',
    'AmazonS3FullAccess',
    'IAMFullAccess',
    'AmazonSQSReadOnlyAccess',
  ]
  const FEW = { seed: SEED, numRuns: runs(15) }

  function holding(own: PolicyDocument, names: readonly string[]): ConfiguredAccess {
    const reaches = names.map((name) => linkOf(ROLE, `aws:${name}`, `${name}.tf`))
    return { ...NO_ACCESS, policies: [policyOf(ROLE, 'inline', own)], reaches }
  }

  it('decide a difference only where every content within their bounds says the same', () => {
    const some = fc.array(fc.constantFrom(...NAMES), { maxLength: 2 })
    const bounds = fc.record(Object.fromEntries(NAMES.map((name) => [name, fc.constantFrom('least', 'most')] as const)))
    fc.assert(
      fc.property(documents, documents, some, some, bounds, (base, head, before, after, bound) => {
        const content = (name: string) => {
          const known = managedPolicy(name)
          return bound[name] === 'most' ? (known?.most ?? known?.least) : known?.least
        }
        const set = (own: PolicyDocument, names: readonly string[]) => {
          return {
            kind: 'identity',
            address: 'role',
            documents: [own, ...names.flatMap((name) => content(name) ?? [])],
          } as const
        }
        const told = verdictOf(holding(base, before), holding(head, after))
        if (told !== 'undecided') expect(decideAccess(set(base, before), set(head, after)).verdict).toBe(told)
      }),
      FEW,
    )
  })

  it('are the same policy on both sides, whatever it allows', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...NAMES), (document, name) => {
        expect(verdictOf(holding(document, [name]), holding(document, [name]))).toBe('not-broadened')
        expect(verdictOf(holding(document, [name]), holding(deniesOf(document), [name]))).toBe('not-broadened')
      }),
      FEW,
    )
  })
})

function deniesOf(document: PolicyDocument): PolicyDocument {
  return {
    ...document,
    statements: document.statements.filter((each) => each.kind === 'statement' && each.effect === 'Deny'),
  }
}
