import { realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { runGit } from '../adapters/git/git.ts'
import { type GitTrees, gitTrees } from '../adapters/git/git-trees.ts'
import { resolveCommit } from '../adapters/git/revisions.ts'
import { modulesByKind } from '../adapters/module-sources/by-kind.ts'
import { cachingModules } from '../adapters/module-sources/caching.ts'
import { firstOf } from '../adapters/module-sources/first-of.ts'
import { gitMirrors } from '../adapters/module-sources/git-mirrors.ts'
import { gitModules } from '../adapters/module-sources/git-modules.ts'
import { registryDirectories } from '../adapters/module-sources/registry-directories.ts'
import { terraformManifest } from '../adapters/module-sources/terraform-manifest.ts'
import { Fault } from '../ports/fault.ts'
import type { ModuleSources } from '../ports/module-sources.ts'
import type { SourceTrees } from '../ports/source-trees.ts'
import type { ReviewRequest } from '../review/review.ts'
import type { Revision } from '../review/side-texts.ts'

/** Names a folder of mirrors: `<host>/<path>.git` and `<registry host>/<namespace>/<name>/<provider>/<version>/`. */
export const MODULES_VARIABLE = 'COUNTERSIGN_MODULES'

export interface LocalModulesOptions {
  /** The local repository, bare or not. */
  readonly repository: string
  readonly comparisons: ReviewRequest['comparisons']
  /** The trees that plain directories are read with: a change with one of them is none of the repository's revisions. */
  readonly directories: SourceTrees
  /** What the variable says; undefined or empty where it is not set. */
  readonly mirrors: string | undefined
}

export interface LocalModules {
  readonly modules: ModuleSources
  close(): void
}

/**
 * The modules that a local review may read, without any network: from the folder of mirrors, then what `terraform init`
 * has left in the work tree. Make one a review. Throws `Fault` where the folder of mirrors is not there, or where the
 * change itself could write to it.
 */
export async function localModules(options: LocalModulesOptions): Promise<LocalModules> {
  const { repository, comparisons, directories, mirrors } = options
  const revisions = comparisons.flatMap(({ base, head }) => [base, head])
  const workTree = await workTreeOf(repository)
  const opened: GitTrees[] = []
  const sources: ModuleSources[] = []
  if (mirrors !== undefined && mirrors !== '') {
    const reviewed = revisions.flatMap(({ trees, id }) => (trees === directories && id !== undefined ? [id] : []))
    const directory = await outsideOf(mirrors, workTree === undefined ? reviewed : [...reviewed, workTree])
    sources.push(mirrored(directory, directories, opened))
  }
  if (workTree !== undefined && revisions.every(({ trees }) => trees !== directories)) {
    const isCommitted = committedBelow(revisions)
    sources.push(terraformManifest({ workTree, openDirectory: () => directories, isCommitted }))
  }
  return {
    modules: cachingModules(firstOf(sources)),
    close() {
      for (const trees of opened) trees.close()
    },
  }
}

/** Undefined for a bare repository, and where there is none. */
async function workTreeOf(repository: string): Promise<string | undefined> {
  const { code, stdout } = await runGit(repository, ['rev-parse', '--show-toplevel'])
  const path = stdout.toString('utf8').replace(/\n$/, '')
  return code === 0 && path !== '' ? path : undefined
}

/** The real path of a folder that lies in none of the others. */
async function outsideOf(folder: string, reviewed: readonly string[]): Promise<string> {
  const place = await realpath(folder).catch((cause: unknown) => {
    throw new Fault('not-found', `${MODULES_VARIABLE} names ${folder}, which cannot be read`, { cause })
  })
  for (const each of reviewed) {
    const other = await realpath(resolve(each))
    if (`${place}${sep}`.startsWith(`${other}${sep}`)) {
      throw new Fault(
        'invalid',
        `${MODULES_VARIABLE} names a folder of what is reviewed, so the change could write to it`,
      )
    }
  }
  return place
}

function mirrored(directory: string, directories: SourceTrees, opened: GitTrees[]): ModuleSources {
  const known = new Map<string, GitTrees>()
  const open = gitMirrors(directory, (path) => {
    const trees = known.get(path) ?? gitTrees(path)
    if (!known.has(path)) opened.push(trees)
    known.set(path, trees)
    return { trees, resolve: (revision) => resolveCommit(path, revision) }
  })
  const registry = registryDirectories({ directory, openDirectory: () => directories })
  return modulesByKind({ git: gitModules(open), registry })
}

/** Whether any of the revisions has a path there, on file systems that do not tell cases apart as well. */
function committedBelow(revisions: readonly Revision[]): (directory: string) => Promise<boolean> {
  const listings = new Map<string, Promise<readonly string[]>>()
  const pathsOf = async ({ trees, id }: Revision, revision: string) => {
    const entries = id === undefined ? [] : await trees.list(revision)
    return entries.map(({ path }) => folded(path)).filter((path) => path.includes('.terraform'))
  }
  return async (directory) => {
    const folder = folded(directory)
    for (const revision of revisions) {
      const id = revision.id ?? ''
      const listing = listings.get(id) ?? pathsOf(revision, id)
      listings.set(id, listing)
      if ((await listing).some((path) => path === folder || path.startsWith(`${folder}/`))) return true
    }
    return false
  }
}

function folded(path: string): string {
  return path.normalize('NFKC').toLowerCase()
}
