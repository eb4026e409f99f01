import type { GovernedBranches } from '../../src/ports/governed-branches.ts'

/** Governed branches in memory, of one repository. */
export function notedBranches(...branches: readonly string[]): GovernedBranches & { readonly seen: Set<string> } {
  const seen = new Set(branches)
  return { seen, saw: async (_repository, branch) => void seen.add(branch), of: async () => [...seen] }
}
