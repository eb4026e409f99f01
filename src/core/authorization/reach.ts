import type { Span } from '../text/span.ts'
import type { UnknownSymbol } from '../value/value.ts'

/**
 * What lets something through that no policy document says.
 * - `network`: rules of a network: direction × protocol × port × ICMP code × peer.
 * - `exposure`: switches and lists that open a resource: aspect × to whom, and for some holders × within what bounds.
 * - `guardrail`: what protects a resource: aspect × what is protected. Less of it is more access.
 */
export type ReachKind = 'network' | 'exposure' | 'guardrail'

/** A union of entries, each a product of facets; of ordered rules, the first that matches decides. */
export interface Reach {
  readonly entries: readonly ReachEntry[]
  /**
   * Whether the very thing that entries of its holder speak of is declared here. Where base has it and head does not,
   * it is gone, and what protected it with it.
   */
  readonly isSubject: boolean
  readonly span: Span
}

export interface ReachEntry {
  /** One a dimension, in the order of the kind. */
  readonly facets: readonly ReachFacet[]
  /** Unknown conditions that must hold for it to be there. */
  readonly presence: readonly UnknownSymbol[]
  /** Where it was written and what it came through, the most telling first. Never empty. */
  readonly spans: readonly [Span, ...Span[]]
  /** Absent where entries add up. */
  readonly rule?: OrderedRule
  readonly link?: Link
  /** Where the last facet is a list of addresses, by its name. */
  readonly list?: ListedPeer
  /** For people: the resource that says it, where those of several have one holder. */
  readonly of?: string
  /** Of guardrails: there is nothing that could be lost. It covers what was protected, and nobody misses it. */
  readonly isNothing?: true
}

/** A list of addresses. Where it is known what is on it, its addresses stand for its name. */
export interface ListedPeer {
  /** The holder of what is on it, as its own reaches name it. */
  readonly holder: string
  /** For people, and for rules: `com.amazonaws.eu-central-1.s3`, `pl-…`, `${address}`. */
  readonly name: string
}

/**
 * That an entry is a policy or a group by its name. Where it is known what the name stands for, that is compared, and
 * the entry says nothing more.
 */
export interface Link {
  /** `policies`: what is attached grants; else it limits what others grant. */
  readonly gives: 'policies' | 'boundary' | 'control'
  /** Whom it is given to, as its own policies name it: `role:…`. */
  readonly holder: string
  /** What is given: a name of a policy (`ConfiguredPolicy.names`), `aws:…` for one that AWS manages, or `group:…`. */
  readonly to: string
}

/** One of a list of rules of which those with smaller numbers go first. */
export interface OrderedRule {
  /** A symbol where it is not known. */
  readonly number: number | UnknownSymbol
  readonly denies: boolean
}

/** The last number of a range that has no end, where the dimension has none of its own. */
export const NO_END = 1_000_000

/** One dimension of an entry. What is not known equals nothing but itself. */
export type ReachFacet =
  | { readonly kind: 'every' }
  | { readonly kind: 'names'; readonly values: readonly string[] }
  /** All but these names. */
  | { readonly kind: 'others'; readonly than: readonly string[] }
  | CallsFacet
  /** Whole numbers, both inclusive. */
  | { readonly kind: 'range'; readonly first: number; readonly last: number }
  /** Addresses, as `parseAddressRange` reads them. */
  | { readonly kind: 'block'; readonly cidr: string }
  /** What has, for each key, a tag of one of the values. */
  | { readonly kind: 'tags'; readonly all: readonly TagChoice[] }
  /** `within` tells of which family the unknown block is, where that is known. */
  | { readonly kind: 'symbol'; readonly symbol: UnknownSymbol; readonly within?: 'ipv4' | 'ipv6' }

/** Calls of an API. */
export interface CallsFacet {
  readonly kind: 'calls'
  /** `GET`; `*` is every one. */
  readonly method: string
  /** The segments of a path: a text, `{}` for any one; last of all `{+}` for one or more of them, or `{*}` for any number. */
  readonly path: readonly string[]
  /** For people: `GET /orders/{id}`. */
  readonly shown: string
}

/** One key of an expression of tags. The value `*` is every one. Never empty. */
export interface TagChoice {
  readonly key: string
  readonly values: readonly string[]
}
