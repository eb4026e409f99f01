import type { Body, Expression, HclFile, Range, Template, TemplatePart } from '../../src/core/syntax/hcl/ast.ts'

/**
 * A file in the JSON form that hcl2json gives it: literal values as they are, texts with their sequences as written,
 * and every other expression as `${source}`. Two parsers agree on values, nesting and ranges when the forms are equal.
 */
export function hcl2jsonForm(file: HclFile): unknown {
  return bodyForm(file.text, file.body)
}

type Names = Map<string, unknown>

function bodyForm(text: string, body: Body): unknown {
  const form: Names = new Map()
  for (const [name, attribute] of body.attributes) form.set(name, valueForm(text, attribute.expression))
  for (const block of body.blocks) {
    let names = form
    const path = [block.type, ...block.labels.map((label) => label.text)]
    for (const name of path.slice(0, -1)) {
      const next = names.get(name)
      const inner: Names = next instanceof Map ? next : new Map()
      names.set(name, inner)
      names = inner
    }
    const last = path.at(-1) ?? ''
    const bodies = names.get(last)
    names.set(last, [...(Array.isArray(bodies) ? bodies : []), bodyForm(text, block.body)])
  }
  return form
}

function valueForm(text: string, expression: Expression): unknown {
  switch (expression.kind) {
    case 'null':
      return null
    case 'boolean':
      return expression.value
    case 'number':
      return Number(expression.digits)
    case 'unary':
      return unaryForm(text, expression)
    case 'template':
      return templateForm(text, expression)
    case 'tuple':
      return expression.items.map((item) => valueForm(text, item))
    case 'object':
      return new Map(expression.items.map(({ key, value }) => [keyForm(text, key), valueForm(text, value)]))
    default:
      return wrapped(text, expression)
  }
}

function unaryForm(text: string, expression: Expression): unknown {
  if (expression.kind !== 'unary') return wrapped(text, expression)
  const { operator, operand } = expression
  if (operator === '-' && operand.kind === 'number') return -Number(operand.digits)
  if (operator === '!' && operand.kind === 'boolean') return !operand.value
  return wrapped(text, expression)
}

function templateForm(text: string, template: Template): unknown {
  const [only] = template.parts
  if (template.parts.length === 1 && only?.kind === 'interpolation') return valueForm(text, only.expression)
  return partsForm(text, template.parts)
}

function keyForm(text: string, key: Expression): string {
  if (isTraversal(key)) return source(text, key)
  return key.kind === 'parenthesized' ? wrapped(text, key) : stringForm(text, key)
}

/** Names and literal indexes only. */
function isTraversal(expression: Expression): boolean {
  if (expression.kind === 'attribute') return isTraversal(expression.object)
  if (expression.kind !== 'index') return expression.kind === 'variable'
  const { key } = expression
  const literal =
    key.kind === 'number' || (key.kind === 'template' && key.parts.every((part) => part.kind === 'literal'))
  return literal && isTraversal(expression.object)
}

/** How an expression stands within a text. */
function stringForm(text: string, expression: Expression): string {
  switch (expression.kind) {
    case 'null':
      return 'null'
    case 'boolean':
      return String(expression.value)
    case 'number':
      return String(Number(expression.digits))
    case 'template':
      return partsForm(text, expression.parts)
    case 'parenthesized':
      return stringForm(text, expression.expression)
    case 'conditional':
      return conditionalForm(
        source(text, expression.condition),
        stringForm(text, expression.then),
        stringForm(text, expression.otherwise),
      )
    default:
      return wrapped(text, expression)
  }
}

function partsForm(text: string, parts: readonly TemplatePart[]): string {
  return parts.map((part) => partForm(text, part)).join('')
}

function partForm(text: string, part: TemplatePart): string {
  switch (part.kind) {
    case 'literal':
      // Go's values hold composed characters; our tree holds what is written.
      return part.text.normalize('NFC').replace(/([$%])\{/g, '$1$1{')
    case 'interpolation':
      return stringForm(text, part.expression)
    case 'if': {
      const condition = source(text, part.condition)
      return conditionalForm(condition, partsForm(text, part.then), partsForm(text, part.otherwise))
    }
    case 'for': {
      const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`
      return `%{for ${names} in ${source(text, part.collection)}}${partsForm(text, part.parts)}%{endfor}`
    }
  }
}

/** hcl2json writes `${a ? b : c}` within a text as if it were a directive, too. */
function conditionalForm(condition: string, chosen: string, otherwise: string): string {
  return `%{if ${condition}}${chosen}${otherwise === '' ? '' : `%{else}${otherwise}`}%{endif}`
}

function wrapped(text: string, range: Range): string {
  return `\${${source(text, range)}}`
}

function source(text: string, { start, end }: Range): string {
  return text.slice(start, end)
}
