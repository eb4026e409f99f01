import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import { NOWHERE } from '../../../../text/span.ts'
import { digestOf } from '../../../../value/fingerprint.ts'
import { textOf, type UnknownSymbol, type Value } from '../../../../value/value.ts'
import { waysOf } from '../../rounds.ts'
import { plainText } from '../../text.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { heldReach } from '../held-reach.ts'
import { itemsOf, type ListItem } from '../list-items.ts'
import { symbolOf } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { type Setting, settingsAt } from '../settings-at.ts'
import { blocksAt } from '../value-blocks.ts'

/** One argument of a type of resource that opens it, or that protects it. */
export interface Switch {
  readonly type: string
  /** `argument`, or `block.argument` where every block of the type counts, to any depth. */
  readonly argument: string
  readonly effect: 'exposure' | 'guardrail'
  /** It counts whether it is written at all and is no empty list, or a block of that type is there: `present`, or `absent`. */
  readonly asks?: 'presence'
  /** Values, as text, with which it is open (`exposure`) or protects (`guardrail`). */
  readonly on: readonly string[]
  /** The value that is in force where the argument, or its block, is absent; undefined where that is not known. */
  readonly absent: string | undefined
  /** What nobody knows is another default where the block is there that it stands in. */
  readonly otherInBlock?: true
  /** For people: what is open, or what protects: `a public address`. */
  readonly says: string
}

/** An adapter a type, for the switches of a table. `isProtection`: without the resource, nothing is protected. */
export function switchAdapters(
  table: readonly Switch[],
  { isProtection = false }: { readonly isProtection?: boolean } = {},
): readonly ResourceAdapter[] {
  const types = Map.groupBy(table, ({ type }) => type)
  return [...types].map(([type, switches]) => ({
    type,
    nouns: [],
    reads: switches.map(({ argument }) => argument),
    documents: [],
    held: (resource) => switchAccess(resource, switches, isProtection),
  }))
}

/** What the switches of one resource open and protect: it is their own holder. */
function switchAccess(
  resource: ConfiguredResource,
  switches: readonly Switch[],
  isProtection: boolean,
): readonly HeldAccess[] {
  return (['exposure', 'guardrail'] as const).flatMap((kind) => {
    const own = switches.filter(({ effect }) => effect === kind)
    const entries = () => own.flatMap((each) => switchEntries(resource, each))
    return own.length === 0 ? [] : [heldReach(resource, `address:${resource.identity}`, kind, entries, !isProtection)]
  })
}

/** For whomever, of whatever. */
export const EVERY: ReachFacet = { kind: 'every' }

/** What one switch of a resource opens or protects. */
export function switchEntries(resource: ConfiguredResource, row: Switch): readonly ReachEntry[] {
  const aspect: ReachFacet = { kind: 'names', values: [row.says] }
  return settingsOf(resource, row).flatMap(({ value, presence }): readonly ReachEntry[] => {
    const conditions = [...resource.presence, ...presence]
    if (value === undefined) return absentEntries(resource, row, aspect, conditions)
    return waysOf(value).flatMap((way): readonly ReachEntry[] => {
      const presence = [...conditions, ...way.conditions]
      if (way.value.kind === 'null') return absentEntries(resource, row, aspect, presence)
      return itemsOf(way.value, presence).flatMap((item) => writtenEntries(resource, row, aspect, item))
    })
  })
}

function writtenEntries(
  { header }: ConfiguredResource,
  row: Switch,
  aspect: ReachFacet,
  { value, presence }: ListItem,
): readonly ReachEntry[] {
  const text = plainText(value)
  const spans = [...value.spans, header]
  if (text === undefined) return [entry([aspect, EVERY], [...presence, symbolOf(value)], spans)]
  return isOn(text, row) ? [entry([aspect, EVERY], presence, spans)] : []
}

/** What is in force where nothing is written. */
function absentEntries(
  resource: ConfiguredResource,
  row: Switch,
  aspect: ReachFacet,
  conditions: readonly UnknownSymbol[],
): readonly ReachEntry[] {
  const { header } = resource
  if (row.absent !== undefined) return isOn(row.absent, row) ? [entry([aspect, EVERY], conditions, [header])] : []
  return [entry([aspect, EVERY], [...conditions, unknownDefault(resource, row)], [header])]
}

/** What is in force where nothing is written and nobody knows what that is: the same for every resource of the type. */
export function unknownDefault(
  resource: ConfiguredResource,
  { type, argument, otherInBlock }: Pick<Switch, 'type' | 'argument' | 'otherInBlock'>,
): UnknownSymbol {
  const { address, header: span } = resource
  const isInBlock = otherInBlock === true && blocksAt(resource, argument.split('.')[0] ?? '').length > 0
  const fingerprint = digestOf('default', type, argument, ...(isInBlock ? ['in its block'] : []))
  return { address: `${address}.${argument}`, fingerprint, reason: BY_VERSION, span }
}

const BY_VERSION = "is set by a default that depends on the provider's version"

function isOn(text: string, { on }: Switch): boolean {
  return on.some((each) => each.toLowerCase() === text.toLowerCase())
}

/** An entry of exposures or guardrails. */
export function entry(
  facets: readonly ReachFacet[],
  presence: readonly UnknownSymbol[],
  [first, ...others]: readonly ReachEntry['spans'][0][],
): ReachEntry {
  return { facets, presence, spans: [first ?? NOWHERE, ...others] }
}

function settingsOf(resource: ConfiguredResource, { argument, asks }: Switch): readonly Setting[] {
  return asks === undefined ? settingsAt(resource, argument) : presenceOf(resource, argument)
}

/** Where nobody knows whether it is there, it is there under a condition. */
function presenceOf(resource: ConfiguredResource, argument: string): readonly Setting[] {
  const blocks = argument.includes('.') ? [] : resource.blocks(argument)
  const written = settingsAt(resource, argument).flatMap(writtenUnder)
  const found = [...blocks.map(({ presence }) => ({ presence, spans: [resource.header] })), ...written]
  if (found.length === 0) return [{ value: undefined, presence: [] }]
  return found.flatMap(({ presence, spans }): readonly Setting[] => {
    const there = { value: textOf('present', spans), presence }
    return presence.length === 0 ? [there] : [there, { value: textOf('absent', spans), presence }]
  })
}

/** As what an argument is there, and under which conditions; an empty list is none. */
function writtenUnder({
  value,
  presence,
}: Setting): readonly { readonly spans: Value['spans']; readonly presence: readonly UnknownSymbol[] }[] {
  if (value === undefined) return []
  return waysOf(value).flatMap((way) => {
    const conditions = [...presence, ...way.conditions]
    if (way.value.kind === 'null' || (way.value.kind === 'list' && way.value.items.length === 0)) return []
    const isCertain = way.value.kind !== 'unknown' || way.value.symbol.form === 'identifier'
    return [{ spans: value.spans, presence: isCertain ? conditions : [...conditions, symbolOf(way.value)] }]
  })
}
