import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fault } from '../../ports/fault.ts'
import { git, runGit } from './git.ts'

/** The commit that a revision names. Throws `Fault` where there is none. */
export async function resolveCommit(repository: string, revision: string): Promise<string> {
  const { code, stdout, stderr } = await runGit(repository, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ])
  if (code === 0) return stdout.toString().trim()
  const said = stderr.trim()
  throw new Fault('not-found', `${revision} is no commit of ${repository}${said === '' ? '' : `: ${said}`}`)
}

/** The best common ancestor, or undefined where the histories are unrelated. */
export async function mergeBase(repository: string, one: string, other: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await runGit(repository, ['merge-base', one, other])
  if (code === 0) return stdout.toString().trim()
  if (code === 1) return undefined
  throw new Fault('invalid', `git merge-base failed in ${repository}: ${stderr.trim()}`)
}

/** What merging would give: the tree, or the conflict. `dispose` removes the objects, which live outside the repository. */
export interface TestMerge {
  readonly tree: string | undefined
  readonly environment: Readonly<Record<string, string>>
  dispose(): Promise<void>
}

/** Merges without a work tree; the repository itself is not written to. */
export async function testMerge(repository: string, base: string, head: string): Promise<TestMerge> {
  const objects = (await git(repository, ['rev-parse', '--path-format=absolute', '--git-path', 'objects'])).trim()
  const scratch = await mkdtemp(join(tmpdir(), 'countersign-merge-'))
  const environment = { GIT_OBJECT_DIRECTORY: scratch, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects }
  const dispose = () => rm(scratch, { recursive: true, force: true })
  const { code, stdout, stderr } = await runGit(repository, ['merge-tree', '--write-tree', base, head], { environment })
  const tree = stdout.toString().split('\n')[0]?.trim()
  if (code === 0 && tree) return { tree, environment, dispose }
  if (code === 1) return { tree: undefined, environment, dispose }
  await dispose()
  throw new Fault('invalid', `git merge-tree failed in ${repository}: ${stderr.trim()}`)
}
