import type { Expression, ObjectItem, Range, SplatStep, Template, TemplateLiteral, TemplatePart } from '../hcl/ast.ts'

/** How the places of a tree are made those of another text. */
export interface Places {
  readonly range: (range: Range) => Range
  readonly literal: (literal: TemplateLiteral) => TemplateLiteral
}

/** The same expression with every place in it moved. */
export function relocate(expression: Expression, places: Places): Expression {
  const move = (child: Expression) => relocate(child, places)
  const moved = places.range(expression)
  switch (expression.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'variable':
    case 'malformed':
      return { ...expression, ...moved }
    case 'template':
      return relocateTemplate(expression, places)
    case 'tuple':
      return { ...expression, ...moved, items: expression.items.map(move) }
    case 'object':
      return { ...expression, ...moved, items: expression.items.map((item) => relocateItem(item, places)) }
    case 'attribute':
      return { ...expression, ...moved, object: move(expression.object), nameRange: places.range(expression.nameRange) }
    case 'index':
      return { ...expression, ...moved, object: move(expression.object), key: move(expression.key) }
    case 'splat':
      return {
        ...expression,
        ...moved,
        source: move(expression.source),
        traversal: relocateSteps(expression.traversal, places),
      }
    case 'call': {
      const nameRange = places.range(expression.nameRange)
      return { ...expression, ...moved, nameRange, arguments: expression.arguments.map(move) }
    }
    case 'conditional':
      return {
        ...expression,
        ...moved,
        condition: move(expression.condition),
        // biome-ignore lint/suspicious/noThenProperty: a syntax node is data; nobody awaits it.
        then: move(expression.then),
        otherwise: move(expression.otherwise),
      }
    case 'binary':
      return { ...expression, ...moved, left: move(expression.left), right: move(expression.right) }
    case 'unary':
      return { ...expression, ...moved, operand: move(expression.operand) }
    case 'for':
      return relocateFor(expression, places)
    case 'parenthesized':
      return { ...expression, ...moved, expression: move(expression.expression) }
  }
}

export function relocateTemplate(template: Template, places: Places): Template {
  return { ...template, ...places.range(template), parts: relocateParts(template.parts, places) }
}

function relocateParts(parts: readonly TemplatePart[], places: Places): readonly TemplatePart[] {
  return parts.map((part) => relocatePart(part, places))
}

function relocatePart(part: TemplatePart, places: Places): TemplatePart {
  const moved = places.range(part)
  switch (part.kind) {
    case 'literal':
      return places.literal(part)
    case 'interpolation':
      return { ...part, ...moved, expression: relocate(part.expression, places) }
    case 'if':
      return {
        ...part,
        ...moved,
        condition: relocate(part.condition, places),
        // biome-ignore lint/suspicious/noThenProperty: a syntax node is data; nobody awaits it.
        then: relocateParts(part.then, places),
        otherwise: relocateParts(part.otherwise, places),
      }
    case 'for': {
      const collection = relocate(part.collection, places)
      return { ...part, ...moved, collection, parts: relocateParts(part.parts, places) }
    }
  }
}

function relocateItem(item: ObjectItem, places: Places): ObjectItem {
  return { ...places.range(item), key: relocate(item.key, places), value: relocate(item.value, places) }
}

function relocateSteps(steps: readonly SplatStep[], places: Places): readonly SplatStep[] {
  return steps.map((step) => relocateStep(step, places))
}

function relocateStep(step: SplatStep, places: Places): SplatStep {
  const moved = places.range(step)
  switch (step.kind) {
    case 'attribute':
      return { ...step, ...moved }
    case 'index':
      return { ...step, ...moved, key: relocate(step.key, places) }
    case 'splat':
      return { ...step, ...moved, traversal: relocateSteps(step.traversal, places) }
  }
}

function relocateFor(expression: Extract<Expression, { kind: 'for' }>, places: Places): Expression {
  const { key, condition } = expression
  return {
    ...expression,
    ...places.range(expression),
    collection: relocate(expression.collection, places),
    value: relocate(expression.value, places),
    ...(key === undefined ? {} : { key: relocate(key, places) }),
    ...(condition === undefined ? {} : { condition: relocate(condition, places) }),
  }
}
