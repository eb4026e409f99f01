import type { KeptPolicy, PolicyPlace, PolicyRecords } from '../../ports/policy-records.ts'

/** Kept policies in this process's memory. */
export function memoryPolicyRecords(): PolicyRecords {
  const kept = new Map<string, KeptPolicy>()
  return {
    lastGood: async (of) => kept.get(nameOf(of)),
    keep: async (of, policy) => void kept.set(nameOf(of), policy),
    drop: async (of) => void kept.delete(nameOf(of)),
  }
}

function nameOf(of: PolicyPlace): string {
  const owner = of.owner.toLowerCase()
  return of.kind === 'floor' ? owner : `${owner}/${of.repo.toLowerCase()}@${of.branch}`
}
