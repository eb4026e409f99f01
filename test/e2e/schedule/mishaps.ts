import type { SeededRandom } from '../../../bench/seeded-random.ts'
import type { GitHub } from '../../github/start-github.ts'
import type { Fate } from '../../github/webhooks/mailroom.ts'

/** From now on webhooks are delayed, reordered, doubled or lost, some of them without a trace. */
export function misdeliver({ webhooks }: GitHub, random: SeededRandom): void {
  webhooks.leaveTo(() => fate(random))
}

/** Some of the webhooks that are late arrive, in any order. */
export function deliverSome({ webhooks }: GitHub, random: SeededRandom): void {
  for (let count = random.below(3); count > 0 && webhooks.late() > 0; count -= 1) {
    webhooks.deliverLate(random.below(webhooks.late()))
  }
}

/** Something may go wrong with the requests that come next. */
export function mayFail({ faults, settings }: GitHub, random: SeededRandom): void {
  settings.mergeabilityReads = random.below(2)
  settings.staleMergeReads = random.below(2)
  if (!random.chance(0.25)) return
  const target = random.pick(TARGETS)
  const times = 1 + random.below(3)
  const limit = { times, retryAfterSeconds: 1 }
  random.pick([
    () => faults.fail(target, random.pick([500, 502, 503]), { times }),
    () => faults.rateLimit(target, { ...limit, status: 429 }),
    () => faults.secondaryLimit(target, limit),
    () => faults.drop(target, random.pick(['before', 'after']), { times }),
    () => faults.slow(target, 50 + random.below(400), { times }),
  ])()
}

/** Nothing goes wrong from now on, and what is late arrives. */
export function makePeace({ faults, settings, webhooks }: GitHub, random: SeededRandom): void {
  faults.clear()
  settings.mergeabilityReads = 0
  settings.staleMergeReads = 0
  webhooks.leaveTo(undefined)
  while (webhooks.late() > 0) webhooks.deliverLate(random.below(webhooks.late()))
}

function fate(random: SeededRandom): Fate {
  const dice = random.next()
  if (dice < 0.7) return 'arrives'
  if (dice < 0.78) return 'arrives-twice'
  if (dice < 0.9) return 'late'
  return dice < 0.95 ? 'lost' : 'vanishes'
}

const TARGETS: readonly [string | RegExp, ...(string | RegExp)[]] = [
  'checks/create',
  'checks/update',
  'pulls/get',
  'pulls/list',
  'pulls/list-reviews',
  'pulls/list-commits',
  'repos/list-collaborators',
  'repos/get-collaborator-permission-level',
  'teams/list-members-in-org',
  'apps/list-repos-accessible-to-installation',
  /^GET .*\/git\//,
  /^GET .*\/compare\//,
  /^POST \/app\/installations\//,
  /^POST \/graphql$/,
]
