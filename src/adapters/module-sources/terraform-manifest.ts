import { isSameSource, nameOfSource, registryModule } from '../../core/configuration/terraform/source/module-source.ts'
import { cleanSubdirectory } from '../../core/configuration/terraform/source/package-address.ts'
import { parseModuleSource } from '../../core/configuration/terraform/source/parse-module-source.ts'
import { parseVersion, versionText } from '../../core/configuration/terraform/source/version.ts'
import { constraintText, isExact, satisfies } from '../../core/configuration/terraform/source/version-constraint.ts'
import {
  type Choice,
  type ModulePackage,
  type ModulePin,
  type ModuleRequest,
  type ModuleSources,
  type UnreadableModule,
  unreadableModule,
} from '../../ports/module-sources.ts'
import type { SourceTrees } from '../../ports/source-trees.ts'
import { type ContainedDirectory, containedDirectory } from './contained-directory.ts'
import { tooLargeToList } from './measure-directory.ts'
import { type ModuleRecord, readModulesManifest } from './modules-manifest.ts'
import { openPackage } from './open-package.ts'
import { PACKAGE_LIMITS, type PackageLimits } from './package-limits.ts'

export interface TerraformManifestOptions {
  /** The directory on disk that holds the repository's files. */
  readonly workTree: string
  /** A directory on disk as a tree whose revision is its path. */
  readonly openDirectory: (path: string) => SourceTrees
  /**
   * Whether any revision of the change holds files below this repository path. What a change can write proves nothing:
   * it could serve harmless content under the name of a module that is not.
   */
  readonly isCommitted: (directory: string) => Promise<boolean>
  readonly limits?: PackageLimits
}

/**
 * Modules that `terraform init` or `tofu init` has installed below `.terraform/modules` of a root module. A record
 * counts only where its source is the call's and its version satisfies the call's: for any other call, and so for the
 * other side of a changed version, the module is unreadable and never taken for something else.
 */
export function terraformManifest(options: TerraformManifestOptions): ModuleSources {
  return {
    async resolve(request) {
      const place = slashed(request.rootDirectory, '.terraform/modules')
      if (request.source.kind === 'unknown') return unreadableModule(`The source ${request.source.reason}`)
      if (await options.isCommitted(slashed(request.rootDirectory, '.terraform'))) {
        return unreadableModule(`${place} is part of the repository, so the change could have written it`)
      }
      const modules = await containedDirectory(options.workTree, place)
      if (modules.kind !== 'directory') return unreadableModule(notThere(place, modules))
      const manifest = await readModulesManifest(modules.path)
      if (manifest.kind === 'missing') return unreadableModule(`${place} has no modules.json`)
      if (manifest.kind === 'refused') return unreadableModule(`${place}/modules.json ${manifest.why}`)
      const record = manifest.records.get(request.call.join('.'))
      if (record === undefined) return unreadableModule(`The module is not installed in ${place}`)
      const fit = fitOf(request, record)
      return fit.kind === 'unreadable' ? fit : openRecord(options, request, record, modules.path, fit)
    },
  }
}

function slashed(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`
}

function notThere(place: string, found: ContainedDirectory): string {
  return found.kind === 'missing' ? `${place} does not exist` : `${place} is a link or leads out of the work tree`
}

interface Fit {
  readonly kind: 'fit'
  readonly choice: Choice
  readonly pin: (content: () => string) => ModulePin
}

/** Whether a record is of the very source that the call names, in a version that the call admits. */
function fitOf({ source }: ModuleRequest, record: ModuleRecord): Fit | UnreadableModule {
  const name = nameOfSource(source)
  if (!isSameSource(parseModuleSource(record.Source, undefined), source)) {
    return unreadableModule(`What is installed for this call comes from another source than ${name}`)
  }
  if (source.kind !== 'registry') {
    const isCommit = source.kind === 'git' && /^[0-9a-f]{40}$/.test(source.ref ?? '')
    return {
      kind: 'fit',
      choice: isCommit ? 'call' : 'installed',
      pin: (content) => ({ kind: 'content', source: name, content: content() }),
    }
  }
  const version = parseVersion(record.Version ?? '')
  if (version === undefined) return unreadableModule(`${name} is installed in a version that cannot be read`)
  if (!satisfies(version, source.constraint)) {
    const wanted = constraintText(source.constraint)
    return unreadableModule(`${name} is installed in version ${versionText(version)}, and the call wants ${wanted}`)
  }
  const pin = (content: () => string): ModulePin => ({
    kind: 'version',
    module: registryModule(source),
    version: versionText(version),
    content: content(),
  })
  return { kind: 'fit', choice: isExact(source.constraint) ? 'call' : 'installed', pin }
}

async function openRecord(
  { openDirectory, limits = PACKAGE_LIMITS }: TerraformManifestOptions,
  { source }: ModuleRequest,
  record: ModuleRecord,
  modulesPath: string,
  { choice, pin }: Fit,
): Promise<ModulePackage | UnreadableModule> {
  const name = `What is installed of ${nameOfSource(source)}`
  const [, folder, inside = ''] = /^(?:\.\/)?\.terraform\/modules\/([^/]+)(?:\/(.*))?$/.exec(record.Dir) ?? []
  const directory = cleanSubdirectory(inside)
  if (folder === undefined || directory === undefined || record.Dir.split('/').includes('..')) {
    return unreadableModule(`${name} is not below .terraform/modules`)
  }
  const expected = 'subdirectory' in source ? source.subdirectory : ''
  if (!`/${directory}`.endsWith(expected === '' ? '' : `/${expected}`)) {
    return unreadableModule(`${name} is not at the subdirectory that the call names`)
  }
  const found = await containedDirectory(modulesPath, folder)
  if (found.kind !== 'directory')
    return unreadableModule(`${name} is missing, a link or leads out of .terraform/modules`)
  const tooLarge = await tooLargeToList(found.path, limits)
  if (tooLarge !== undefined) return unreadableModule(`${name} ${tooLarge}`)
  const trees = openDirectory(found.path)
  return openPackage({ name, trees, revision: found.path, directory, choice, pin }, limits)
}
