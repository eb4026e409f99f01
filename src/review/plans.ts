import { type PlannedAccess, plannedAccess } from '../core/configuration/terraform/plan/planned-access.ts'
import type { Plan, PlanProblem, PlanReading } from '../core/configuration/terraform/plan/read-plan.ts'
import { differ, type LocatedDifference } from '../core/difference/differ.ts'
import type { AccessDifference, GrantedRegion, UndecidedRegion } from '../core/difference/difference.ts'
import type { Fact } from '../core/rules/fact.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import type { TreeComparison } from './compare-trees.ts'
import { distinctFacts } from './distinct-facts.ts'
import { factsOfDifference } from './facts-of-difference.ts'
import { type PlanEchoes, planEchoes } from './plan-echoes.ts'
import { firstChangedLine, type PlanPlace, planPlaces } from './plan-places.ts'

/** The plans of a change: head's alone is compared by its own before and after. */
export interface ReviewPlans {
  readonly base?: PlanReading
  readonly head: PlanReading
}

/**
 * A comparison of trees with what plans show beside it. A plan is made by code that the change controls: it only adds
 * to what the trees say, whatever it says itself.
 */
export function withPlans(change: TreeComparison, ...plans: readonly ReviewPlans[]): TreeComparison {
  // Each is compared with the trees alone: two root modules may give one address to different things.
  const added = plans.map((each) => additionsOf(each, change))
  return {
    ...change,
    facts: [...change.facts, ...added.flatMap((each) => each.facts)],
    differences: [...change.differences, ...added.flatMap((each) => each.differences)],
    diagnostics: [...change.diagnostics, ...added.flatMap((each) => each.diagnostics)],
    inputs: [...change.inputs, ...added.flatMap((each) => each.inputs)],
  }
}

function additionsOf({ base, head }: ReviewPlans, change: TreeComparison): Additions {
  const readings = [base, head].filter((each) => each !== undefined)
  const problems = readings.flatMap((each) => (each.kind === 'refused' ? [each.problem] : []))
  const plans = readings.flatMap((each) => (each.kind === 'plan' ? [each.plan] : []))
  const baseline = base?.kind === 'plan' ? base.plan : undefined
  const shown = problems.length === 0 && head.kind === 'plan' ? compared(change, baseline, head.plan) : NOTHING
  const unread = [...problems.map(refusalOf), ...plans.flatMap(unfinishedPlan)]
  return {
    facts: [...shown.facts, ...unread.map((diagnostic) => undecidedPlan(diagnostic, change))],
    differences: shown.differences,
    diagnostics: unread,
    inputs: [['(plan)', base === undefined ? '' : digestOf(base), digestOf(head)]],
  }
}

type Additions = Pick<TreeComparison, 'facts' | 'differences' | 'diagnostics' | 'inputs'>

interface Shown {
  readonly facts: readonly Fact[]
  readonly differences: readonly LocatedDifference[]
}

const NOTHING: Shown = { facts: [], differences: [] }

function digestOf(reading: PlanReading): string {
  return reading.kind === 'plan' ? reading.plan.digest : reading.problem.digest
}

/** What the plans add to the trees, at the places of the trees. */
function compared(change: TreeComparison, base: Plan | undefined, head: Plan): Shown {
  const access = plannedAccess(base, head)
  const places = planPlaces(head, change)
  const echoes = planEchoes(change, access)
  const shown = differ(access.base, access.head)
    .flatMap(({ difference }) => byCause(difference, access))
    .map((each) => withoutEchoes(each, access, echoes))
    .filter(({ granted, undecided }) => granted.length + undecided.length > 0)
    .map((each) => shownAt(each, places(each.address), head, change))
  return {
    facts: distinctFacts(shown.flatMap(({ facts }) => facts).map((fact) => ({ fact }))),
    differences: shown.flatMap(({ differences }) => differences),
  }
}

/** What one resource causes. What a plan takes away is told by the trees. */
interface Added {
  readonly address: string
  readonly granted: readonly GrantedRegion[]
  readonly undecided: readonly UndecidedRegion[]
}

/** Policies act together; the one that causes a region is what the region is about. */
function byCause({ granted, undecided }: AccessDifference, access: PlannedAccess): readonly Added[] {
  const grantedBy = Map.groupBy(granted, (region) => causeOf(region, access))
  const undecidedBy = Map.groupBy(undecided, (region) => causeOf(region, access))
  return [...new Set([...grantedBy.keys(), ...undecidedBy.keys()])].map((address) => ({
    address,
    granted: grantedBy.get(address) ?? [],
    undecided: undecidedBy.get(address) ?? [],
  }))
}

function causeOf(region: GrantedRegion | UndecidedRegion, { addressOf }: PlannedAccess): string {
  const spans = [...region.headCauses, ...region.baseCauses].flatMap((cause) => cause.spans)
  const found = spans.map(({ file }) => addressOf(file)).find((address) => address !== undefined)
  return found ?? region.address
}

/** What the trees have told, and what a plan does not know where the trees do, is left out. */
function withoutEchoes(added: Added, { unsettled }: PlannedAccess, echoes: PlanEchoes): Added {
  const { address, granted, undecided } = added
  if (unsettled.has(address) && echoes.decided(address)) return { address, granted: [], undecided: [] }
  return {
    address,
    granted: granted.filter((region) => !echoes.granted(address, region)),
    undecided: echoes.undecided(address) ? [] : undecided,
  }
}

/** Regions at a place of the trees: in the plan itself they have none that a reader of the change could see. */
function shownAt(added: Added, place: PlanPlace | undefined, plan: Plan, change: TreeComparison): Shown {
  const { address } = added
  const source = `Terraform's plan ${plan.name} shows it`
  const note = place === undefined ? `${source}, and no root module of the change declares this address` : source
  const causes = { headCauses: [], baseCauses: place?.baseCauses ?? [] }
  const granted = added.granted.map((region) => ({
    ...region,
    ...causes,
    address,
    note: region.note === undefined ? note : `${region.note}; ${note}`,
  }))
  const undecided = added.undecided.map((region) => ({
    ...region,
    ...causes,
    address,
    reason: `${region.reason}; ${note}`,
  }))
  const difference = { granted, revoked: [], undecided }
  if (place !== undefined) {
    const located = { difference, declaration: place.declaration }
    return { facts: factsOfDifference([located], change.sources), differences: [located] }
  }
  return unplaced(address, difference, change)
}

/** Nobody knows where an address stands that no root declares: it is told at the change's first line. */
function unplaced(address: string, difference: AccessDifference, change: TreeComparison): Shown {
  const location = firstChangedLine(change)
  const span = { file: location.file, start: 0, end: 0 }
  const byOrigin = Map.groupBy(difference.granted, ({ origin }) => origin)
  const granted = [...byOrigin.values()].flatMap(([first, ...rest]): Fact[] =>
    first === undefined ? [] : [{ kind: 'granted', address, location, regions: [first, ...rest] }],
  )
  const undecided = difference.undecided.map((region): Fact => ({ kind: 'undecided', address, location, region }))
  return {
    facts: [...granted, ...undecided],
    differences: [{ difference, declaration: { span, documents: [], calls: [], before: [] } }],
  }
}

function refusalOf({ name, code, detail }: PlanProblem): Diagnostic {
  const subject = { file: name, start: 0, end: 0 }
  return { severity: 'error', code, summary: 'The plan is not read', detail, subject }
}

function unfinishedPlan({ name, unfinished }: Plan): readonly Diagnostic[] {
  if (unfinished === undefined) return []
  const detail = `${name} ${unfinished}. What it does not tell is not known from it; make a plan that succeeds, of everything.`
  const subject = { file: name, start: 0, end: 0 }
  return [{ severity: 'error', code: 'plan-unfinished', summary: 'The plan is not whole', detail, subject }]
}

/** That a plan is not read, or not whole, is told at the change's first line. */
export function undecidedPlan({ summary, detail, subject }: Diagnostic, change: TreeComparison): Fact {
  const address = subject.file
  const reason = `${summary.charAt(0).toLowerCase()}${summary.slice(1)}: ${detail.replace(/\.$/, '')}`
  const region = { address, reason, decidedAtBase: false, headCauses: [], baseCauses: [] }
  return { kind: 'undecided', address, location: firstChangedLine(change), region }
}
