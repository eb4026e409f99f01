import { decide } from '../../src/core/gate/decide.ts'
import type { GateInput } from '../../src/core/gate/gate-input.ts'
import type { CheckReportInput } from '../../src/core/report/check-report.ts'
import type { ReviewResult } from '../../src/core/report/review-result.ts'
import type { Fact } from '../../src/core/rules/fact.ts'
import { judge } from '../../src/core/rules/judge.ts'
import { DEFAULT_SETTINGS, readSettings } from '../../src/core/rules/settings.ts'
import { authorship, situation } from '../gate/situation.ts'
import { builtInRules } from '../rules/built-in-rules.ts'

const RULES = builtInRules()

/** The result of a review that found `facts`. */
export function resultOf(facts: readonly Fact[], change: Partial<ReviewResult> = {}): ReviewResult {
  const { findings, waived, humansNeeded, blockedBy } = judge(facts, RULES, DEFAULT_SETTINGS)
  return {
    verdict: humansNeeded > 1 ? 'needs-second-human' : 'clear',
    blockedBy,
    findings,
    waived,
    difference: {
      granted: facts.flatMap((fact) => (fact.kind === 'granted' ? fact.regions : [])),
      revoked: [],
      undecided: facts.flatMap((fact) => (fact.kind === 'undecided' ? [fact.region] : [])),
    },
    authorship: authorship(),
    authored: [],
    coverage: { files: 2, analysed: 2, undecided: [] },
    diagnostics: [],
    elapsedMs: 12.4,
    ...change,
  }
}

/** What a check run is written from: a review that found `facts`, in a situation of the gate. */
export function checkInput(
  facts: readonly Fact[],
  change: { readonly result?: Partial<ReviewResult>; readonly gate?: Partial<GateInput>; readonly yml?: string } = {},
): CheckReportInput {
  const settings = readSettings({ yml: change.yml }, RULES)
  const judgement = judge(facts, RULES, settings.settings)
  const result = resultOf(facts, { findings: judgement.findings, ...change.result })
  const { mode, machineUsers } = settings.settings
  const gate = situation({ judgement, authorship: result.authorship, mode, machineUsers, ...change.gate })
  return { result, judgement, settings, decision: decide(gate) }
}
