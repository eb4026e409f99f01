import type { Expression, SplatStep, TemplatePart } from './ast.ts'

/** The expressions directly within an expression, in the order of the source. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'null':
    case 'boolean':
    case 'number':
    case 'variable':
    case 'malformed':
      return []
    case 'template':
      return expression.parts.flatMap(partChildren)
    case 'tuple':
      return expression.items
    case 'object':
      return expression.items.flatMap((item) => [item.key, item.value])
    case 'attribute':
      return [expression.object]
    case 'index':
      return [expression.object, expression.key]
    case 'splat':
      return [expression.source, ...expression.traversal.flatMap(stepChildren)]
    case 'call':
      return expression.arguments
    case 'conditional':
      return [expression.condition, expression.then, expression.otherwise]
    case 'binary':
      return [expression.left, expression.right]
    case 'unary':
      return [expression.operand]
    case 'for': {
      const { collection, key, value, condition } = expression
      return [collection, key, value, condition].filter((child) => child !== undefined)
    }
    case 'parenthesized':
      return [expression.expression]
  }
}

/** Whether the tree is higher than `limit`: a chain of 10,000 `.name` would overflow the stack of whoever evaluates it. */
export function isHigherThan(root: Expression, limit: number): boolean {
  const pending: { readonly expression: Expression; readonly height: number }[] = [{ expression: root, height: 1 }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.height > limit) return true
    const height = next.height + 1
    for (const expression of childrenOf(next.expression)) pending.push({ expression, height })
  }
  return false
}

function partChildren(part: TemplatePart): readonly Expression[] {
  switch (part.kind) {
    case 'literal':
      return []
    case 'interpolation':
      return [part.expression]
    case 'if':
      return [part.condition, ...part.then.flatMap(partChildren), ...part.otherwise.flatMap(partChildren)]
    case 'for':
      return [part.collection, ...part.parts.flatMap(partChildren)]
  }
}

function stepChildren(step: SplatStep): readonly Expression[] {
  switch (step.kind) {
    case 'attribute':
      return []
    case 'index':
      return [step.key]
    case 'splat':
      return step.traversal.flatMap(stepChildren)
  }
}
