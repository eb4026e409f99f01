import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { directoryTrees } from '../../src/adapters/filesystem/directory-trees.ts'
import { type GitTrees, gitTrees } from '../../src/adapters/git/git-trees.ts'
import { resolveCommit } from '../../src/adapters/git/revisions.ts'
import { gitMirrors } from '../../src/adapters/module-sources/git-mirrors.ts'
import type { ModuleRepository, OpenRepository } from '../../src/adapters/module-sources/git-modules.ts'
import { gitFixture } from '../cli/git-fixture.ts'
import type { PackageFiles } from '../contracts/module-sources-contract.ts'

/** Temporary directories, repositories and servers of a test file; `remove` ends them all. */
export interface Places {
  directory(files?: PackageFiles): string
  /** A repository of one commit with the tag `v1.0.0`, and its bare mirror below `mirrors` at `<host>/<path>.git`. */
  repository(files: PackageFiles, name?: string): PlacedRepository
  /** A web server on this machine; its address without a slash at the end. */
  serve(listener: RequestListener): Promise<string>
  remove(): Promise<void>
}

export interface PlacedRepository {
  readonly mirrors: string
  readonly open: OpenRepository
  /** Runs git in the bare mirror. */
  git(...command: readonly string[]): string
}

export function openDirectory() {
  return directoryTrees()
}

export function places(): Places {
  const cleanups: (() => unknown)[] = []
  const directory = (files: PackageFiles = {}) => {
    const path = mkdtempSync(join(tmpdir(), 'countersign-modules-'))
    cleanups.push(() => rmSync(path, { recursive: true, force: true }))
    writeFiles(path, files)
    return path
  }
  return {
    directory,
    repository(files, name = 'git.example.com/acme/modules') {
      const fixture = gitFixture()
      cleanups.push(fixture.remove)
      writeFiles(fixture.folder, files)
      fixture.commit('A module', {})
      fixture.git('tag', 'v1.0.0')
      const mirrors = directory()
      const mirror = join(mirrors, `${name}.git`)
      execFileSync('git', ['clone', '--quiet', '--bare', fixture.folder, mirror], { stdio: 'pipe' })
      const git = (...command: readonly string[]) =>
        execFileSync('git', ['-C', mirror, ...command])
          .toString()
          .trim()
      return { mirrors, git, open: gitMirrors(mirrors, (path) => openLocal(path, cleanups)) }
    },
    async serve(listener) {
      const server = createServer(listener)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      cleanups.push(() => server.close())
      const address = server.address()
      return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    },
    async remove() {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
    },
  }
}

/** A local repository as modules are read from, as a composition root would plug it in. */
function openLocal(path: string, cleanups: (() => unknown)[]): ModuleRepository {
  const trees: GitTrees = gitTrees(path)
  cleanups.push(() => trees.close())
  return { trees, resolve: (revision) => resolveCommit(path, revision) }
}

export function writeFiles(root: string, files: PackageFiles): void {
  for (const [path, entry] of Object.entries(files)) {
    const place = join(root, path)
    mkdirSync(dirname(place), { recursive: true })
    if (typeof entry === 'string' || entry instanceof Uint8Array) writeFileSync(place, entry)
    else if (entry.kind === 'symlink') symlinkSync(entry.target, place)
    else throw new Error('A submodule cannot be put on disk')
  }
}
