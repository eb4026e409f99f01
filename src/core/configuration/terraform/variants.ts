import type { HclFile } from '../../syntax/hcl/ast.ts'
import type { Variant } from './module-access.ts'
import { moduleSourceOf } from './module-source.ts'
import { directoryOf, fileNameOf } from './paths.ts'
import { compareText } from './text.ts'
import { isVariablesFile } from './variables-files.ts'
import { workspaceNames } from './workspaces.ts'

/**
 * The variants in which a root module is evaluated: as declared, once for each further `.tfvars` file and for each
 * workspace that the module speaks of, and with everything unset where that is another thing. `files` is
 * `ModuleInput.files`, `given` are the names of variables that another tool sets.
 */
export function variantsOf(
  directory: string,
  files: ReadonlyMap<string, HclFile>,
  given: Iterable<string> = [],
): readonly Variant[] {
  const paths = [...files.keys()].filter(isVariablesFile).sort()
  const further = paths.filter((path) => !isDeclared(directory, path))
  const declared = declaredFiles(directory, files).flatMap((file) => [...file.body.attributes.keys()])
  const declaredNames = new Set([...declared, ...given])
  const { declarations } = moduleSourceOf(directory, files)
  const hasFreeDefault = [...declarations.variables].some(
    ([name, { attributes }]) => attributes.has('default') && !declaredNames.has(name),
  )
  return [
    { kind: 'declared' },
    ...(hasFreeDefault ? [{ kind: 'unset' } as const] : []),
    ...further.map((path) => ({ kind: 'tfvars', path }) as const),
    ...workspaceNames(declarations).map((name) => ({ kind: 'workspace', name }) as const),
  ]
}

/** The `.tfvars` files that Terraform reads by itself, in its order: later ones win. */
export function declaredFiles(directory: string, files: ReadonlyMap<string, HclFile>): readonly HclFile[] {
  return declaredPaths(directory, files.keys()).flatMap((path) => files.get(path) ?? [])
}

/** As above, of any paths, with the `.tfvars.json` files between them. */
export function declaredPaths(directory: string, paths: Iterable<string>): readonly string[] {
  const own = [...new Set(paths)].filter((path) => isDeclared(directory, path))
  return own.sort((left, right) => compareText(rank(left), rank(right)))
}

function rank(path: string): string {
  const name = fileNameOf(path)
  if (name === 'terraform.tfvars') return ''
  return name === 'terraform.tfvars.json' ? '\u0001' : name
}

function isDeclared(directory: string, path: string): boolean {
  const name = fileNameOf(path)
  return directoryOf(path) === directory && /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/.test(name)
}
