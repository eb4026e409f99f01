import type { Expression, ForExpression, ObjectItem } from '../../src/core/syntax/hcl/ast.ts'
import { type Context, endsWithMarker, gap, joint, shuffled } from './layout.ts'
import type { Print } from './reprint.ts'
import { templateText } from './reprint-template.ts'

/** Where an expression stands: `tail` is followed by a line end, so that a heredoc can stand there as it is. */
export type Place = 'tail' | 'within'

/** One expression in another layout. */
export function expressionText(print: Print, expression: Expression, context: Context, place: Place): string {
  if (!print.freedom.parentheses || print.choose(6) !== 1) return plainText(print, expression, context, place)
  const { choose } = print
  const inner = plainText(print, expression, 'free', 'within')
  return `(${joint(choose, 'free')}${inner}${joint(choose, 'free')})`
}

function plainText(print: Print, expression: Expression, context: Context, place: Place): string {
  const { choose } = print
  const within = (part: Expression, where: Context = context) => expressionText(print, part, where, 'within')
  const space = () => gap(choose, context)
  switch (expression.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'variable':
    case 'malformed':
      return source(print, expression)
    case 'template':
      return templateText(print, expression, context, place)
    case 'tuple':
      return tupleText(print, expression.items)
    case 'object':
      return objectText(print, expression.items)
    case 'attribute':
      return `${traversed(print, expression.object, context)}${joint(choose, context)}.${expression.name}`
    case 'index':
      return `${traversed(print, expression.object, context)}[${joint(choose, 'free')}${within(expression.key, 'free')}${joint(choose, 'free')}]`
    case 'splat':
      return `${traversed(print, expression.source, context)}${print.text.slice(expression.source.end, expression.end)}`
    case 'call':
      return callText(print, expression, context)
    case 'conditional':
      return `${within(expression.condition)}${space()}?${space()}${within(expression.then)}${space()}:${space()}${within(expression.otherwise)}`
    case 'binary': {
      // A comment right behind a division would begin one character early.
      const operator = expression.operator === '/' ? '/ ' : expression.operator
      return `${within(expression.left)}${space()}${operator}${space()}${within(expression.right)}`
    }
    case 'unary':
      return `${expression.operator}${joint(choose, context)}${within(expression.operand)}`
    case 'for':
      return forText(print, expression)
    case 'parenthesized':
      return `(${joint(choose, 'free')}${within(expression.expression, 'free')}${joint(choose, 'free')})`
  }
}

/** What is accessed, indexed or splatted is part of one reference and stays as it is. */
function traversed(print: Print, object: Expression, context: Context): string {
  return plainText(print, object, context, 'within')
}

function tupleText(print: Print, items: readonly Expression[]): string {
  const { choose } = print
  const texts = items.map((item) => `${joint(choose, 'free')}${expressionText(print, item, 'free', 'within')}`)
  return `[${list(print, texts)}${joint(choose, 'free')}]`
}

/** Items with commas between, and after the last one too, or not. */
function list({ choose }: Print, texts: readonly string[]): string {
  const comma = () => `${joint(choose, 'free')},${gap(choose, 'free')}`
  const last = texts.length > 0 && choose(2) === 1 ? comma() : ''
  return texts.map((text, index) => (index === 0 ? text : comma() + text)).join('') + last
}

/** One line with commas, or a line an item, or both; keys that are fixed and differ come in any order. */
function objectText(print: Print, items: readonly ObjectItem[]): string {
  const { choose } = print
  const keys = items.map(({ key }) => fixedKey(key))
  const free = keys.every((key) => key !== undefined) && new Set(keys).size === keys.length
  let text = `{${joint(choose, 'free')}`
  const ordered = free ? shuffled(items, choose) : items
  for (const [index, item] of ordered.entries()) {
    text += itemText(print, item)
    const isLast = index === ordered.length - 1
    const needsLine = endsWithMarker(text)
    const style = choose(isLast ? 4 : 3)
    if (needsLine || style === 1) text += '\n'
    else if (style !== 3) text += `${joint(choose, 'line')},${gap(choose, 'free')}`
  }
  return `${text} }`
}

function fixedKey(key: Expression): string | undefined {
  if (key.kind !== 'template') return undefined
  return key.parts.every((part) => part.kind === 'literal') ? key.parts.map((part) => part.text).join('') : undefined
}

function itemText(print: Print, { key, value }: ObjectItem): string {
  const { choose } = print
  const name = fixedKey(key)
  const bare = name !== undefined && /^[A-Za-z_][\w-]*$/.test(name) && name !== 'for'
  const keyText =
    bare && choose(3) !== 1
      ? name
      : bare
        ? JSON.stringify(name)
        : key.kind === 'template'
          ? source(print, key)
          : plainText(print, key, 'line', 'within')
  const sign = choose(4) === 1 ? ':' : '='
  const valueText = expressionText(print, value, 'line', 'tail')
  return `${keyText}${gap(choose, 'line')}${sign}${gap(choose, 'line')}${valueText}`
}

function callText(print: Print, call: Expression & { readonly kind: 'call' }, context: Context): string {
  const { choose } = print
  const texts = call.arguments.map((item) => `${joint(choose, 'free')}${expressionText(print, item, 'free', 'within')}`)
  const inner = call.expandFinal
    ? `${texts.join(`${joint(choose, 'free')},${gap(choose, 'free')}`)}${joint(choose, 'free')}...`
    : list(print, texts)
  return `${call.name}${choose(8) === 1 ? gap(choose, context) : ''}(${inner}${joint(choose, 'free')})`
}

function forText(print: Print, expression: ForExpression): string {
  const { choose } = print
  const space = () => gap(choose, 'free')
  const within = (part: Expression) => expressionText(print, part, 'free', 'within')
  const { form, keyName, valueName, collection, key, value, grouping, condition } = expression
  const names = keyName === undefined ? valueName : `${keyName}${joint(choose, 'free')},${space()}${valueName}`
  const intro = `for${space()}${names}${space()}in${space()}${within(collection)}${space()}:${space()}`
  const result = key === undefined ? within(value) : `${within(key)}${space()}=>${space()}${within(value)}`
  const end = `${grouping ? ` ...` : ''}${condition === undefined ? '' : `${space()}if${space()}${within(condition)}`}`
  const [open, close] = form === 'tuple' ? ['[', ']'] : ['{', '}']
  return `${open}${joint(choose, 'free')}${intro}${result}${end}${joint(choose, 'free')}${close}`
}

function source({ text }: Print, { start, end }: Expression): string {
  return text.slice(start, end)
}
