import type { ConfiguredAccess, ConfiguredPolicy, ConfiguredReach } from '../../src/core/authorization/access.ts'
import type { Link, ReachEntry } from '../../src/core/authorization/reach.ts'
import { differ, NO_ACCESS } from '../../src/core/difference/differ.ts'
import type { Span } from '../../src/core/text/span.ts'
import type { UnknownSymbol } from '../../src/core/value/value.ts'
import { policySet } from './policies.ts'

/** An identity policy of a holder, in a file of the holder's name; `names` are what attachments call it. */
export function policy(holder: string, statements: readonly object[], names: readonly string[] = []): ConfiguredPolicy {
  const [read] = policySet([statements]).documents
  if (read === undefined) throw new Error('no document')
  const placed = read.statements.map((each, at) => ({
    ...each,
    span: { file: `${holder}.tf`, start: at, end: at + 1 },
  }))
  const document = { ...read, statements: placed }
  const span = { file: `${holder}.tf`, start: 0, end: 9 }
  return { holder, kind: 'identity', address: holder, document, span, ...(names.length === 0 ? {} : { names }) }
}

interface Linking {
  readonly gives?: Link['gives']
  readonly presence?: readonly UnknownSymbol[]
  readonly calls?: readonly Span[]
}

/** What gives `to` to a holder; its address and its file are `<holder> <to>`. */
export function linked(holder: string, to: string, linking: Linking = {}): ConfiguredReach {
  const { gives = 'policies', presence = [], calls } = linking
  const span = { file: `${holder} ${to}`, start: 0, end: 1 }
  const entry: ReachEntry = {
    facets: [
      { kind: 'names', values: ['the attached policy'] },
      { kind: 'names', values: [to] },
    ],
    presence,
    spans: [span],
    link: { gives, holder, to },
  }
  return {
    holder: `${gives} ${holder}`,
    kind: gives === 'policies' ? 'exposure' : 'guardrail',
    address: span.file,
    reach: { entries: [entry], isSubject: false, span },
    span,
    ...(calls === undefined ? {} : { calls }),
  }
}

/** That a principal or a resource is itself declared. */
export function declared(holder: string): ConfiguredReach {
  const span = { file: 'main.tf', start: 0, end: 1 }
  return { holder, kind: 'guardrail', address: holder, reach: { entries: [], isSubject: true, span }, span }
}

export function side(
  policies: readonly ConfiguredPolicy[],
  reaches: readonly ConfiguredReach[] = [],
): ConfiguredAccess {
  return { ...NO_ACCESS, policies, reaches }
}

/** `address +action`, `address !action` where a deny went, `address ?` where something is undecided. */
export function told(base: ConfiguredAccess, head: ConfiguredAccess): readonly string[] {
  return differ(base, head).flatMap(({ difference: { granted, undecided } }) => [
    ...granted.map(({ address, origin, actions }) => `${address} ${origin === 'allowed' ? '+' : '!'}${actions.join()}`),
    ...undecided.map(({ address }) => `${address} ?`),
  ])
}

/** Something unknown that decides whether an attachment is there. */
export function perhaps(address: string): UnknownSymbol {
  const span = { file: 'variables.tf', start: 0, end: 1 }
  return { address, fingerprint: `fingerprint of ${address}`, reason: 'is only known after apply', span }
}
