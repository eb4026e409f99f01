import type { Body, Expression, SplatStep, TemplatePart } from '../../src/core/syntax/hcl/ast.ts'

/** An expression's tree in one line, without places: what two spellings of one expression have in common. */
export function treeText(expression: Expression): string {
  switch (expression.kind) {
    case 'null':
    case 'malformed':
      return expression.kind
    case 'boolean':
      return String(expression.value)
    case 'number':
      return expression.digits
    case 'template':
      return templateText(expression.parts)
    case 'tuple':
      return `[${expression.items.map(treeText).join(' ')}]`
    case 'object':
      return `{${expression.items.map(({ key, value }) => `${treeText(key)}=${treeText(value)}`).join(' ')}}`
    case 'variable':
      return expression.name
    case 'attribute':
      return `(. ${treeText(expression.object)} ${expression.name})`
    case 'index':
      return `(at ${treeText(expression.object)} ${treeText(expression.key)})`
    case 'splat':
      return `(${expression.form}-splat ${treeText(expression.source)}${stepsText(expression.traversal)})`
    case 'call':
      return `(${[expression.name, ...expression.arguments.map(treeText)].join(' ')}${expression.expandFinal ? '...' : ''})`
    case 'conditional':
      return `(? ${treeText(expression.condition)} ${treeText(expression.then)} ${treeText(expression.otherwise)})`
    case 'binary':
      return `(${expression.operator} ${treeText(expression.left)} ${treeText(expression.right)})`
    case 'unary':
      return `(${expression.operator} ${treeText(expression.operand)})`
    case 'for':
      return forText(expression)
    case 'parenthesized':
      return `<${treeText(expression.expression)}>`
  }
}

/** A body in one line: arguments in order, then blocks in order. */
export function bodyText(body: Body): string {
  const attributes = [...body.attributes].map(([name, { expression }]) => `${name}: ${treeText(expression)}`)
  const blocks = body.blocks.map(
    (block) =>
      `${[block.type, ...block.labels.map((label) => JSON.stringify(label.text))].join(' ')} {${bodyText(block.body)}}`,
  )
  return [...attributes, ...blocks].join('; ')
}

function templateText(parts: readonly TemplatePart[]): string {
  const [only] = parts
  if (only === undefined) return '""'
  return parts.length === 1 && only.kind === 'literal' ? partText(only) : `(text ${parts.map(partText).join(' ')})`
}

function partText(part: TemplatePart): string {
  switch (part.kind) {
    case 'literal':
      return JSON.stringify(part.text)
    case 'interpolation':
      return `$${treeText(part.expression)}`
    case 'if':
      return `%if(${treeText(part.condition)} [${part.then.map(partText).join(' ')}] [${part.otherwise.map(partText).join(' ')}])`
    case 'for': {
      const names = part.keyName === undefined ? part.valueName : `${part.keyName},${part.valueName}`
      return `%for(${names} in ${treeText(part.collection)} [${part.parts.map(partText).join(' ')}])`
    }
  }
}

function forText(expression: Extract<Expression, { kind: 'for' }>): string {
  const { form, keyName, valueName, collection, key, value, grouping, condition } = expression
  const names = keyName === undefined ? valueName : `${keyName},${valueName}`
  const result = `${key === undefined ? '' : `${treeText(key)} => `}${treeText(value)}${grouping ? '...' : ''}`
  return `(for-${form} ${names} in ${treeText(collection)}: ${result}${condition === undefined ? '' : ` if ${treeText(condition)}`})`
}

function stepsText(steps: readonly SplatStep[]): string {
  return steps.map(stepText).join('')
}

function stepText(step: SplatStep): string {
  switch (step.kind) {
    case 'attribute':
      return ` .${step.name}`
    case 'index':
      return ` [${treeText(step.key)}]`
    case 'splat':
      return ` (${step.form}-splat${stepsText(step.traversal)})`
  }
}
