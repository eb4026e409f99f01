import { LRUCache } from 'lru-cache'
import type { Observation, Observations } from '../ports/observations.ts'
import type { PullRequestKey, RepositoryKey } from '../ports/pull-requests.ts'
import { type People, peopleAnswer, questionName } from './people-seen.ts'

export interface PeopleReconciling {
  readonly people: People
  readonly observations: Pick<Observations, 'of'>
  /** Has a pull request examined; `why` is the same as long as nothing has changed again. */
  readonly request: (key: PullRequestKey, why: string) => Promise<unknown>
}

/** So many more questions may be asked in a run. */
export interface QuestionAllowance {
  questions: number
}

export interface RepositoryPulls<Repository extends RepositoryKey> {
  readonly repository: Repository
  /** Numbers of those that are open. */
  readonly pulls: Iterable<number>
}

/** When people were last asked about, by repository: what was asked longest ago is next. */
export type PeopleMemory = LRUCache<string, number>

export function peopleMemory(): PeopleMemory {
  return new LRUCache({ max: MAX_REMEMBERED })
}

const MAX_REMEMBERED = 20_000

/** The repository whose people were asked about longest ago first. */
export function longestAgoFirst<R extends RepositoryKey>(
  repositories: readonly RepositoryPulls<R>[],
  memory: PeopleMemory,
): readonly RepositoryPulls<R>[] {
  const askedAtMs = ({ repository }: RepositoryPulls<R>) => memory.peek(nameOf(repository)) ?? 0
  return repositories.toSorted((one, other) => askedAtMs(one) - askedAtMs(other))
}

/**
 * Asks again what the verdicts on a repository's pull requests were told of people: who may write, who is in a team
 * that has to approve. Nothing of it shows in a pull request, and the event that tells of it may be lost. A pull
 * request that was told otherwise is examined. Throws `Fault`.
 */
export async function reconcilePeople<R extends RepositoryKey>(
  { repository, pulls }: RepositoryPulls<R>,
  { people, observations, request }: PeopleReconciling,
  memory: PeopleMemory,
  allowance: QuestionAllowance,
  nowMs: number,
): Promise<void> {
  const { installationId, owner, repo } = repository
  const observed = await observations.of(repository)
  const answers = new Map<string, string>()
  const ask = async ({ question }: Observation['people'][number]) => {
    const name = questionName(question)
    const known = answers.get(name)
    if (known !== undefined || allowance.questions <= 0) return known
    allowance.questions -= 1
    const answer = await peopleAnswer(question, repository, people)
    answers.set(name, answer)
    return answer
  }
  for (const number of pulls) {
    const changed: string[] = []
    for (const seen of observed.get(number)?.people ?? []) {
      const answer = await ask(seen)
      if (answer !== undefined && answer !== seen.answer) changed.push(answer)
    }
    if (changed.length > 0) await request({ installationId, owner, repo, number }, `people ${changed.sort().join()}`)
  }
  memory.set(nameOf(repository), nowMs)
}

function nameOf({ owner, repo }: RepositoryKey): string {
  return `${owner}/${repo}`.toLowerCase()
}
