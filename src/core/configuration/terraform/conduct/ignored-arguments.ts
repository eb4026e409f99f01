import type { Expression } from '../../../syntax/hcl/ast.ts'
import { speaksOfAccess } from '../access/access-words.ts'
import { adaptersOf } from '../access/adapters.ts'
import type { ResourceDeclaration } from '../declarations.ts'
import { literalText } from '../literal-text.ts'
import type { Conduct } from './conduct.ts'
import type { ModuleFiles } from './module-files.ts'

/**
 * Arguments that speak of access and that Terraform leaves alone: what is in force may be anything, and what is written
 * says nothing of it. Source: "The lifecycle Meta-Argument", Terraform language documentation.
 */
export function ignoredArguments({ directory, declarations }: ModuleFiles): readonly Conduct[] {
  return [...declarations.resources.values()].flatMap((resource) =>
    resource.blocks
      .filter(({ block }) => block.type === 'lifecycle')
      .flatMap(({ block, file }): readonly Conduct[] => {
        const ignored = block.body.attributes.get('ignore_changes')
        if (ignored === undefined) return []
        const { address } = resource
        const span = { file, start: ignored.start, end: ignored.end }
        return namesIn(ignored.expression)
          .filter((name) => isAccess(resource, name))
          .map((name) => ({
            what: 'ignored-access',
            key: `${directory}/${address}`,
            place: `${directory}/${address}`,
            says: name,
            address,
            detail: name === 'all' ? 'leaves every argument as it is' : `leaves ${name} as it is`,
            span,
          }))
      }),
  )
}

/** `all`, or the first names of what is ignored. */
function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'variable':
      return [expression.name]
    case 'template':
      return [literalText(expression) ?? 'all']
    case 'index':
    case 'attribute':
      return namesIn(expression.object)
    case 'parenthesized':
      return namesIn(expression.expression)
    case 'tuple':
      return [...new Set(expression.items.flatMap(namesIn))]
    default:
      return []
  }
}

function isAccess({ type, mode }: ResourceDeclaration, name: string): boolean {
  if (mode === 'data') return false
  const adapters = adaptersOf(type)
  const isOfAccess = adapters.length > 0 || speaksOfAccess(type)
  if (name === 'all') return isOfAccess
  const isRead = adapters.some(({ reads }) => reads.some((path) => path.split('.')[0] === name))
  return isRead || speaksOfAccess(name) || (adapters.length === 0 && speaksOfAccess(type))
}
