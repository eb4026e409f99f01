import { type GitSource, nameOfSource } from '../../core/configuration/terraform/source/module-source.ts'
import { Fault } from '../../ports/fault.ts'
import {
  type ModulePackage,
  type ModuleSources,
  type UnreadableModule,
  unreadableModule,
} from '../../ports/module-sources.ts'
import type { SourceTrees } from '../../ports/source-trees.ts'
import { openPackage } from './open-package.ts'
import { PACKAGE_LIMITS, type PackageLimits } from './package-limits.ts'
import { withinTime } from './time-limit.ts'

/** A repository that modules are read from. */
export interface ModuleRepository {
  /** A revision is a commit's full id. */
  readonly trees: SourceTrees
  /**
   * The commit that `HEAD`, a full name (`refs/tags/v1`, `refs/heads/main`) or a possibly shortened commit id names,
   * by its full id. Throws `Fault` of kind `not-found` where there is none.
   */
  resolve(revision: string): Promise<string>
}

/** The repository at a host and path (without `.git`), or undefined where it is not among those that may be read. */
export type OpenRepository = (host: string, path: string) => Promise<ModuleRepository | undefined>

/** Modules in git repositories, at the commit that their ref names now; without a ref, at the default branch's. */
export function gitModules(open: OpenRepository, limits: PackageLimits = PACKAGE_LIMITS): ModuleSources {
  return {
    async resolve({ source }) {
      if (source.kind === 'unknown') return unreadableModule(`The source ${source.reason}`)
      const name = nameOfSource(source)
      if (source.kind !== 'git') return unreadableModule(`${name} is not in a git repository`)
      try {
        return await resolveGit(open, source, name, limits)
      } catch (error) {
        // Beyond a limit, or not understood: no failure of the world, and nothing that asking again would change.
        if (!(error instanceof Fault) || error.kind !== 'invalid') throw error
        return unreadableModule(`${name} is not read: ${error.message}`)
      }
    },
  }
}

async function resolveGit(
  open: OpenRepository,
  { host, path, ref, subdirectory: directory }: GitSource,
  name: string,
  limits: PackageLimits,
): Promise<ModulePackage | UnreadableModule> {
  const opening = withinTime(limits.timeMs, `Opening ${name}`, open(host, path))
  const repository = await opening.catch(absent)
  if (repository === undefined) return unreadableModule(`The repository ${host}/${path} cannot be read from here`)
  const found = await withinTime(limits.timeMs, `Resolving ${name}`, findCommit(repository, ref))
  if (found.kind === 'none') return unreadableModule(`${name} names no branch, tag or commit that is there`)
  if (found.kind === 'ambiguous') return unreadableModule(`${name} names a tag and another branch`)
  const { commit } = found
  const pin = () => ({ kind: 'commit', repository: `${host}/${path}`, commit }) as const
  const choice = ref === undefined ? 'newest' : 'call'
  return openPackage({ name, trees: repository.trees, revision: commit, directory, choice, pin }, limits)
}

type FoundCommit =
  | { readonly kind: 'commit'; readonly commit: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous' }

/**
 * What `git checkout` of a fresh clone would give. Which of a tag and a branch of the same name it takes depends on
 * the default branch: unless both are one commit, that is not guessed.
 */
async function findCommit(repository: ModuleRepository, ref: string | undefined): Promise<FoundCommit> {
  if (ref === undefined) return single(await commitAt(repository, 'HEAD'))
  if (/^[0-9a-f]{40}$/i.test(ref)) return single(await commitAt(repository, ref.toLowerCase()))
  const names = /^(?:tags|heads)\//.test(ref) ? [`refs/${ref}`] : []
  names.push(...(ref.startsWith('refs/') ? [ref] : [`refs/tags/${ref}`, `refs/heads/${ref}`]))
  const commits = await Promise.all(names.map((name) => commitAt(repository, name)))
  const distinct = [...new Set(commits.filter((commit) => commit !== undefined))]
  if (distinct.length > 1) return { kind: 'ambiguous' }
  if (distinct.length === 0 && /^[0-9a-f]{7,39}$/i.test(ref))
    return single(await commitAt(repository, ref.toLowerCase()))
  return single(distinct[0])
}

function single(commit: string | undefined): FoundCommit {
  return commit === undefined ? { kind: 'none' } : { kind: 'commit', commit }
}

function commitAt(repository: ModuleRepository, revision: string): Promise<string | undefined> {
  return repository.resolve(revision).catch(absent)
}

/** What is not there is no failure of the world. */
function absent(error: unknown): undefined {
  if (error instanceof Fault && error.kind === 'not-found') return undefined
  throw error
}
