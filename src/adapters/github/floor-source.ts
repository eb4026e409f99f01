import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import { Fault } from '../../ports/fault.ts'
import { FLOOR_REPOSITORY, type FloorSource, type FloorTip } from '../../ports/floor-source.ts'
import type { RepositoryKey } from '../../ports/pull-requests.ts'
import { type ClientFor, type GitHubClient, parseAnswer } from './answer.ts'
import { branchTip } from './branch-tip.ts'
import { rememberedAnswers } from './remembered-answers.ts'

/** A push to the floor is heard of; this is for the event that was lost. */
const REMEMBERED_MS = 60_000

/** Where the floors of organisations stand, in two requests a minute and organisation. */
export function githubFloorSource(clientFor: ClientFor, clock: Clock): FloorSource {
  const known = rememberedAnswers<FloorTip>(clock, REMEMBERED_MS)
  return {
    tip: (of) =>
      known.read(`${of.owner.toLowerCase()}/${of.installationId}`, () =>
        readTip(clientFor, { ...of, repo: FLOOR_REPOSITORY }),
      ),
    forget: (owner) => known.forget((name) => name.startsWith(`${owner.toLowerCase()}/`)),
  }
}

const repositorySchema = z.object({ full_name: z.string(), default_branch: z.string() })

async function readTip(clientFor: ClientFor, asked: RepositoryKey): Promise<FloorTip> {
  const { installationId, owner, repo } = asked
  const repository = { installationId, owner, repo }
  const name = `${owner}/${repo}`
  const client = await clientFor(installationId)
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}', { owner, repo })
    const found = parseAnswer(repositorySchema, data, 'a repository')
    // GitHub leads on to wherever a repository has gone, and that one is nobody's floor.
    if (found.full_name.toLowerCase() !== name.toLowerCase()) return notVisible(`${name} was renamed or moved`)
    return { kind: 'seen', repository, sha: await tipOf(client, repository, found.default_branch) }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (error.kind === 'not-found')
      return notVisible(`there is no repository ${name}, or the app is not installed on it`)
    if (error.kind === 'forbidden') return notVisible(`the app may not read ${name}`)
    throw error
  }
}

function notVisible(why: string): FloorTip {
  return { kind: 'not-visible', why }
}

/** Undefined where the branch has no commit yet. */
async function tipOf(client: GitHubClient, repository: RepositoryKey, branch: string): Promise<string | undefined> {
  try {
    return await branchTip(client, repository, branch)
  } catch (error) {
    if (isEmpty(error)) return undefined
    throw error
  }
}

/** GitHub answers a repository without a commit as a conflict. */
function isEmpty(error: unknown): boolean {
  if (!(error instanceof Fault)) return false
  const { cause } = error
  return cause instanceof Error && 'status' in cause && cause.status === 409
}
