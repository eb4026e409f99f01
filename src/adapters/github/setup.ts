import { z } from 'zod'
import type { InstallationFacts, RequiredCheck, Seen } from '../../core/setup/facts.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Departed } from '../../ports/departures.ts'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import type { Setup } from '../../ports/setup.ts'
import { PAGE_SIZE, parseAnswer, readAllPages } from './answer.ts'
import type { Clients } from './clients.ts'
import { rememberedAnswers } from './remembered-answers.ts'
import { readApp, readWebhook } from './setup-app.ts'
import { readRepository } from './setup-branch.ts'
import { readRequiredChecks } from './setup-rules.ts'

/** Rules change rarely, and who sees the events of them is told at once. */
const REMEMBERED_MS = 600_000
const MAX_PAGES_OF_INSTALLATIONS = 20

/** How the gate is set up, as GitHub shows it to the app. */
export function githubSetup(clients: Pick<Clients, 'appId' | 'app' | 'installation'>, clock: Clock): Setup {
  const known = rememberedAnswers<Seen<readonly RequiredCheck[]>>(clock, REMEMBERED_MS)
  const granted = rememberedAnswers<InstallationFacts>(clock, REMEMBERED_MS)
  return {
    requiredChecks: (repository, branch) =>
      known.read(nameOf(repository, branch), async () =>
        readRequiredChecks(await clients.installation(repository.installationId), repository, branch, clients.appId),
      ),
    installation: (installationId) =>
      granted.read(String(installationId), async () => {
        const route = 'GET /app/installations/{installation_id}'
        const { data } = await clients.app.request(route, { installation_id: installationId })
        return parseAnswer(installation, data, 'an installation')
      }),
    forgetRules(of) {
      known.forget((name) => isOf(of, name))
      if (of.repo === undefined) granted.forget((name) => name === String(of.installationId))
    },
    app: () => readApp(clients, clock),
    webhook: () => readWebhook(clients.app),
    installations: () =>
      readAllPages(installation, 'installations', MAX_PAGES_OF_INSTALLATIONS, (page) =>
        clients.app.request('GET /app/installations', { per_page: PAGE_SIZE, page }),
      ),
    async installationOf({ owner, repo }) {
      try {
        const { data } = await clients.app.request('GET /repos/{owner}/{repo}/installation', { owner, repo })
        return parseAnswer(installation, data, 'an installation')
      } catch (error) {
        if (error instanceof Fault && error.kind === 'not-found') return undefined
        throw error
      }
    },
    repository: async (repository, branch) =>
      readRepository(await clients.installation(repository.installationId), repository, branch),
  }
}

function nameOf({ installationId, owner, repo }: RepositoryKey, branch: string): string {
  // Names of branches, and only these, keep their case.
  return JSON.stringify([installationId, owner.toLowerCase(), repo.toLowerCase(), branch])
}

function isOf({ installationId, owner, repo }: Departed, key: string): boolean {
  const [knownId, ...name] = z.tuple([z.number(), z.string(), z.string()]).rest(z.string()).parse(JSON.parse(key))
  if (repo === undefined) return knownId === installationId
  return knownId === installationId && name[0] === owner.toLowerCase() && name[1] === repo.toLowerCase()
}

const installation = z
  .object({
    id: z.int(),
    account: z.object({ login: z.string() }).nullable(),
    target_type: z.string(),
    permissions: z.record(z.string(), z.string()),
    events: z.array(z.string()),
    suspended_at: z.string().nullish(),
    html_url: z.string(),
  })
  .transform(
    ({ id, account, target_type, permissions, events, suspended_at, html_url }): InstallationFacts => ({
      id,
      account: account?.login ?? 'an account that is gone',
      isOrganization: target_type === 'Organization',
      permissions,
      events,
      ...(suspended_at ? { suspendedAt: suspended_at } : {}),
      pageUrl: html_url,
    }),
  )
