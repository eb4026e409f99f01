import type { Expression } from '../../syntax/hcl/ast.ts'
import { childrenOf } from '../../syntax/hcl/children.ts'
import type { Declarations } from './declarations.ts'
import { literalText } from './literal-text.ts'
import { expressionsIn } from './outline.ts'
import { compareText } from './text.ts'

/** A module of more workspaces is evaluated in so many of them; the others are covered by an unknown workspace. */
const MAX_WORKSPACES = 12

/**
 * The workspaces that a module's own files speak of: texts that `terraform.workspace` is compared with or looked up
 * among, and keys of the maps that it is an index of. Sorted. Terraform Cloud and the command line may use others,
 * which is what the variants with an unknown workspace are for.
 */
export function workspaceNames(declarations: Declarations): readonly string[] {
  const names = new Set<string>()
  for (const expression of everyExpression(declarations)) {
    for (const name of namesIn(expression, declarations)) names.add(name)
  }
  return [...names].sort(compareText).slice(0, MAX_WORKSPACES)
}

function namesIn(expression: Expression, declarations: Declarations): readonly string[] {
  switch (expression.kind) {
    case 'binary': {
      const { operator, left, right } = expression
      if (operator !== '==' && operator !== '!=') return []
      if (isWorkspace(left)) return textsOf(right)
      return isWorkspace(right) ? textsOf(left) : []
    }
    case 'index':
      return isWorkspace(expression.key) ? keysOf(expression.object, declarations) : []
    case 'call': {
      const [first, second] = expression.arguments
      if (first === undefined || second === undefined || !isWorkspace(second)) return []
      return ['lookup', 'contains'].includes(expression.name) ? keysOf(first, declarations) : []
    }
    default:
      return []
  }
}

function isWorkspace(expression: Expression): boolean {
  return (
    expression.kind === 'attribute' &&
    expression.name === 'workspace' &&
    expression.object.kind === 'variable' &&
    expression.object.name === 'terraform'
  )
}

function textsOf(expression: Expression): readonly string[] {
  const text = literalText(expression)
  return text === undefined || text === '' ? [] : [text]
}

/** The keys of an object, or the texts of a tuple, written here or in the local or the default that is named. */
function keysOf(expression: Expression, declarations: Declarations): readonly string[] {
  switch (expression.kind) {
    case 'object':
      return expression.items.flatMap((item) => textsOf(item.key))
    case 'tuple':
      return expression.items.flatMap(textsOf)
    case 'attribute': {
      if (expression.object.kind !== 'variable') return []
      const { name } = expression
      const local = expression.object.name === 'local' ? declarations.locals.get(name)?.expression : undefined
      const variable = expression.object.name === 'var' ? declarations.variables.get(name) : undefined
      const found = local ?? variable?.attributes.get('default')?.attribute.expression
      return found === undefined || found.kind === 'attribute' ? [] : keysOf(found, declarations)
    }
    default:
      return []
  }
}

function* everyExpression({ locals, resources, modules, outputs }: Declarations): Generator<Expression> {
  const open: Expression[] = [...locals.values()].map((each) => each.expression)
  for (const { attributes, blocks } of [...resources.values(), ...modules.values(), ...outputs.values()]) {
    open.push(...[...attributes.values()].map(({ attribute }) => attribute.expression))
    open.push(...blocks.flatMap(({ block }) => expressionsIn(block.body)))
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next
    open.push(...childrenOf(next))
  }
}
