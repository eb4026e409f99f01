import { Gauge, type Registry } from 'prom-client'

/** So many installations are shown by themselves: those with the least left. */
const MAX_SHOWN = 20
const MAX_KNOWN = 2_000

interface Hour {
  readonly remaining: number
  readonly limit: number
}

/** Gauges of what GitHub leaves to installations. Returns what notes an answer of GitHub's. */
export function installationGauges(
  registry: Registry,
): (installationId: number, remaining: number, limit: number) => void {
  const hours = new Map<number, Hour>()
  const labels = { labelNames: ['installation'], registers: [registry] }
  const least = () => [...hours].toSorted(([, one], [, other]) => share(one) - share(other)).slice(0, MAX_SHOWN)
  const remaining = new Gauge({
    name: 'countersign_github_requests_remaining',
    help: `What GitHub last said is left of the hour, of the ${MAX_SHOWN} installations with the least.`,
    ...labels,
    collect() {
      remaining.reset()
      for (const [id, hour] of least()) remaining.set({ installation: id }, hour.remaining)
    },
  })
  const limit = new Gauge({
    name: 'countersign_github_requests_limit',
    help: 'The requests of an hour, of the same installations.',
    ...labels,
    collect() {
      limit.reset()
      for (const [id, hour] of least()) limit.set({ installation: id }, hour.limit)
    },
  })
  return (id, left, all) => {
    // The one that was heard of last stands last.
    hours.delete(id)
    hours.set(id, { remaining: left, limit: all })
    for (const oldest of hours.keys()) {
      if (hours.size <= MAX_KNOWN) break
      hours.delete(oldest)
    }
  }
}

function share({ remaining, limit }: Hour): number {
  return remaining / limit
}
