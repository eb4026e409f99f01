import type { ChangedFile } from '../git/changed-files.ts'
import type { Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { repositoryHtmlUrl, repositoryUrl } from './repository-shape.ts'

/** GitHub's "diff entry". */
export function changedFileShape(world: World, repository: Repository, file: ChangedFile, ref: string) {
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repositoryHtmlUrl(world, repository)}/blob/${ref}/${path}`,
    raw_url: `${repositoryHtmlUrl(world, repository)}/raw/${ref}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${ref}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  }
}
