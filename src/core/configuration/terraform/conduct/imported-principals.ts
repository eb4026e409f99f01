import type { Expression } from '../../../syntax/hcl/ast.ts'
import { blockSpan, type Declared } from '../overrides.ts'
import { declaredFingerprint } from '../syntax-fingerprint.ts'
import type { Conduct } from './conduct.ts'
import type { ModuleFiles } from './module-files.ts'

/** Types of those who do something: people, machines, groups, and what they log in by. */
const PRINCIPALS =
  /^(?:aws_iam_(?:user|role|group|instance_profile|access_key|openid_connect_provider|saml_provider)|aws_ssoadmin_permission_set|aws_identitystore_(?:user|group)|google_service_account|google_iam_workload_identity_pool|azurerm_user_assigned_identity|azuread_(?:application|service_principal|user|group)|kubernetes_service_account(?:_v1)?)$/

/**
 * `import` blocks of principals: who was there already, with whatever it may do, comes under this configuration.
 * Source: "Import", Terraform language documentation.
 */
export function importedPrincipals({ directory, declarations }: ModuleFiles): readonly Conduct[] {
  return declarations.imports.flatMap((declared): readonly Conduct[] => {
    const address = targetOf(declared)
    const type = address?.split('.').at(-2) ?? ''
    if (address === undefined || !PRINCIPALS.test(type)) return []
    return [
      {
        what: 'imported-principal',
        key: `${directory}/import ${address}`,
        place: `${directory}/`,
        says: declaredFingerprint(declared),
        address,
        detail: 'takes over somebody who is there already',
        span: blockSpan(declared),
      },
    ]
  })
}

/** The address that something is imported to, keys left out: `module.a.aws_iam_role.b`. */
function targetOf({ attributes }: Declared): string | undefined {
  const expression = attributes.get('to')?.attribute.expression
  return expression === undefined ? undefined : namesOf(expression)?.join('.')
}

function namesOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'variable') return [expression.name]
  if (expression.kind === 'index') return namesOf(expression.object)
  if (expression.kind !== 'attribute') return undefined
  const names = namesOf(expression.object)
  return names && [...names, expression.name]
}
