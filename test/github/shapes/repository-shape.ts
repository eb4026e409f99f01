import { fullName, type Repository } from '../world/repository.ts'
import type { World } from '../world/world.ts'
import { accountShape, apiUrl, nodeId } from './account-shape.ts'

export function repositoryUrl(world: World, repository: Repository): string {
  return apiUrl(world, `/repos/${fullName(repository)}`)
}

export function repositoryHtmlUrl(world: World, repository: Repository): string {
  return `${world.origin}/${fullName(repository)}`
}

/** GitHub's repository as it stands in lists and pull requests. */
export function repositoryShape(world: World, repository: Repository) {
  const host = world.origin.replace(/^http:\/\//, '')
  const html = repositoryHtmlUrl(world, repository)
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: accountShape(world, repository.owner),
    html_url: html,
    description: null,
    fork: repository.parent !== null,
    url: repositoryUrl(world, repository),
    ...links(repositoryUrl(world, repository)),
    created_at: repository.createdAt,
    updated_at: repository.pushedAt,
    pushed_at: repository.pushedAt,
    git_url: `git://${host}/${fullName(repository)}.git`,
    ssh_url: `git@${host}:${fullName(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: 'HCL',
    license: null,
    size: 1,
    ...counts(repository),
    has_issues: true,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? ('private' as const) : ('public' as const),
    default_branch: repository.defaultBranch,
  }
}

/** GitHub's repository as it stands in events. */
export function eventRepositoryShape(world: World, repository: Repository) {
  return { ...repositoryShape(world, repository), custom_properties: {} }
}

/** GitHub's "full repository", the answer of repos/get. */
export function fullRepositoryShape(world: World, repository: Repository) {
  return {
    ...repositoryShape(world, repository),
    subscribers_count: 0,
    network_count: 0,
    ...(repository.parent === null
      ? {}
      : { parent: repositoryShape(world, repository.parent), source: repositoryShape(world, repository.parent) }),
  }
}

/** GitHub's URL templates under a repository's address. */
function links(base: string) {
  return {
    archive_url: `${base}/{archive_format}{/ref}`,
    assignees_url: `${base}/assignees{/user}`,
    blobs_url: `${base}/git/blobs{/sha}`,
    branches_url: `${base}/branches{/branch}`,
    collaborators_url: `${base}/collaborators{/collaborator}`,
    comments_url: `${base}/comments{/number}`,
    commits_url: `${base}/commits{/sha}`,
    compare_url: `${base}/compare/{base}...{head}`,
    contents_url: `${base}/contents/{+path}`,
    contributors_url: `${base}/contributors`,
    deployments_url: `${base}/deployments`,
    downloads_url: `${base}/downloads`,
    events_url: `${base}/events`,
    forks_url: `${base}/forks`,
    git_commits_url: `${base}/git/commits{/sha}`,
    git_refs_url: `${base}/git/refs{/sha}`,
    git_tags_url: `${base}/git/tags{/sha}`,
    hooks_url: `${base}/hooks`,
    issue_comment_url: `${base}/issues/comments{/number}`,
    issue_events_url: `${base}/issues/events{/number}`,
    issues_url: `${base}/issues{/number}`,
    keys_url: `${base}/keys{/key_id}`,
    labels_url: `${base}/labels{/name}`,
    languages_url: `${base}/languages`,
    merges_url: `${base}/merges`,
    milestones_url: `${base}/milestones{/number}`,
    notifications_url: `${base}/notifications{?since,all,participating}`,
    pulls_url: `${base}/pulls{/number}`,
    releases_url: `${base}/releases{/id}`,
    stargazers_url: `${base}/stargazers`,
    statuses_url: `${base}/statuses/{sha}`,
    subscribers_url: `${base}/subscribers`,
    subscription_url: `${base}/subscription`,
    tags_url: `${base}/tags`,
    teams_url: `${base}/teams`,
    trees_url: `${base}/git/trees{/sha}`,
  }
}

function counts(repository: Repository) {
  const openPulls = [...repository.pulls.values()].filter((pull) => pull.state === 'open').length
  return {
    forks_count: 0,
    forks: 0,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    open_issues_count: openPulls,
    open_issues: openPulls,
  }
}
