import type { Expression, ObjectItem } from '../../../syntax/hcl/ast.ts'
import { literalText } from '../literal-text.ts'
import type { Conduct } from './conduct.ts'
import { type ModuleFiles, settingBlocks } from './module-files.ts'

/** Who makes the providers that Terraform and OpenTofu themselves publish. */
const OWN_NAMESPACES = /^(?:registry\.terraform\.io\/|registry\.opentofu\.org\/)?(?:hashicorp|opentofu)\//

/**
 * Providers of anybody else that a module asks for: each is a program that runs with whatever Terraform is allowed.
 * Source: "Provider Requirements", Terraform language documentation.
 */
export function providerSources(module: ModuleFiles): readonly Conduct[] {
  return settingBlocks(module, 'required_providers').flatMap(({ block, file }) =>
    [...block.body.attributes.values()].flatMap(({ name, expression, start, end }): readonly Conduct[] => {
      const written = sourceOf(expression)
      if (written === undefined) return []
      const source = literalText(written)?.toLowerCase() ?? 'a source that is not a text'
      if (OWN_NAMESPACES.test(source)) return []
      return [
        {
          what: 'provider-source',
          key: `${module.directory}/${name}`,
          place: `${module.directory}/`,
          says: source,
          address: `provider.${name}`,
          detail: `comes from ${source}`,
          span: { file, start, end },
        },
      ]
    }),
  )
}

function sourceOf(expression: Expression): Expression | undefined {
  if (expression.kind !== 'object') return undefined
  const item: ObjectItem | undefined = expression.items.find(({ key }) => keyText(key) === 'source')
  return item?.value
}

function keyText(key: Expression): string | undefined {
  return key.kind === 'variable' ? key.name : literalText(key)
}
