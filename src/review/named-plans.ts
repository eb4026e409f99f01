import { type PlanReading, readPlan, refusedPlan } from '../core/configuration/terraform/plan/read-plan.ts'
import type { PlanNote } from '../core/report/plans-section.ts'
import type { Settings } from '../core/rules/settings.ts'
import type { PlanArtifact, PlanArtifacts } from '../ports/plan-artifacts.ts'
import type { RepositoryKey } from '../ports/pull-requests.ts'
import type { TreeComparison } from './compare-trees.ts'
import { undecidedPlan, withPlans } from './plans.ts'

/** A plan that the settings name: what was read of a file, or that its artifact is not there. */
export type NamedPlan =
  | { readonly kind: 'file'; readonly reading: PlanReading }
  | { readonly kind: 'absent'; readonly name: string; readonly required: boolean }

/** Reads the plans of a commit that the settings name; where they name none, nobody is asked. Throws `Fault`. */
export async function namedPlans(
  { plans }: Settings,
  repository: RepositoryKey,
  headSha: string,
  artifacts: PlanArtifacts,
): Promise<readonly NamedPlan[]> {
  if (plans === undefined) return []
  const found = await artifacts.plansFor(repository, headSha, plans.artifacts)
  return found.flatMap((artifact) => plansIn(artifact, plans.required))
}

function plansIn(artifact: PlanArtifact, required: boolean): readonly NamedPlan[] {
  const { name } = artifact
  switch (artifact.kind) {
    case 'absent':
      return [{ kind: 'absent', name, required }]
    case 'unreadable':
      return [{ kind: 'file', reading: refusedPlan(name, 'plan-artifact', artifact.why, artifact.why) }]
    case 'files':
      return artifact.files.map((file) => {
        const path = `${name}/${file.path}`
        const reading =
          file.kind === 'text' ? readPlan(path, file.text) : refusedPlan(path, 'plan-unreadable', file.why, file.why)
        return { kind: 'file', reading }
      })
  }
}

/**
 * What the named plans add to a comparison of trees. One that is not there says nothing, in neither direction; where it
 * is required, a change of governed files is undecided until it is there.
 */
export function withNamedPlans(change: TreeComparison, plans: readonly NamedPlan[]): TreeComparison {
  const shown = withPlans(change, ...plans.flatMap((plan) => (plan.kind === 'file' ? [{ head: plan.reading }] : [])))
  const missing = change.governed.length === 0 ? [] : plans.filter((plan) => plan.kind === 'absent' && plan.required)
  const facts = missing.flatMap((plan) => (plan.kind === 'absent' ? [missingPlan(plan.name, change)] : []))
  return { ...shown, facts: [...shown.facts, ...facts] }
}

function missingPlan(name: string, change: TreeComparison) {
  const summary = 'The plan is not there yet'
  const detail = `the settings require the artifact ${name}, and no workflow has uploaded it for this commit. The check looks again when a workflow that uploads it completes`
  const subject = { file: name, start: 0, end: 0 }
  return undecidedPlan({ severity: 'error', code: 'plan-missing', summary, detail, subject }, change)
}

/** What became of each plan, for the summary. */
export function planNotes(plans: readonly NamedPlan[]): readonly PlanNote[] {
  return plans.map((plan) => {
    if (plan.kind === 'absent') return plan
    const { reading } = plan
    if (reading.kind === 'refused') return { kind: 'refused', name: reading.problem.name, why: reading.problem.detail }
    const { name, terraformVersion, changes } = reading.plan
    return { kind: 'read', name, terraformVersion, resources: changes.length }
  })
}
