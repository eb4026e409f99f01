import type { Attribute, Block, Body, Range } from '../hcl/ast.ts'
import type { ArgumentForm, BlockSchema, BodySchema } from './body-schema.ts'
import { type Conversion, reportError } from './conversion.ts'
import { convertExpression } from './expression.ts'
import type { JsonMember, JsonNode, JsonString } from './json-node.ts'

/** The properties of an object, or of the objects of an array, as the arguments and blocks of one body. */
export function convertBody(conversion: Conversion, node: JsonNode, schema: BodySchema): Body {
  const attributes = new Map<string, Attribute>()
  const blocks: Block[] = []
  for (const member of membersOf(conversion, node, 'the properties of a body')) {
    const { key, value } = member
    const property = schema.properties.get(key.text) ?? schema.others
    if (key.text === '//') addComment(conversion, value)
    else if (typeof property === 'string') addAttribute(conversion, attributes, member, property)
    else blocks.push(...convertBlocks(conversion, { key, schema: property }, [], value))
  }
  return { ...bodyRange(node), attributes, blocks }
}

/** All properties in order: an array of objects is as one object. */
function membersOf(conversion: Conversion, node: JsonNode, what: string): readonly JsonMember[] {
  switch (node.kind) {
    case 'null':
    case 'unreadable':
      return []
    case 'object':
      return node.members
    case 'array':
      return node.items.flatMap((item) => {
        if (item.kind === 'object') return item.members
        return wrongType(conversion, item, `An object with ${what} is expected here.`)
      })
    default:
      return wrongType(conversion, node, `An object, or an array of objects, with ${what} is expected here.`)
  }
}

function wrongType(conversion: Conversion, node: JsonNode, detail: string): readonly [] {
  const isCutOff = node.kind === 'unreadable' || (node.kind === 'array' && !node.complete)
  if (isCutOff) return []
  reportError(conversion, { code: 'hcl-json-type', summary: 'Not an object', detail }, node)
  return []
}

/** The property `//` of a body is a comment, whatever its value; only a text can say something. */
function addComment({ comments }: Conversion, node: JsonNode): void {
  if (node.kind === 'string') comments.push({ start: node.start, end: node.end, text: node.text })
}

function addAttribute(
  conversion: Conversion,
  attributes: Map<string, Attribute>,
  { key, value }: JsonMember,
  form: ArgumentForm,
): void {
  const name = key.text
  if (attributes.has(name)) {
    const detail = `\`${name.slice(0, 60)}\` is already set before, and may be set only once in a body.`
    reportError(conversion, { code: 'hcl-duplicate-attribute', summary: 'Argument set twice', detail }, key)
    return
  }
  const expression = convertExpression(conversion, value, form)
  attributes.set(name, { start: key.start, end: value.end, name, nameRange: withoutQuotes(key), expression })
}

interface BlockType {
  readonly key: JsonString
  readonly schema: BlockSchema
}

/** One level of property names is one label; below the last one is a body, or an array of bodies. */
function convertBlocks(
  conversion: Conversion,
  type: BlockType,
  labels: readonly JsonString[],
  node: JsonNode,
): readonly Block[] {
  if (labels.length === type.schema.labels) return convertBodies(conversion, type, labels, node)
  const members = membersOf(conversion, node, `the labels of \`${type.key.text}\` blocks`)
  if (members.length === 0 && ['null', 'object', 'array'].includes(node.kind)) {
    const detail = `A property is expected here: its name is a label of a \`${type.key.text}\` block.`
    reportError(conversion, { code: 'hcl-json-label', summary: 'Missing block label', detail }, node)
  }
  return members.flatMap(({ key, value }) => convertBlocks(conversion, type, [...labels, key], value))
}

function convertBodies(
  conversion: Conversion,
  type: BlockType,
  labels: readonly JsonString[],
  node: JsonNode,
): readonly Block[] {
  const name = labels.at(-1) ?? type.key
  switch (node.kind) {
    case 'null':
      return []
    case 'object':
      return [convertBlock(conversion, type, labels, node, name)]
    case 'array':
      return node.items.map((item) =>
        convertBlock(conversion, type, labels, item, { start: item.start, end: item.start + 1 }),
      )
    default:
      return wrongType(conversion, node, `An object with the body of a \`${type.key.text}\` block is expected here.`)
  }
}

/** The block reaches from its last name to the end of its body; one of several in an array is its body alone. */
function convertBlock(
  conversion: Conversion,
  { key, schema }: BlockType,
  labels: readonly JsonString[],
  node: JsonNode,
  header: Range,
): Block {
  const texts = labels.map((label) => label.text)
  return {
    start: header.start,
    end: node.end,
    type: key.text,
    typeRange: withoutQuotes(key),
    labels: labels.map(({ start, end, text }) => ({ start, end, text })),
    headerRange: { start: header.start, end: header.end },
    body: convertBody(conversion, node, schema.body(texts)),
  }
}

/** What stands between the braces. */
function bodyRange(node: JsonNode): Range {
  if (node.kind !== 'object') return { start: node.start, end: node.end }
  return { start: node.start + 1, end: node.complete ? node.end - 1 : node.end }
}

function withoutQuotes({ start, end }: JsonString): Range {
  return { start: start + 1, end: end - 1 }
}
