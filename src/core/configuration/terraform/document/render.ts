import type { Span } from '../../../text/span.ts'
import { joinSpans } from '../../../value/spans.ts'
import type { MapValue, TextValue, Value } from '../../../value/value.ts'
import { knownText, textOf } from '../../../value/value.ts'
import { attributeOf, expandBlocks } from '../body.ts'
import type { ResourceDeclaration } from '../declarations.ts'
import { distribute } from '../distribute.ts'
import type { Instance } from '../instances.ts'
import { headerSpan } from '../overrides.ts'
import { piecesOf } from '../pieces.ts'
import { derived, isKnown } from '../unknown.ts'
import { decodeDocument, type LayeredDocument } from './decode.ts'
import { mergeDocuments } from './merge.ts'
import { providerJson } from './provider-json.ts'
import { renderStatement } from './statement.ts'

/**
 * `data.aws_iam_policy_document.….json` or `minified_json`: the text, and the document it encodes with every element at its own place.
 * Sources come first, then the document's own statements, then overrides; a statement replaces an earlier one of the
 * same Sid. Source: "aws_iam_policy_document", AWS provider documentation.
 */
export function renderPolicyDocument(
  resource: ResourceDeclaration,
  instance: Instance,
  attribute: 'json' | 'minified_json',
): Value {
  const span = headerSpan(resource)
  const lists = ['source_json', 'source_policy_documents', 'override_policy_documents', 'override_json'].map(
    (name) => attributeOf(resource, name, instance.scope) ?? NOTHING,
  )
  return distribute(lists, span, instance.scope, (chosen) => {
    const documents = chosen.map((list) => documentsOf(list, span))
    const [sourceJson = [], sources = [], overrides = [], overrideJson = []] = documents
    const before = [...sourceJson, ...sources]
    return distribute([...before, ...overrides, ...overrideJson], span, instance.scope, (all) => {
      const layers = all.map((each) => decodeDocument(each, instance.scope.module.report))
      const own = ownDocument(resource, instance, span)
      const ordered = [...layers.slice(0, before.length), own, ...layers.slice(before.length)]
      return asText(mergeDocuments(ordered, before.length, instance.scope, span), span, attribute)
    })
  })
}

const NOTHING: Value = { kind: 'null', spans: [] }

/** The documents of one argument: absent, one text, or a list of texts; null and empty text are none. */
function documentsOf(value: Value, span: Span): readonly Value[] {
  if (value.kind === 'null') return []
  const pieces = value.kind === 'text' ? [{ value, many: false }] : (piecesOf(value, span) ?? [{ value, many: true }])
  return pieces.map((piece) => piece.value).filter((each) => each.kind !== 'null' && !isEmptyText(each))
}

function isEmptyText(value: Value): boolean {
  return value.kind === 'text' && value.parts.length === 0
}

function ownDocument(resource: ResourceDeclaration, instance: Instance, span: Span): LayeredDocument {
  const { scope } = instance
  const version = attributeOf(resource, 'version', scope)
  const id = attributeOf(resource, 'policy_id', scope)
  const versionText = version === undefined || version.kind === 'null' ? textOf('2012-10-17', [span]) : version
  const isOld = versionText.kind === 'text' && knownText(versionText) === '2008-10-17'
  const blocks = expandBlocks(resource.blocks, scope).filter((block) => block.type === 'statement')
  return {
    kind: 'document',
    version: { keySpan: placeOf(resource, 'version') ?? span, value: versionText },
    ...(id === undefined || id.kind === 'null' || isEmptyText(id)
      ? {}
      : { id: { keySpan: placeOf(resource, 'policy_id') ?? span, value: id } }),
    statements: blocks.map((block) => renderStatement(block, isOld)),
  }
}

function placeOf(resource: ResourceDeclaration, name: string): Span | undefined {
  const found = resource.attributes.get(name)
  return found && { file: found.file, start: found.attribute.nameRange.start, end: found.attribute.nameRange.end }
}

function asText(document: Value, span: Span, attribute: 'json' | 'minified_json'): Value {
  if (document.kind !== 'map') return document
  const spans = joinSpans([span], document.spans)
  const encoded: MapValue = { ...document, spans }
  if (isKnown(document)) return { ...textOf(providerJson(document, attribute === 'json'), spans), encoded }
  const { symbol } = derived(`policy-document ${attribute}`, 'data.aws_iam_policy_document', [document], span)
  const text: TextValue = {
    kind: 'text',
    parts: [{ kind: 'symbol', symbol: { ...symbol, form: 'text' } }],
    spans,
    encoded,
  }
  return text
}
