import type { HclFile } from '../../../syntax/hcl/ast.ts'
import { collectDeclarations, isModuleFile } from '../declarations.ts'
import { actingPlaces } from './acting-places.ts'
import { codeRuns } from './code-runs.ts'
import type { ModuleConduct } from './conduct.ts'
import { ignoredArguments } from './ignored-arguments.ts'
import { importedPrincipals } from './imported-principals.ts'
import { moduleOwners } from './module-owners.ts'
import { providerSources } from './provider-sources.ts'

/**
 * What a module's files say that Terraform does beside making what they declare; the module is a directory. Total: what
 * cannot be read says nothing here.
 */
export function conductOf(directory: string, files: ReadonlyMap<string, HclFile>): ModuleConduct {
  const declarations = collectDeclarations(directory, files)
  const own = [...files].flatMap(([path, file]) => (isModuleFile(directory, path) ? [file] : []))
  const module = { directory, declarations, files: own }
  const resources = [...declarations.resources.keys()].map((address) => `${directory}/${address}`)
  return {
    conduct: [
      ...codeRuns(module),
      ...providerSources(module),
      ...moduleOwners(module),
      ...ignoredArguments(module),
      ...actingPlaces(module),
      ...importedPrincipals(module),
    ],
    places: own.length === 0 ? [] : [`${directory}/`, ...resources],
  }
}
