import type { HclFile } from '../../syntax/hcl/ast.ts'
import { standaloneDocuments } from './access/documents.ts'
import { opaqueAccess } from './access/opaque.ts'
import { configuredPolicies } from './access/policies.ts'
import { createModule } from './create-module.ts'
import { isModuleFile } from './declarations.ts'
import type { ModuleAccess, ModuleInput } from './module-access.ts'
import { movedAddresses, originOf } from './moved.ts'
import { startRun } from './run.ts'
import { rootVariable } from './variables.ts'
import { declaredFiles } from './variants.ts'

/**
 * What one directory of Terraform files, as a root module in one variant, configures that grants or may grant
 * access. Total, and without I/O: what it would need and has not is in `wanted`.
 */
export function configureModule(input: ModuleInput): ModuleAccess {
  const { directory, files, variant } = input
  const own = relevantFiles(input)
  const run = startRun(input, own)
  for (const file of own) for (const diagnostic of file.diagnostics) run.report(diagnostic)
  const module = createModule({
    run,
    ownDirectory: directory,
    prefix: '',
    depth: 0,
    files,
    origin: (address) => originOf(address, moved, addresses, input.before),
    variable: (name, declared, scope) => rootVariable(name, declared, { files, variant }, scope),
  })
  const { declarations } = module
  const moved = movedAddresses(declarations)
  const addresses = new Set([
    ...declarations.resources.keys(),
    ...[...declarations.modules.keys()].map((name) => `module.${name}`),
  ])
  const policies = [...configuredPolicies(module), ...standaloneDocuments(module)]
  const opaque = opaqueAccess(module)
  return {
    policies,
    opaque,
    diagnostics: run.diagnostics,
    wanted: [...run.wanted].sort(),
    read: [...run.read].sort(),
    moved,
    addresses,
  }
}

/** The files that this variant reads. */
function relevantFiles({ directory, files, variant }: ModuleInput): readonly HclFile[] {
  const own = [...files.values()].filter((file) => isModuleFile(directory, file.path))
  const chosen = variant.kind === 'tfvars' ? files.get(variant.path) : undefined
  return [...own, ...declaredFiles(directory, files), ...(chosen === undefined ? [] : [chosen])]
}
