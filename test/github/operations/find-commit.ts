import type { CommitObject } from '../git/commit-object.ts'
import { type Call, pathParameter, repositoryOf } from '../http/operation.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Repository } from '../world/repository.ts'

/** Text that git would read as more than a name (`a^`, `a:b`, `a@{1}`) names nothing on GitHub. */
const SPECIAL = /[\s~^:?*[\\]|\.\.|@\{/

/** The commit that a branch, a tag, a full ref or a sha (also a short one) names; undefined where there is none. */
export async function findCommit(repository: Repository, name: string): Promise<CommitObject | undefined> {
  if (name === '' || SPECIAL.test(name)) return undefined
  const { git } = repository
  if (name === 'HEAD') return git.commit(`refs/heads/${repository.defaultBranch}`)
  const named =
    (await git.commit(`refs/heads/${name}`)) ??
    (await git.commit(`refs/tags/${name}`)) ??
    (name.includes('/') ? await git.commit(`refs/${name.replace(/^refs\//, '')}`) : undefined)
  return named ?? (/^[0-9a-f]{7,40}$/.test(name) ? git.commit(name) : undefined)
}

/** The commit that the path's `parameter` names. Refuses as GitHub does: 422, not 404. */
export async function commitInPath(call: Call, parameter: string): Promise<CommitObject> {
  const name = pathParameter(call, parameter)
  const commit = await findCommit(repositoryOf(call), name)
  if (commit === undefined) throw new Refusal(422, `No commit found for SHA: ${name}`)
  return commit
}

/** The commit that `?ref=` names, by default the default branch's tip. */
export async function commitInQuery(call: Call): Promise<CommitObject> {
  const repository = repositoryOf(call)
  const commit = await findCommit(repository, call.query.get('ref') ?? repository.defaultBranch)
  if (commit === undefined) throw notFound()
  return commit
}
