import type { Fact } from './fact.ts'
import type { Waive } from './judge.ts'
import type { Settings } from './settings.ts'
import { type Candidate, type WaiverCircumstances, weighWaivers } from './weigh-waivers.ts'

/** What the waivers of settings do about findings, with the inline ignores that may be about a fact. */
export function waiveBy(
  settings: Pick<Settings, 'waivers' | 'rules'>,
  inline: (fact: Fact) => readonly Candidate[],
  circumstances: Omit<WaiverCircumstances, 'keptRules'>,
): Waive {
  const waivers = settings.waivers.map((waiver): Candidate => ({ waiver, stands: true }))
  const keptRules = new Set([...settings.rules].flatMap(([id, rule]) => (rule.waivers === false ? [id] : [])))
  const all = { ...circumstances, keptRules }
  return (finding, fact) => weighWaivers(finding, fact, [...waivers, ...inline(fact)], all)
}
