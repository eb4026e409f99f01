import { NOWHERE, type Span } from '../../../text/span.ts'
import { fingerprintOf } from '../../../value/fingerprint.ts'
import { joinSpans } from '../../../value/spans.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import { attributeOf, type BlockInstance } from '../body.ts'
import { distribute } from '../distribute.ts'
import type { Scope } from '../scope.ts'
import { compareText, plainText } from '../text.ts'
import { type ConditionGroup, conditionElement } from './condition-element.ts'
import { type PrincipalGroup, principalElement } from './principal-element.ts'
import { unknownPart } from './provider-form.ts'
import { inSetOrder, losesText, type SetItem, serialisedText, serialisedTexts, setHash } from './set-hash.ts'
import { inReverse, listOf, oneOrMany, textPieces, uniqueTexts, withoutMarkers } from './texts.ts'

/** `principals` or `not_principals` blocks as an element of the statement. */
export function renderPrincipals(blocks: readonly BlockInstance[], isOld: boolean, scope: Scope): MapEntry {
  return renderBlocks(blocks, scope, ['type'], 'identifiers', (members) => principalsOf(members, isOld))
}

/** `condition` blocks as an element of the statement; blocks of one test and variable add their values. */
export function renderConditions(blocks: readonly BlockInstance[], isOld: boolean, scope: Scope): MapEntry {
  return renderBlocks(blocks, scope, ['test', 'variable'], 'values', (members) => conditionsOf(members, isOld))
}

/** One block: what it is called by, and its list of texts. */
interface Member {
  readonly names: readonly Value[]
  readonly values: readonly Value[]
  readonly block: BlockInstance
}

function renderBlocks(
  blocks: readonly BlockInstance[],
  scope: Scope,
  names: readonly string[],
  list: string,
  render: (members: readonly Member[]) => Value,
): MapEntry {
  const keySpan = blocks[0]?.spans[0] ?? NOWHERE
  const given = blocks.map((block) => attributeOf(block, list, block.scope) ?? NOTHING)
  const value = distribute(given, keySpan, scope, (chosen) =>
    render(
      blocks.map((block, at) => ({
        names: names.map((name) => attributeOf(block, name, block.scope) ?? NOTHING),
        values: textPieces(chosen[at]).map((piece) => piece.value),
        block,
      })),
    ),
  )
  return { keySpan, value }
}

const NOTHING: Value = { kind: 'null', spans: [] }

function principalsOf(members: readonly Member[], isOld: boolean): Value {
  const sets = members.map((member) => ({ ...member, values: inReverse(uniqueTexts(member.values)) }))
  const ordered = inSetOrder(sets.map((member) => setItem(member, serialisedPrincipals(member))))
  if (ordered === undefined || sets.some((member) => losesText(member.values))) return unknownBlocks('principals', sets)
  const groups: PrincipalGroup[] = []
  for (const { names, values, block } of ordered) {
    const [type] = names.map(plainText)
    if (type === undefined) return unknownBlocks('principals', sets)
    const ids = oneOrMany(values, block.spans)
    groups.push({ type, keySpan: keySpanOf(block, 'type'), ids: isOld ? ids : withoutMarkers(ids), spans: block.spans })
  }
  return principalElement(groups, spansOf(members)) ?? listOf([], [])
}

function serialisedPrincipals({ names, values }: Member): string | undefined {
  const [ids, type] = [serialisedTexts(values), serialisedText(names[0])]
  if (ids === undefined || type === undefined) return undefined
  const sorted = ids.toSorted((left, right) => compareText(setHash(left), setHash(right)))
  return `identifiers:{${sorted.join('')}};type:${type}`
}

/** A test that is not known may be any, which leaves the whole element unknown. */
function conditionsOf(members: readonly Member[], isOld: boolean): Value {
  const ordered = inSetOrder(members.map((member) => setItem(member, serialisedCondition(member))))
  if (ordered === undefined) return unknownBlocks('condition', members)
  const groups: ConditionGroup[] = []
  for (const { names, values, block } of ordered) {
    const [test, variable] = names.map(plainText)
    if (test === undefined) return unknownBlocks('condition', members)
    const common = { test, testSpan: keySpanOf(block, 'test'), spans: block.spans }
    const replaced = isOld ? values : values.map(withoutMarkers)
    groups.push(
      variable === undefined
        ? { ...common, kind: 'opaque', inputs: [...names, ...replaced] }
        : { ...common, kind: 'values', variable, variableSpan: keySpanOf(block, 'variable'), values: replaced },
    )
  }
  return conditionElement(groups, spansOf(members)) ?? listOf([], [])
}

function serialisedCondition({ names, values }: Member): string | undefined {
  const [test, variable] = names.map(serialisedText)
  const list = serialisedTexts(values)
  if (test === undefined || variable === undefined || list === undefined) return undefined
  return `test:${test}values:(${list.join('')});variable:${variable}`
}

function setItem(item: Member, serialised: string | undefined): SetItem<Member> {
  return { item, content: contentOf(item), serialised }
}

function contentOf({ names, values, block }: Member): Value {
  return listOf([...names, listOf(values, block.spans)], block.spans)
}

/** Blocks are a set: their order does not count. */
function unknownBlocks(what: string, members: readonly Member[]): Value {
  const inputs = members
    .map(contentOf)
    .toSorted((left, right) => compareText(fingerprintOf(left), fingerprintOf(right)))
  return unknownPart(what, what, inputs, members[0]?.block.spans[0] ?? NOWHERE)
}

function spansOf(members: readonly Member[]): readonly Span[] {
  return joinSpans(...members.map((member) => member.block.spans))
}

function keySpanOf(block: BlockInstance, name: string): Span {
  const found = block.attributes.get(name)
  return found === undefined
    ? block.spans[0]
    : { file: found.file, start: found.attribute.nameRange.start, end: found.attribute.nameRange.end }
}
