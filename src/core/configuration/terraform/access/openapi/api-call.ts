import type { CallsFacet, ReachFacet } from '../../../../authorization/reach.ts'
import type { Span } from '../../../../text/span.ts'
import type { UnknownSymbol } from '../../../../value/value.ts'
import { EVERY_PATH } from './api-path.ts'

/** Any method on any path. */
export const EVERY_CALL: CallsFacet = { kind: 'calls', method: '*', path: EVERY_PATH.segments, shown: 'every call' }

/** What may be called of an API, and who by. */
export interface ApiCall {
  /** A symbol where it is not known what is called. */
  readonly called: CallsFacet | (ReachFacet & { readonly kind: 'symbol' })
  /** How early it is tried: smaller numbers first. */
  readonly rank: number
  /** Unknown conditions that must hold for it to be there. */
  readonly presence: readonly UnknownSymbol[]
  readonly spans: readonly Span[]
  /** What is asked of callers: one, or several of which unknown conditions choose. */
  readonly demands: readonly CallDemand[]
  /** API Gateway answers it itself, always the same. */
  readonly reachesNothing?: boolean
  /** A request with another method on the very same path goes nowhere. */
  readonly takesPath: boolean
}

/** What is asked of whoever calls. */
export interface CallDemand {
  readonly login: CallLogin
  /** Whether a key is asked for; a symbol where that is not known. */
  readonly asksForKey: boolean | UnknownSymbol
  readonly presence: readonly UnknownSymbol[]
  readonly spans: readonly Span[]
}

export type CallLogin =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'login'
      /** One of these logins; absent where none is named. */
      readonly by?: LoginNames
      /** One of these, where one is asked for. */
      readonly scopes?: LoginNames
      /** What decides how a login is asked for, where something does. */
      readonly settings?: UnknownSymbol
    }
  /** Whether there is one, and which, is not known. */
  | { readonly kind: 'unknown'; readonly symbol: UnknownSymbol }
  /** Nothing is known of the whole call. */
  | { readonly kind: 'unread'; readonly symbol: UnknownSymbol }

/** Names of logins, or a symbol where it is not known which they are. */
export type LoginNames =
  | { readonly kind: 'others'; readonly than: readonly string[] }
  | (ReachFacet & { readonly kind: 'symbol' })
