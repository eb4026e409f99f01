import { z } from 'zod'
import { Fault } from '../../ports/fault.ts'
import type { Installations, InstalledRepository, ListedPullRequest } from '../../ports/installations.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type GitHubClient, PAGE_SIZE, parseAnswer, readAllPages } from './answer.ts'
import type { Clients } from './clients.ts'
import { conditionalRead, ifChanged } from './conditional-read.ts'

/** What the app is installed on, as GitHub's REST interface gives it. */
export function githubInstallations({
  app,
  installation: clientFor,
  remaining,
}: Pick<Clients, 'app' | 'installation' | 'remaining'>): Installations {
  return {
    list: () => listInstallations(app),
    remaining,
    async repositories(installationId, page) {
      const client = await clientFor(installationId)
      const answer = await client.request('GET /installation/repositories', { per_page: PAGE_SIZE, page })
      const { repositories } = parseAnswer(repositoryList, answer.data, 'repositories')
      const used = repositories.filter(({ archived, disabled }) => !archived && !disabled)
      return { items: used.map((each) => repositoryOf(installationId, each)), isLast: isLast(answer) }
    },
    async openPullRequests(repository, page, etag) {
      const asked = listOpen(await clientFor(repository.installationId), repository, page, etag)
      return conditionalRead(asked, (answer) => {
        const items = parseAnswer(z.array(listedPull), answer.data, 'open pull requests')
        return { items, isLast: isLast(answer) }
      })
    },
    async tip(repository, branch, etag) {
      const { owner, repo, installationId } = repository
      const client = await clientFor(installationId)
      const route = 'GET /repos/{owner}/{repo}/git/ref/{ref}'
      const asked = client.request(route, { owner, repo, ref: `heads/${branch}`, ...ifChanged(etag) })
      try {
        return await conditionalRead(asked, ({ data }) => parseAnswer(reference, data, 'a branch').object.sha)
      } catch (error) {
        if (error instanceof Fault && error.kind === 'not-found') return { kind: 'changed', value: null }
        throw error
      }
    },
  }
}

const MAX_INSTALLATION_PAGES = 1_000

const installation = z.object({ id: z.int(), suspended_at: z.string().nullish() })

async function listInstallations(app: GitHubClient): Promise<readonly number[]> {
  const all = await readAllPages(installation, 'installations', MAX_INSTALLATION_PAGES, (page) =>
    app.request('GET /app/installations', { per_page: PAGE_SIZE, page }),
  )
  const active = all.filter(({ suspended_at }) => suspended_at == null)
  return [...new Set(active.map(({ id }) => id))].sort((one, other) => one - other)
}

const repositoryList = z.object({
  repositories: z.array(
    z.object({
      name: z.string(),
      owner: z.object({ login: z.string() }),
      pushed_at: z.string().nullish(),
      open_issues_count: z.int(),
      default_branch: z.string(),
      archived: z.boolean().default(false),
      disabled: z.boolean().default(false),
    }),
  ),
})

function repositoryOf(
  installationId: number,
  each: z.infer<typeof repositoryList>['repositories'][number],
): InstalledRepository {
  const { name: repo, owner, pushed_at, open_issues_count: openIssues, default_branch: defaultBranch } = each
  return { installationId, owner: owner.login, repo, pushedAt: pushed_at ?? null, openIssues, defaultBranch }
}

const listedPull = z
  .object({
    number: z.int(),
    head: z.object({ sha: z.string() }),
    base: z.object({ ref: z.string() }),
    draft: z.boolean().default(false),
    body: z.string().nullish(),
    updated_at: z.string(),
  })
  .transform(
    ({ number, head, base, draft, body, updated_at }): ListedPullRequest => ({
      number,
      headSha: head.sha,
      baseRef: base.ref,
      draft,
      body: body ?? '',
      updatedAt: updated_at,
    }),
  )

function listOpen(client: GitHubClient, { owner, repo }: RepositoryKey, page: number, etag: string | undefined) {
  return client.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    state: 'open',
    sort: 'updated',
    direction: 'desc',
    per_page: PAGE_SIZE,
    page,
    ...ifChanged(etag),
  })
}

const reference = z.object({ object: z.object({ sha: z.string() }) })

function isLast({ headers }: { readonly headers: { readonly link?: string | undefined } }): boolean {
  return !/rel="next"/.test(headers.link ?? '')
}
