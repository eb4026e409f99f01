import type { Account } from '../../src/core/gate/decision.ts'
import type { GateInput, StatementInput } from '../../src/core/gate/gate-input.ts'
import type { Statement } from '../../src/core/gate/statement.ts'
import { AUTHOR, at, person, REVIEWER, situation } from './situation.ts'

/** Rob, on call, releases at minute 10 what was shown at minute 1. */
export function override(by: Account = REVIEWER, minute = 10, change: Partial<Statement> = {}): Statement {
  return { kind: 'override', by, commentId: minute, statedAt: at(minute), reason: 'The site is down', ...change }
}

export function acknowledgement(by: Account = AUTHOR, minute = 10, change: Partial<Statement> = {}): Statement {
  return { ...override(by, minute, change), kind: 'acknowledgement', reason: '' }
}

/** `situation` with statements at a quarter past: Rob, Ada and Eve are on call for four hours a time. */
export function stated(
  given: readonly Statement[],
  change: Partial<StatementInput> = {},
  gate: Partial<GateInput> = {},
): GateInput {
  const members = new Set([REVIEWER, AUTHOR, person('eve')].map(({ id }) => id))
  const statements: StatementInput = {
    given,
    nowMs: Date.parse(at(15)),
    override: { team: 'acme/oncall', hours: 4, members },
    selfAcknowledgement: false,
    writers: [AUTHOR, REVIEWER],
    ...change,
  }
  return situation({ statements, ...gate })
}

/** Where Ada is alone and the settings let her acknowledge. */
export function alone(
  given: readonly Statement[],
  change: Partial<StatementInput> = {},
  gate: Partial<GateInput> = {},
): GateInput {
  return stated(given, { selfAcknowledgement: true, override: undefined, writers: [AUTHOR], ...change }, gate)
}
