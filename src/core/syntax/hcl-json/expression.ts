import type { Expression, ObjectItem } from '../hcl/ast.ts'
import { DEFAULT_HCL_LIMITS } from '../hcl/limits.ts'
import type { ArgumentForm } from './body-schema.ts'
import { type Conversion, reportError } from './conversion.ts'
import type { JsonNode, JsonNumber, JsonObject } from './json-node.ts'
import { convertText, literalTemplate } from './text.ts'

/** A JSON value as the expression that native syntax would give. What was cut off is `malformed` as a whole. */
export function convertExpression(conversion: Conversion, node: JsonNode, form: ArgumentForm): Expression {
  const { start, end } = node
  switch (node.kind) {
    case 'null':
      return { kind: 'null', start, end }
    case 'boolean':
      return { kind: 'boolean', start, end, value: node.value }
    case 'number':
      return convertNumber(conversion, node)
    case 'string':
      return convertText(conversion, node, form)
    case 'array': {
      if (!node.complete) return { kind: 'malformed', start, end }
      const items = node.items.map((item) => convertExpression(conversion, item, form))
      return { kind: 'tuple', start, end, items }
    }
    case 'object':
      return node.complete ? convertObject(conversion, node, form) : { kind: 'malformed', start, end }
    case 'unreadable':
      return { kind: 'malformed', start, end }
  }
}

/** Native syntax has no negative literals: the minus is an operator there. */
function convertNumber(conversion: Conversion, { start, end, digits }: JsonNumber): Expression {
  const { numberLength, numberExponent } = DEFAULT_HCL_LIMITS
  const exponent = digits.length > numberLength ? '0' : (/[eE][+-]?(\d+)$/.exec(digits)?.[1] ?? '0')
  if (digits.length > numberLength || Number(exponent) > numberExponent) {
    const detail = `A number may have up to ${numberLength} characters and an exponent up to ${numberExponent} here.`
    reportError(conversion, { code: 'hcl-number-limit', summary: 'Number out of bounds', detail }, { start, end })
    return { kind: 'malformed', start, end }
  }
  if (!digits.startsWith('-')) return { kind: 'number', start, end, digits }
  const operand = { kind: 'number', start: start + 1, end, digits: digits.slice(1) } as const
  return { kind: 'unary', start, end, operator: '-', operand }
}

/** Keys are read as the values are: a template may make them. A name stands for itself. */
function convertObject(conversion: Conversion, node: JsonObject, form: ArgumentForm): Expression {
  const seen = new Set<string>()
  const items = node.members.map(({ key, value }): ObjectItem => {
    if (seen.has(key.text)) {
      const detail = `The key "${key.text.slice(0, 60)}" stands in this object already. Keep one of the two.`
      reportError(conversion, { code: 'json-duplicate-key', summary: 'Key given twice', detail }, key)
    }
    seen.add(key.text)
    return {
      start: key.start,
      end: value.end,
      key: form === 'expression' ? convertText(conversion, key, form) : literalTemplate(key),
      value: convertExpression(conversion, value, form),
    }
  })
  return { kind: 'object', start: node.start, end: node.end, items }
}
