import type { AccessRequest } from '../../authorization/access.ts'
import { evaluate } from '../../authorization/aws/evaluate.ts'
import type { GrantedRegion } from '../difference.ts'
import type { Answer } from './ask.ts'
import { ask } from './ask.ts'
import { grantCauses, plainCauses } from './causes.ts'
import type { Comparison, Region } from './comparison.ts'
import { covers } from './cover.ts'
import { describeCondition, describeStatement } from './describe.ts'
import { extentOf } from './extent.ts'
import { restricted } from './lazy-statement.ts'
import type { CompiledClause, CompiledPrincipal, CompiledStatement, Rule } from './rule.ts'
import { undecidedRegion } from './undecided.ts'

/** A statement is asked about in more pieces than this only as long as nothing is found; see `piecesOf`. */
const MAX_PIECES = 48

/** What Allows of head let through that no Allow of base does: every new action pattern is a region of its own. */
export function* newGrants(comparison: Comparison): Generator<Region> {
  const { baseRules, headRules } = comparison
  const known = new Set(baseRules.allows.map((rule) => rule.id))
  let found = 0
  for (const rule of headRules.allows) {
    if (known.has(rule.id)) continue
    // Beyond the limit a statement is one region, whatever its actions.
    const isBeyond = found >= comparison.budget.limits.regions
    const parts = rule.kind === 'opaque' || isBeyond ? [rule] : actionsOf(rule)
    for (const part of parts) {
      const region =
        part.kind === 'opaque' || rule.kind === 'opaque'
          ? askWhole(comparison, part)
          : askAction(comparison, rule, part)
      if (region === undefined) continue
      found++
      yield region
    }
  }
}

function askWhole(comparison: Comparison, rule: Rule): Region | undefined {
  const answer = ask(comparison, [rule], comparison.restraints.near(rule))
  return answer.kind === 'undecided' ? undecidedRegion(comparison, [rule], answer, () => plainCauses(rule)) : undefined
}

type Asked<Kind extends Answer['kind']> = {
  readonly piece: CompiledStatement
  readonly answer: Extract<Answer, { kind: Kind }>
}

/** One action pattern of a statement: what it newly allows, over every resource and principal of the statement. */
function askAction(comparison: Comparison, whole: CompiledStatement, rule: CompiledStatement): Region | undefined {
  const pieces = piecesOf(rule).filter((piece) => !isCovered(comparison, piece))
  const negatives = comparison.restraints.near(rule)
  let open: Asked<'undecided'> | undefined
  for (const [at, piece] of pieces.entries()) {
    const answer = ask(comparison, [piece], negatives)
    if (answer.kind === 'shown') {
      const others = pieces.slice(at + 1)
      return grantedRegion(comparison, whole, { piece, answer }, () => askPieces(comparison, others, negatives))
    }
    if (answer.kind === 'undecided') open ??= { piece, answer }
  }
  if (open === undefined) return undefined
  const { piece, answer } = open
  return undecidedRegion(comparison, [piece], answer, () => plainCauses(piece))
}

function askPieces(
  comparison: Comparison,
  pieces: readonly CompiledStatement[],
  negatives: readonly Rule[],
): readonly Asked<'shown'>[] {
  return pieces.flatMap((piece) => {
    const answer = ask(comparison, [piece], negatives)
    return answer.kind === 'shown' ? [{ piece, answer }] : []
  })
}

function grantedRegion(
  comparison: Comparison,
  whole: CompiledStatement,
  first: Asked<'shown'>,
  others: () => readonly Asked<'shown'>[],
): Region {
  const { witness } = first.answer
  const note = isBySegments(comparison, witness) ? { note: BY_SEGMENTS } : {}
  const describe = (): GrantedRegion => {
    const shown = [first, ...others()]
    const granted = shown.map(({ piece }) => describeStatement(sourceOf(piece)))
    const { causes, baseCauses, unmet } = grantCauses(comparison, whole, shown)
    return {
      address: comparison.head.address,
      policyKind: comparison.head.kind,
      origin: 'allowed',
      extent: extentOf(comparison, whole, witness),
      principals: unique(granted.flatMap(({ principals }) => principals)),
      actions: unique(granted.flatMap(({ actions }) => actions)),
      resources: unique(granted.flatMap(({ resources }) => resources)),
      conditions: unique(granted.flatMap(({ conditions }) => conditions)),
      witness,
      headCauses: causes,
      baseCauses,
      ...(unmet.length === 0 ? {} : { unmet: unique(unmet.map(describeCondition)) }),
      ...note,
    }
  }
  return { kind: 'granted', witness, ...note, describe }
}

const BY_SEGMENTS = 'differs only as long as wildcards do not cross the segments of an ARN'

/** Whether base allows the request where wildcards cross colons. */
function isBySegments({ base }: Comparison, witness: AccessRequest): boolean {
  return evaluate(base.documents, base.kind, witness, 'glob') === 'allowed'
}

/** Written in a single Allow of base already. */
function isCovered(comparison: Comparison, piece: CompiledStatement): boolean {
  return comparison.baseAllows.near(piece).some((rule) => covers(rule, piece, comparison))
}

/** A statement for each of its action patterns; a NotAction is one. */
export function actionsOf(rule: CompiledStatement): readonly CompiledStatement[] {
  return splitClause(rule.action).map((action) => restricted(rule, { action }))
}

/** A statement for each of its resources and principals, so that each is told apart; whole where they are many. */
function piecesOf(rule: CompiledStatement): readonly CompiledStatement[] {
  const resources = rule.resource === undefined ? [undefined] : splitClause(rule.resource)
  const principals = rule.principal === undefined ? [undefined] : splitPrincipal(rule.principal)
  if (resources.length * principals.length > MAX_PIECES) return [rule]
  return resources.flatMap((resource) => principals.map((principal) => restricted(rule, { resource, principal })))
}

/** A clause for each of its elements; a negated one is one. */
export function splitClause(clause: CompiledClause): readonly CompiledClause[] {
  if (clause.negated || clause.elements.length <= 1) return [clause]
  return clause.elements.map((element) => ({ ...clause, elements: [element] }))
}

/** A clause for each of its members; a negated one is one. */
export function splitPrincipal(principal: CompiledPrincipal): readonly CompiledPrincipal[] {
  if (principal.negated || principal.members.length <= 1) return [principal]
  return principal.members.map((member) => ({ ...principal, members: [member] }))
}

/** The statement as written, with the elements of the piece alone. */
export function sourceOf(rule: CompiledStatement): CompiledStatement['source'] {
  const { source } = rule
  return {
    ...source,
    action: { ...source.action, patterns: rule.action.elements.map((element) => element.source) },
    ...(source.resource === undefined || rule.resource === undefined
      ? {}
      : { resource: { ...source.resource, patterns: rule.resource.elements.map((element) => element.source) } }),
    ...(source.principal === undefined || rule.principal === undefined
      ? {}
      : { principal: { ...source.principal, members: rule.principal.members.map((member) => member.source) } }),
  }
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
