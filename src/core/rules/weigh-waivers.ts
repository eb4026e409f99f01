import type { Director } from '../authorship/authorship.ts'
import { endOfDayMs } from './calendar-day.ts'
import type { Fact } from './fact.ts'
import type { Finding } from './finding.ts'
import { namesResource } from './resource-pattern.ts'
import { whyNotWaivable } from './waivable.ts'
import { MAX_WAIVER_DAYS, type Waiver } from './waiver.ts'
import { waiverName } from './waiver-text.ts'

/** A waiver that may be about a finding. */
export interface Candidate {
  readonly waiver: Waiver
  /** False where the change itself brings it: then it never acts. */
  readonly stands: boolean
}

/** What decides, beside a waiver itself, whether it acts. */
export interface WaiverCircumstances {
  /** Milliseconds since the epoch. */
  readonly nowMs: number
  readonly people: WaiverPeople
  /** Rules whose findings the settings let nobody waive. */
  readonly keptRules: ReadonlySet<string>
}

/** Who answers for the change. */
export interface WaiverPeople {
  readonly directors: readonly Pick<Director, 'identity' | 'login'>[]
  /** The login of the pull request's author; absent for a local change. */
  readonly author?: string
  /** Logins in lower case of accounts that no human answers for. */
  readonly machineUsers: ReadonlySet<string>
  /** False where somebody may be missing, or is no account: they could be anybody. */
  readonly isKnown: boolean
}

/** What waivers do about one finding. */
export interface Weighed {
  /** The one that acts; undefined where none does. */
  readonly waiver: Waiver | undefined
  /** Why those that are about it do not act: whole sentences. None where one acts. */
  readonly notes: readonly string[]
}

/**
 * Weighs the waivers that may be about a finding. One acts where it names the finding's rule, its resource (every
 * address that the finding is about) and, where it names one, its digest; where it stands at the tip of the base
 * branch, has not expired and ends within a year; and where its approver answers for themselves, not for the change. Of
 * several that act the one that lasts longest is told.
 */
export function weighWaivers(
  finding: Finding,
  fact: Fact,
  candidates: readonly Candidate[],
  circumstances: WaiverCircumstances,
): Weighed {
  const weighed = candidates.flatMap((candidate) => {
    const reach = reachOf(candidate.waiver, finding, fact)
    return reach === 'elsewhere' ? [] : [{ ...candidate, why: whyNot(candidate, reach, finding, fact, circumstances) }]
  })
  const acting = weighed.filter(({ why }) => why === undefined).map(({ waiver }) => waiver)
  const [waiver] = acting.sort((one, other) => (one.until < other.until ? 1 : -1))
  if (waiver !== undefined) return { waiver, notes: [] }
  return { waiver, notes: weighed.map((each) => `${waiverName(each.waiver)} does not act here. ${each.why}`) }
}

type Reach = 'named' | 'other-digest' | 'elsewhere'

function reachOf(waiver: Waiver, finding: Finding, fact: Fact): Reach {
  const { resource, path, digest } = waiver
  if (waiver.rule !== finding.rule) return 'elsewhere'
  if (path !== undefined && finding.file !== path && !finding.file.startsWith(`${path}/`)) return 'elsewhere'
  if (resource !== undefined && !addressesOf(fact).every((address) => namesResource(resource, address)))
    return 'elsewhere'
  if (digest === undefined) return resource === undefined ? 'elsewhere' : 'named'
  if (digest === finding.digest) return 'named'
  const isHere = resource !== undefined || waiver.kind === 'inline-ignore'
  return isHere ? 'other-digest' : 'elsewhere'
}

/** A finding may speak for several instances and policies: a waiver that names one of them names no other. */
function addressesOf(fact: Fact): readonly string[] {
  const also = fact.kind === 'granted' ? [...(fact.also ?? []), ...fact.regions.map(({ address }) => address)] : []
  return [fact.address, ...also]
}

/** Why a waiver that is about a finding does not act; undefined where it does. */
function whyNot(
  { waiver, stands }: Candidate,
  reach: Exclude<Reach, 'elsewhere'>,
  finding: Finding,
  fact: Fact,
  { nowMs, people, keptRules }: WaiverCircumstances,
): string | undefined {
  if (reach === 'other-digest')
    return `It is for the digest ${waiver.digest}, but the access differs now: this is ${finding.digest}.`
  if (!stands) return 'The change itself brings it: it counts once it is at the tip of the base branch.'
  if (keptRules.has(waiver.rule)) return 'The settings let nobody waive findings of this rule.'
  return whyNotWaivable(fact) ?? whyNotNow(waiver, nowMs) ?? whyNotApprover(waiver, people)
}

/** Why a waiver does not act at a time; undefined where it does. A time that is none is after every day. */
export function whyNotNow({ until }: Pick<Waiver, 'until'>, nowMs: number): string | undefined {
  const endMs = endOfDayMs(until) ?? Number.NEGATIVE_INFINITY
  if (!(nowMs < endMs)) return `It expired at the end of ${until} (UTC).`
  if (endMs - nowMs <= (MAX_WAIVER_DAYS + 1) * DAY_MS) return undefined
  return `It ends on ${until}, and a waiver acts for ${MAX_WAIVER_DAYS} days at most. Write an earlier day.`
}

const DAY_MS = 86_400_000

function whyNotApprover(
  { approver }: Waiver,
  { directors, author, machineUsers, isKnown }: WaiverPeople,
): string | undefined {
  const login = approver.toLowerCase()
  if (machineUsers.has(login)) return `Its approver ${approver} is an account that no human answers for.`
  const names = [author, ...directors.flatMap((each) => [each.login, each.identity])]
  if (names.some((name) => name?.toLowerCase() === login))
    return `Its approver ${approver} answers for this change, and somebody else has to.`
  return isKnown
    ? undefined
    : `Not everybody who answers for this change is known, and ${approver} could be one of them.`
}
