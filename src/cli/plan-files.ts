import { readFile, stat } from 'node:fs/promises'
import { MAX_PLAN_SIZE } from '../core/configuration/terraform/plan/limits.ts'
import { type PlanReading, readPlan, refusedPlan } from '../core/configuration/terraform/plan/read-plan.ts'
import { visibleText } from '../core/text/visible-text.ts'
import type { ReviewPlans } from '../review/plans.ts'

/** Where the plans of a review are. */
export interface PlanPaths {
  readonly planBase?: string
  readonly planHead?: string
}

/** Reads the plan files that a command names: none, or the plans, or what is wrong in words for its user. */
export async function readPlanFiles({
  planBase,
  planHead,
}: PlanPaths): Promise<{ readonly plans?: ReviewPlans } | { readonly error: string }> {
  if (planHead === undefined) return planBase === undefined ? {} : { error: WITHOUT_HEAD }
  const base = planBase === undefined ? undefined : await readPlanFile(planBase)
  const head = await readPlanFile(planHead)
  for (const reading of [base, head]) {
    if (reading?.kind === 'refused') return { error: visibleText(reading.problem.detail) }
  }
  return { plans: { head, ...(base === undefined ? {} : { base }) } }
}

const WITHOUT_HEAD =
  '--plan-base is compared with --plan-head: give that plan too; --plan-head alone is compared by its own before and after'

async function readPlanFile(path: string): Promise<PlanReading> {
  try {
    if ((await stat(path)).size > MAX_PLAN_SIZE) {
      return refusedPlan(path, 'plan-too-large', `has more than ${MAX_PLAN_SIZE / 1_000_000} MB, the most that is read`)
    }
    const content = await readFile(path)
    if (content[0] === 0xff && content[1] === 0xfe) {
      return refusedPlan(path, 'plan-encoding', 'is UTF-16, as some shells redirect output; it has to be UTF-8')
    }
    return readPlan(path, new TextDecoder('utf-8', { ignoreBOM: true }).decode(content))
  } catch (error) {
    return refusedPlan(path, 'plan-unreadable', `cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

/** One line a plan, for the summary: which file, which Terraform, how many resources. */
export function planLines({ base, head }: ReviewPlans): readonly string[] {
  const line = (side: string, reading: PlanReading | undefined): readonly string[] => {
    if (reading?.kind !== 'plan') return []
    const { name, terraformVersion, changes } = reading.plan
    const version = terraformVersion === '' ? 'an unnamed version of Terraform' : `Terraform ${terraformVersion}`
    const resources = `${changes.length} ${changes.length === 1 ? 'resource' : 'resources'}`
    return [visibleText(`plan of ${side}: ${name} (${version}, ${resources})`)]
  }
  return [...line('base', base), ...line('head', head)]
}
