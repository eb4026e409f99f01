import { requiredChecks } from '../../core/setup/enforcement.ts'
import type { AppReading, InstallationFacts, Seen, WebhookFacts } from '../../core/setup/facts.ts'
import { Fault } from '../../ports/fault.ts'
import type { RepositoryName } from '../../ports/pull-requests.ts'
import type { RepositorySetup, Setup } from '../../ports/setup.ts'

/** What there is, as a test writes it down. */
export interface MemorySetup {
  readonly app: AppReading
  readonly webhook: Seen<WebhookFacts>
  readonly installations: readonly InstallationFacts[]
  /** Each branch of each repository; the first of a repository is its default branch. */
  readonly repositories: readonly RepositorySetup[]
}

/** A setup in memory. */
export function memorySetup(given: MemorySetup): Setup {
  const find = ({ owner, repo }: RepositoryName, branch: string | undefined) =>
    given.repositories.find(
      (one) =>
        one.name.toLowerCase() === `${owner}/${repo}`.toLowerCase() &&
        (branch === undefined || one.branch.name === branch),
    )
  return {
    async requiredChecks(repository, branch) {
      const { rules, protection } = find(repository, branch)?.branch ?? NOTHING
      if (rules.kind === 'not-visible') return rules
      if (protection.kind === 'not-visible') return protection
      return { kind: 'seen', value: requiredChecks(rules.value, protection.value) }
    },
    async installation(installationId) {
      const found = given.installations.find(({ id }) => id === installationId)
      if (found === undefined) throw new Fault('not-found', `There is no installation ${installationId}`)
      return found
    },
    // Nothing is remembered.
    forgetRules: () => undefined,
    app: async () => given.app,
    webhook: async () => given.webhook,
    installations: async () => given.installations,
    installationOf: async (repository) =>
      find(repository, undefined) === undefined
        ? undefined
        : given.installations.find(({ account }) => account.toLowerCase() === repository.owner.toLowerCase()),
    repository: async (repository, branch) => {
      const { owner, repo } = repository
      const name = `${owner}/${repo}`
      const absent = { name, pageUrl: `https://github.com/${name}`, branch: { name: branch ?? 'main', ...NOTHING } }
      return find(repository, branch) ?? absent
    },
  }
}

/** A branch that does not exist. */
const NOTHING = {
  tipSha: { kind: 'seen', value: undefined },
  allowsAutoMerge: { kind: 'seen', value: false },
  rules: { kind: 'seen', value: [] },
  protection: { kind: 'seen', value: undefined },
  protectionDetail: { kind: 'seen', value: undefined },
  bypasses: [],
} as const
