import { literalText } from '../literal-text.ts'
import { blockSpan } from '../overrides.ts'
import type { ModuleSource } from '../source/module-source.ts'
import { parseModuleSource } from '../source/parse-module-source.ts'
import type { Conduct } from './conduct.ts'
import type { ModuleFiles } from './module-files.ts'

/** Who decides what a called module is. Source: "Module Sources", Terraform language documentation. */
export function moduleOwners({ directory, declarations }: ModuleFiles): readonly Conduct[] {
  return [...declarations.modules].map(([name, declared]): Conduct => {
    const source = literalText(declared.attributes.get('source')?.attribute.expression)
    const version = literalText(declared.attributes.get('version')?.attribute.expression)
    const owner = source === undefined ? 'a source that is not a text' : ownerOf(parseModuleSource(source, version))
    return {
      what: 'module-owner',
      key: `${directory}/module.${name}`,
      place: `${directory}/`,
      says: owner,
      address: `module.${name}`,
      detail: `comes from ${owner}`,
      span: blockSpan(declared),
    }
  })
}

/** The owner of what the repository itself holds, which is read and reviewed as it is. */
export const THIS_REPOSITORY = 'this repository'

/** Host and first part of the path; what the repository itself holds belongs to it. */
function ownerOf(source: ModuleSource): string {
  switch (source.kind) {
    case 'local':
      return THIS_REPOSITORY
    case 'registry':
      return `${source.host}/${source.namespace.toLowerCase()}`
    case 'git':
      return `${source.host}/${source.path.split('/')[0]?.toLowerCase() ?? ''}`
    case 'unknown':
      return 'a source that is not understood'
    default:
      return source.address
  }
}
