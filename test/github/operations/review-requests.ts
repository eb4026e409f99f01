import { z } from 'zod'
import { actingAccount, type Call, type Operation, parseBody, repositoryOf } from '../http/operation.ts'
import { invalid, Refusal } from '../http/refusal.ts'
import { accountShape } from '../shapes/account-shape.ts'
import { simplePullShape } from '../shapes/pull-shape.ts'
import { teamShape } from '../shapes/team-shape.ts'
import { emitPullEvent } from '../webhooks/pull-events.ts'
import { roleOf } from '../world/access.ts'
import type { Account } from '../world/account.ts'
import type { Pull } from '../world/pull.ts'
import { fullName, type Team } from '../world/repository.ts'
import { findTeam } from '../world/world.ts'
import { pullInPath } from './pulls.ts'

/** GitHub lets no pull request have more. */
const MAX_REVIEWERS = 15

const request = z.strictObject({
  reviewers: z.array(z.string()).default([]),
  team_reviewers: z.array(z.string()).default([]),
})

export const reviewRequestOperations: readonly Operation[] = [
  { id: 'pulls/list-requested-reviewers', as: 'token', needs: ['pull_requests', 'read'], handle: list },
  { id: 'pulls/request-reviewers', as: 'token', needs: ['pull_requests', 'write'], handle: add },
  { id: 'pulls/remove-requested-reviewers', as: 'token', needs: ['pull_requests', 'write'], handle: remove },
]

function list(call: Call) {
  const { world } = call
  const pull = pullInPath(call)
  return {
    status: 200,
    body: {
      users: [...pull.requestedReviewers.values()].map((user) => accountShape(world, user)),
      teams: [...pull.requestedTeams.values()].map((team) => teamShape(world, team)),
    },
  }
}

async function add(call: Call) {
  const { world } = call
  const pull = pullInPath(call)
  const body = parseBody(request, call)
  const users = body.reviewers.map((login) => reviewer(call, pull, login))
  const teams = body.team_reviewers.map((slug) => reviewingTeam(call, slug))
  const logins = new Set([...pull.requestedReviewers.keys(), ...users.map(({ login }) => login.toLowerCase())])
  const slugs = new Set([...pull.requestedTeams.keys(), ...teams.map(({ slug }) => slug)])
  if (logins.size + slugs.size > MAX_REVIEWERS) throw invalid([`more than ${MAX_REVIEWERS} reviewers`])
  const added = users.filter(({ login }) => !pull.requestedReviewers.has(login.toLowerCase()))
  for (const user of users) pull.requestedReviewers.set(user.login.toLowerCase(), user)
  for (const team of teams) pull.requestedTeams.set(team.slug, team)
  pull.updatedAt = world.clock.iso()
  for (const user of added) {
    const event = { id: world.nextId(), by: actingAccount(call), at: world.clock.iso() }
    pull.happenings.push({ ...event, what: 'review_requested', reviewer: user })
    await emitPullEvent(world, pull, actingAccount(call), { action: 'review_requested', reviewer: user })
  }
  return { status: 201, body: simplePullShape(world, pull) }
}

function remove(call: Call) {
  const pull = pullInPath(call)
  const body = parseBody(request, call)
  for (const login of body.reviewers) pull.requestedReviewers.delete(login.toLowerCase())
  for (const slug of body.team_reviewers) pull.requestedTeams.delete(slug)
  return { status: 200, body: simplePullShape(call.world, pull) }
}

function reviewer(call: Call, pull: Pull, login: string): Account {
  const user = call.world.accounts.get(login.toLowerCase())
  if (user === pull.author) throw new Refusal(422, 'Review cannot be requested from pull request author.')
  if (user === undefined || roleOf(call.world, pull.base, user) === 'none') throw notCollaborator(call)
  return user
}

function reviewingTeam(call: Call, slug: string): Team {
  const repository = repositoryOf(call)
  const team = findTeam(call.world, repository.owner.login, slug)
  if (team === undefined || !repository.teams.has(slug)) throw notCollaborator(call)
  return team
}

function notCollaborator(call: Call): Refusal {
  const of = `a collaborator of the ${fullName(repositoryOf(call))} repository`
  return new Refusal(
    422,
    `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not ${of}.`,
  )
}
