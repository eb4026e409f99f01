import type { HclFile } from '../../syntax/hcl/ast.ts'
import { collectDeclarations } from './declarations.ts'
import type { Variant } from './module-access.ts'
import { directoryOf, fileNameOf } from './paths.ts'
import { compareText } from './text.ts'

/**
 * The variants in which a root module is evaluated: as declared, once for each further `.tfvars` file, and with
 * everything unset where that is another thing. `files` is `ModuleInput.files`.
 */
export function variantsOf(directory: string, files: ReadonlyMap<string, HclFile>): readonly Variant[] {
  const paths = [...files.keys()].filter((path) => path.endsWith('.tfvars')).sort()
  const further = paths.filter((path) => !isDeclared(directory, path))
  const declaredNames = new Set(declaredFiles(directory, files).flatMap((file) => [...file.body.attributes.keys()]))
  const { variables } = collectDeclarations(directory, files)
  const hasFreeDefault = [...variables].some(
    ([name, { attributes }]) => attributes.has('default') && !declaredNames.has(name),
  )
  return [
    { kind: 'declared' },
    ...(hasFreeDefault ? [{ kind: 'unset' } as const] : []),
    ...further.map((path) => ({ kind: 'tfvars', path }) as const),
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
