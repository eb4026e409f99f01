import { type CodeOwner, type OwnedFiles, ownerName } from '../core/gate/code-owners.ts'
import type { Account, SubmittedReview } from '../core/gate/decision.ts'
import type { Demand } from '../core/gate/demands.ts'
import { quotedText } from '../core/text/quoted-text.ts'
import { MAX_LISTED_WRITERS, type PullRequests, type RepositoryKey, type TeamName } from '../ports/pull-requests.ts'
import type { Ownership } from './read-code-owners.ts'

/** What is asked for, and what is known of the people. */
export interface DemandRequest {
  /** As rules and settings name them: `security` of the repository's own organisation, or `acme/security`. */
  readonly teams: readonly string[]
  /** Groups of logins; of each, one has to approve. */
  readonly reviewers: readonly (readonly string[])[]
  readonly ownership: Ownership
  readonly reviews: readonly SubmittedReview[]
  /** Accounts with write access, the first `MAX_LISTED_WRITERS` of them. */
  readonly writers: readonly Account[]
}

type Teams = Pick<PullRequests, 'teamMembers' | 'isTeamMember' | 'account'>

/** Teams that are read for one decision: each is a request. */
const MAX_TEAMS = 40
/** Owners beyond the listed writers who are looked up. */
const MAX_LOOKED_UP = 15

/** Finds out of whom an approval is demanded. What GitHub does not tell is a problem of its demand. Throws `Fault`. */
export async function demandsOf(
  key: RepositoryKey,
  request: DemandRequest,
  pullRequests: Teams,
): Promise<readonly Demand[]> {
  const people = peopleOf(key, request, pullRequests)
  const demands: Demand[] = []
  for (const team of namedTeams(key, request.teams)) {
    const { members, problems } = await people.ofTeam(team)
    demands.push({ of: 'team', names: [teamText(team)], files: [], members, problems })
  }
  for (const names of request.reviewers) {
    const { members, problems } = await knownOf(names.map((login) => () => people.ofLogin(login)))
    demands.push({ of: 'reviewers', names, files: [], members, problems })
  }
  const { ownership } = request
  if (ownership.kind === 'unknown') {
    const { files, reason } = ownership
    demands.push({ of: 'owners', names: [], files, members: [], problems: [reason] })
  }
  if (ownership.kind !== 'known') return demands
  for (const group of ownership.groups) demands.push(await ownersDemand(group, people))
  return demands
}

/** Each once, whether or not its organisation was written. */
function namedTeams({ owner }: RepositoryKey, names: readonly string[]): readonly TeamName[] {
  const teams = names.map((name) => teamNamed(name, owner))
  return [...new Map(teams.map((team) => [teamText(team), team])).values()]
}

/** The team that settings name: `security` of the repository's owner, or `acme/security`. */
export function teamNamed(name: string, owner: string): TeamName {
  const [org = '', slug] = name.toLowerCase().split('/')
  return slug === undefined ? { org: owner.toLowerCase(), slug: org } : { org, slug }
}

/** As people write it. */
export function teamText({ org, slug }: TeamName): string {
  return `${org}/${slug}`
}

/** The people behind a name, as far as they are known, and why no more of them are. */
interface Known {
  readonly members: readonly Account[]
  readonly problems: readonly string[]
}

interface People {
  ofTeam(team: TeamName): Promise<Known>
  /** Nobody where they may not write. */
  ofLogin(login: string): Promise<Known>
  ofOwner(owner: CodeOwner): Promise<Known>
}

/** Reads each team once. */
function peopleOf(key: RepositoryKey, { reviews, writers }: DemandRequest, pullRequests: Teams): People {
  const teams = new Map<string, Promise<Known>>()
  const reviewers = reviews.flatMap(({ author }) => author ?? [])
  const accounts = new Map([...writers, ...reviewers].map((each) => [each.login.toLowerCase(), each]))
  const isWriter = (account: Account) =>
    writers.length >= MAX_LISTED_WRITERS || writers.some(({ id }) => id === account.id)
  const writing = ({ members, problems }: Known, login: string): Known => {
    const able = members.filter(isWriter)
    return able.length < members.length ? cannotWrite(login) : { members: able, problems }
  }
  let lookedUp = 0
  const ofTeam = (team: TeamName) => {
    const name = teamText(team)
    const known = teams.get(name)
    if (known !== undefined) return known
    if (teams.size >= MAX_TEAMS) return Promise.resolve(nobody(`More than ${MAX_TEAMS} teams are too many to be read.`))
    const read = teamPeople(key, team, reviewers, pullRequests)
    teams.set(name, read)
    return read
  }
  const byLogin = async (login: string): Promise<Known> => {
    const known = accounts.get(login)
    if (known !== undefined) return { members: [known], problems: [] }
    if (writers.length < MAX_LISTED_WRITERS || lookedUp >= MAX_LOOKED_UP) return cannotWrite(login)
    lookedUp += 1
    const account = await pullRequests.account(key, login)
    return account === null ? cannotWrite(login) : { members: [account], problems: [] }
  }
  return {
    ofTeam,
    ofLogin: async (login) => writing(await byLogin(login), login),
    async ofOwner(owner) {
      if (owner.kind === 'email') return ofAddress(owner.address, [...accounts.values()])
      const { members, problems } = await (owner.kind === 'team' ? ofTeam(owner) : byLogin(owner.login))
      return { members: members.filter(isWriter), problems }
    },
  }
}

async function teamPeople(
  key: RepositoryKey,
  team: TeamName,
  reviewers: readonly Account[],
  pullRequests: Teams,
): Promise<Known> {
  const name = quotedText(teamText(team))
  const answer = await pullRequests.teamMembers(key, team)
  if (answer.kind === 'unreadable') {
    return answer.reason === 'forbidden'
      ? nobody(`The app may not read the team ${name}: it takes the permission to read members.`)
      : nobody(`The team ${name} does not exist, or the app may not see it.`)
  }
  if (answer.complete) {
    return answer.members.length === 0 ? nobody(`The team ${name} has no members.`) : { ...answer, problems: [] }
  }
  const listed = new Set(answer.members.map(({ id }) => id))
  const members = [...answer.members]
  for (const reviewer of new Map(reviewers.map((each) => [each.id, each])).values()) {
    const isUnlisted = reviewer.type === 'User' && !listed.has(reviewer.id)
    if (isUnlisted && (await pullRequests.isTeamMember(key, team, reviewer.login))) members.push(reviewer)
  }
  return { members, problems: [] }
}

async function ownersDemand({ owners, files }: OwnedFiles, people: People): Promise<Demand> {
  const { members, problems } = await knownOf(owners.map((owner) => () => people.ofOwner(owner)))
  return { of: 'owners', names: owners.map(ownerName), files, members, problems }
}

/** Each is asked about after the one before it, and counted once. */
async function knownOf(reads: readonly (() => Promise<Known>)[]): Promise<Known> {
  const known: Known[] = []
  for (const read of reads) known.push(await read())
  const members = new Map(known.flatMap((each) => each.members.map((member) => [member.id, member])))
  return { members: [...members.values()], problems: [...new Set(known.flatMap(({ problems }) => problems))] }
}

/** An address names no account, but for GitHub's own ones, which hold the account's id. */
function ofAddress(address: string, accounts: readonly Account[]): Known {
  const id = /^(\d{1,15})\+[^@]+@users\.noreply\.github\.com$/i.exec(address)?.[1]
  const members = accounts.filter((account) => String(account.id) === id)
  return members.length > 0
    ? { members, problems: [] }
    : nobody(`${quotedText(address)} is the address of no account that is known here.`)
}

function cannotWrite(login: string): Known {
  return nobody(`${quotedText(login)} may not write to this repository, or is not there.`)
}

function nobody(problem: string): Known {
  return { members: [], problems: [problem] }
}
