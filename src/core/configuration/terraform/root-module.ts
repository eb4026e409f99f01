import type { HclFile } from '../../syntax/hcl/ast.ts'
import { createModule } from './create-module.ts'
import { isModuleFile } from './declarations.ts'
import type { Module } from './module.ts'
import type { ModuleInput } from './module-access.ts'
import type { OpenedModule } from './open-module.ts'
import { type Run, startRun } from './run.ts'
import { rootVariable } from './variables.ts'
import { declaredFiles } from './variants.ts'

/** A root module in one variant, ready to be asked: nothing is evaluated yet. `opened` is of the same files. */
export function rootModule(
  input: ModuleInput,
  opened: OpenedModule,
): { readonly run: Run; readonly root: Module; readonly files: readonly HclFile[] } {
  const files = relevantFiles(input)
  const run = startRun(input, opened, files)
  const root = createModule({
    run,
    tree: opened.tree,
    prefix: '',
    presence: [],
    variable: (name, declared, scope) => rootVariable(name, declared, input, scope),
  })
  return { run, root, files }
}

/** The files that this variant reads of the root itself. */
function relevantFiles({ directory, files, variant }: ModuleInput): readonly HclFile[] {
  const own = [...files.values()].filter((file) => isModuleFile(directory, file.path))
  const chosen = variant.kind === 'tfvars' ? files.get(variant.path) : undefined
  return [...own, ...declaredFiles(directory, files), ...(chosen === undefined ? [] : [chosen])]
}
