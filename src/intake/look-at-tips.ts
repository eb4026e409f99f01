import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import { Fault } from '../ports/fault.ts'
import type { GovernedBranches } from '../ports/governed-branches.ts'
import type { Installations, InstalledRepository } from '../ports/installations.ts'
import type { LandingRecords } from '../ports/landing-records.ts'
import type { WatchJobs } from '../ports/watch-jobs.ts'
import { isScarce } from './behind-events.ts'

export interface LookAtTipsDependencies {
  readonly installations: Pick<Installations, 'tip' | 'remaining'>
  readonly landings: Pick<LandingRecords, 'tips' | 'seenAt'>
  readonly governedBranches: Pick<GovernedBranches, 'of'>
  readonly watchJobs: WatchJobs
  readonly log: Logger
}

/** Looks at the repositories of one installation, as many as there are requests for. Throws what `signal` says. */
export type LookAtTips = (repositories: readonly InstalledRepository[], signal: AbortSignal) => Promise<void>

/**
 * Has those pushes to governed branches watched that no event told of: GitHub makes none whose payload is larger than
 * 25 MB, so there is none to be sent again either. A branch that is elsewhere than the last event said at two looks
 * running was pushed to by somebody unheard; at the first look the event may be on its way. Throws `Fault` where GitHub
 * or the store does not answer.
 */
export function lookingAtTips(dependencies: LookAtTipsDependencies): LookAtTips {
  const looks: Looks = new LRUCache({ max: MAX_REMEMBERED })
  return async (repositories, signal) => {
    const left = { requests: MAX_REQUESTS }
    const moved = repositories.filter((each) => each.pushedAt !== null && !isStill(each, looks))
    for (const repository of moved.toSorted((one, other) => pushedMs(other) - pushedMs(one))) {
      signal.throwIfAborted()
      if (left.requests <= 0 || isScarce(dependencies.installations.remaining(repository.installationId))) return
      await lookAt(repository, { ...dependencies, looks, left })
    }
  }
}

/** For an installation in one run. The newest pushes come first, so these are what is left for later. */
const MAX_REQUESTS = 40
const MAX_REMEMBERED = 20_000

interface LookAtTip {
  /** What the repository said when all was as it was known; absent where something is to be looked at again. */
  readonly said?: string
  /** Branches that were elsewhere, and where they were known to be; '' where nothing was known. */
  readonly elsewhere: ReadonlyMap<string, string>
}

type Looks = LRUCache<string, LookAtTip>

interface Look extends LookAtTipsDependencies {
  readonly looks: Looks
  readonly left: { requests: number }
}

function nameOf({ installationId, owner, repo }: InstalledRepository): string {
  return `${installationId} ${owner}/${repo}`.toLowerCase()
}

function pushedMs({ pushedAt }: InstalledRepository): number {
  return pushedAt === null ? 0 : Date.parse(pushedAt)
}

function isStill(repository: InstalledRepository, looks: Looks): boolean {
  return looks.get(nameOf(repository))?.said === saidBy(repository)
}

/** Also another default branch is something to look at, though nobody has pushed. */
function saidBy({ pushedAt, defaultBranch }: InstalledRepository): string {
  return `${pushedAt} ${defaultBranch}`
}

async function lookAt(repository: InstalledRepository, look: Look): Promise<void> {
  const name = nameOf(repository)
  const before = look.looks.get(name)?.elsewhere
  try {
    const elsewhere = await elsewhereIn(repository, before, look)
    const isSettled = elsewhere.size === 0 && look.left.requests >= 0
    look.looks.set(name, { elsewhere, ...(isSettled ? { said: saidBy(repository) } : {}) })
  } catch (error) {
    // A repository may be gone or closed to the app; a limit or an outage concerns the others too.
    if (!(error instanceof Fault) || error.retryable) throw error
    look.log.warn({ err: error, repository: name }, 'the branches of a repository could not be looked at')
  }
}

/** Branches that are elsewhere and were not at the last look. Those that were are dealt with. */
async function elsewhereIn(
  repository: InstalledRepository,
  before: ReadonlyMap<string, string> | undefined,
  look: Look,
): Promise<ReadonlyMap<string, string>> {
  const known = await look.landings.tips(repository)
  const elsewhere = new Map<string, string>()
  const governed = await look.governedBranches.of(repository)
  for (const branch of new Set([repository.defaultBranch, ...governed])) {
    look.left.requests -= 1
    if (look.left.requests < 0) return elsewhere
    const answer = await look.installations.tip(repository, branch)
    if (answer.kind === 'unchanged' || answer.value === null || answer.value === known.get(branch)) continue
    const last = known.get(branch) ?? ''
    if (before?.get(branch) === last) await watch(repository, branch, answer.value, look)
    else elsewhere.set(branch, last)
  }
  return elsewhere
}

async function watch(
  { installationId, owner, repo, defaultBranch }: InstalledRepository,
  branch: string,
  sha: string,
  { landings, watchJobs, log }: Look,
): Promise<void> {
  const repository = { installationId, owner, repo }
  const move = await landings.seenAt(repository, { branch, sha })
  if (move === undefined) return
  const isDefault = branch === defaultBranch
  const push = { ...repository, branch, isDefault, before: move.before, after: sha }
  await watchJobs.request({ kind: 'push', push })
  log.warn({ repository: `${owner}/${repo}`, branch, sha }, 'a push is looked at that no event told of')
}
