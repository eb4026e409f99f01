import type { ConfiguredReach } from '../../../../authorization/access.ts'
import type { ReachEntry } from '../../../../authorization/reach.ts'
import type { Span } from '../../../../text/span.ts'
import type { UnknownSymbol } from '../../../../value/value.ts'

/** What names of things shown are, for people: an output, or a value that is kept as plain text. */
const SHOWN = 'a secret shown in outputs and logs'
export const PLAIN = 'a secret kept as plain text'
export const MASKED = 'kept out of plans and logs'
export const UNSTORED = 'kept out of the state'

/** An output, a variable or a parameter: what is shown of it, or what keeps it from being shown. */
export interface Shown {
  /** What pairs it with the other side. */
  readonly identity: string
  readonly address: string
  readonly span: Span
  readonly calls: readonly Span[]
}

/** One of these, as a reach of its own holder. */
export function shownReach(
  { identity, address, span, calls }: Shown,
  kind: 'exposure' | 'guardrail',
  entries: readonly ReachEntry[],
): ConfiguredReach {
  const reach = { entries, isSubject: true, span }
  return { holder: holderOf(identity), kind, address, reach, span, ...(calls.length === 0 ? {} : { calls }) }
}

export function holderOf(identity: string): string {
  return `address:${identity}`
}

/** That a secret is shown, by what people call it. */
export function shownEntry(
  secret: string,
  presence: readonly UnknownSymbol[],
  spans: readonly [Span, ...Span[]],
): ReachEntry {
  return {
    facets: [
      { kind: 'names', values: [SHOWN] },
      { kind: 'names', values: [secret] },
    ],
    presence,
    spans,
  }
}

/** That something keeps it from being shown. */
export function maskedEntry(
  says: typeof MASKED | typeof UNSTORED,
  presence: readonly UnknownSymbol[],
  spans: readonly [Span, ...Span[]],
): ReachEntry {
  return { facets: [{ kind: 'names', values: [says] }, { kind: 'every' }], presence, spans }
}
