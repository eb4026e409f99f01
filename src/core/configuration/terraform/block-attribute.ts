import type { Span } from '../../text/span.ts'
import { digestOf, fingerprintOf } from '../../value/fingerprint.ts'
import type { PartialKnowledge, SplicedItem, UnknownValue, Value } from '../../value/value.ts'
import { attributeOf, type BlockInstance, type BodyParts, bodyValue, expandBlocks } from './body.ts'
import type { Scope } from './scope.ts'
import { unknownOf } from './unknown.ts'

/** What a block's attributes need of the resource around it. */
export interface BlockPlace {
  /** `aws_x.y.block`. */
  readonly address: string
  readonly reason: string
  /** The fingerprint of the resource's whole definition, worked out when it is asked for. */
  readonly fingerprint: () => string
}

/**
 * The nested blocks of one type, asked for as an attribute; undefined where none is configured. Whether the provider
 * keeps them as a list, a set or a single object is not known: one block can be asked for in each of these ways,
 * several can only be gone through, in no order.
 */
export function blocksAttribute(parts: BodyParts, type: string, scope: Scope, place: BlockPlace): Value | undefined {
  const named = parts.blocks.filter(({ block }) => block.type === type || isDynamic(block, type))
  const blocks = expandBlocks(named, scope).filter((block) => block.type === type)
  const [first] = blocks
  if (first === undefined) return undefined
  const isCertain = blocks.length === 1 && first.presence.length === 0
  const items = blocks.map((block): SplicedItem => {
    const address = `${place.address}[${isCertain ? '0' : '*'}]`
    return { value: blockValue(block, { ...place, address }), many: !isCertain }
  })
  const fingerprint = (): string => digestOf('blocks', type, ...items.map((item) => fingerprintOf(item.value)))
  return lazily({ ...place, fingerprint }, first.spans, { kind: 'spliced', items })
}

function isDynamic(block: BlockInstance['blocks'][number]['block'], type: string): boolean {
  return block.type === 'dynamic' && block.labels[0]?.text === type
}

/** A block as an object: what it sets is known, anything else is a symbol over the block and the resource. */
function blockValue(block: BlockInstance, place: BlockPlace): UnknownValue {
  const [span] = block.spans
  const presence = block.presence.map((symbol) => symbol.fingerprint)
  const content = (): string => fingerprintOf(bodyValue(block, block.scope, span, new Set()))
  const fingerprint = (): string => digestOf('block', place.fingerprint(), content(), ...presence)
  const member = (name: string): Value => {
    const inner: BlockPlace = { ...place, address: `${place.address}.${name}`, fingerprint }
    const written = attributeOf(block, name, block.scope)
    if (written !== undefined && written.kind !== 'null') return written
    return blocksAttribute(block, name, block.scope, inner) ?? unset(name, inner, block.spans)
  }
  return lazily({ ...place, fingerprint }, block.spans, { kind: 'object', member })
}

/** What is known of it is mostly all that is asked for; its fingerprint needs the whole resource. */
function lazily(place: BlockPlace, spans: readonly [Span, ...Span[]], partial: PartialKnowledge): UnknownValue {
  let known: string | undefined
  const symbol = {
    address: place.address,
    reason: place.reason,
    span: spans[0],
    get fingerprint(): string {
      known ??= place.fingerprint()
      return known
    },
  }
  return { kind: 'unknown', symbol, spans, partial }
}

function unset(name: string, { address, reason, fingerprint }: BlockPlace, spans: readonly [Span, ...Span[]]): Value {
  return unknownOf({ address, reason, fingerprint: digestOf('defined', fingerprint(), name) }, spans)
}
