import { z } from 'zod'
import { readYaml, type YamlPath } from '../rules/located-yaml.ts'
import { indexLines, positionAt } from '../text/lines.ts'
import { appliesByAction } from './apply-actions.ts'
import { applyCommands } from './apply-commands.ts'
import { isWorkflow, type PipelineFile } from './pipeline-files.ts'
import { allOf, conditionHolds, type Holds } from './workflow-condition.ts'
import { eventsBeforeMerge } from './workflow-events.ts'

/** A step that changes infrastructure in a run that can come before the merge. */
export interface EarlyApply {
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly what: string
  readonly event: string
  /** `unknown`: whether it runs hangs on a condition, or an environment, that is not read here. */
  readonly runs: Exclude<Holds, 'no'>
}

export interface EarlyApplies {
  readonly found: readonly EarlyApply[]
  /** How many workflows were read. */
  readonly read: number
  /** Workflows that could not be read. */
  readonly unread: readonly string[]
  /** Workflows of other repositories that ones here call before a merge. */
  readonly elsewhere: readonly string[]
}

/**
 * Finds what the workflows of a repository apply before a merge: steps that run such a command or action, in workflows
 * on pull requests, their reviews and comments, merge groups, and pushes to any branch; followed into workflows of the
 * same repository that they call. Scripts and actions that a step calls are not read.
 */
export function earlyApplies(files: readonly PipelineFile[], baseBranch: string): EarlyApplies {
  const workflows = files.filter(({ path }) => isWorkflow(path)).map(readWorkflow)
  const readable = workflows.filter((workflow) => workflow.jobs !== undefined)
  const search: Search = {
    byPath: new Map(readable.map((workflow) => [workflow.path, workflow])),
    elsewhere: new Set(),
    visited: new Set(),
  }
  const found = readable.flatMap((workflow) =>
    eventsBeforeMerge(workflow.on, baseBranch).flatMap(({ event, holds }) =>
      inWorkflow(workflow, { event, baseBranch, holds }, search),
    ),
  )
  return {
    found: oncePerStep(found),
    read: readable.length,
    unread: workflows.filter(({ jobs }) => jobs === undefined).map(({ path }) => path),
    elsewhere: [...search.elsewhere],
  }
}

const MAX_FOUND = 100

const condition = z.union([z.string(), z.boolean(), z.number()]).optional().catch(undefined)
const text = z.string().optional().catch(undefined)
const stepSchema = z.object({
  if: condition,
  run: text,
  uses: text,
  with: z.record(z.string(), z.unknown()).optional().catch(undefined),
})
const jobSchema = z.object({
  if: condition,
  uses: text,
  environment: z.unknown().optional(),
  steps: z.array(z.unknown()).catch([]),
})
const workflowSchema = z.object({ on: z.unknown().optional(), jobs: z.record(z.string(), z.unknown()) })
type Step = z.infer<typeof stepSchema>

interface Workflow {
  readonly path: string
  readonly on: unknown
  /** Undefined where the file could not be read. */
  readonly jobs: Readonly<Record<string, unknown>> | undefined
  readonly lineOf: (path: YamlPath) => number
}

function readWorkflow({ path, text: source }: PipelineFile): Workflow {
  const yaml = readYaml(path, source)
  const lines = indexLines(source)
  const parsed = workflowSchema.safeParse(yaml.data)
  return {
    path,
    on: parsed.data?.on,
    jobs: parsed.data?.jobs,
    lineOf: (at) => positionAt(lines, yaml.valueAt(at).start).line,
  }
}

interface Search {
  readonly byPath: ReadonlyMap<string, Workflow>
  readonly elsewhere: Set<string>
  /** Workflows with the runs that they were looked through for, so that calls in circles and in crowds end. */
  readonly visited: Set<string>
}

interface Run {
  readonly event: string
  readonly baseBranch: string
  readonly holds: Holds
}

function inWorkflow(workflow: Workflow, run: Run, search: Search): readonly EarlyApply[] {
  const visit = JSON.stringify([workflow.path, run.event, run.holds])
  if (search.visited.has(visit)) return []
  search.visited.add(visit)
  return Object.keys(workflow.jobs ?? {}).flatMap((name) => inJob(workflow, name, run, search))
}

function inJob(workflow: Workflow, name: string, run: Run, search: Search): readonly EarlyApply[] {
  const job = jobSchema.safeParse(workflow.jobs?.[name]).data
  if (job === undefined) return []
  const own = allOf([run.holds, holdsIn(job.if, run), job.environment === undefined ? 'yes' : 'unknown'])
  if (own === 'no') return []
  if (job.uses !== undefined) return inCalled(job.uses, { ...run, holds: own }, search)
  return job.steps.flatMap((raw, index) => {
    const step = stepSchema.safeParse(raw).data
    const runs = step === undefined ? 'no' : allOf([own, holdsIn(step.if, run)])
    if (step === undefined || runs === 'no') return []
    const place = ['jobs', name, 'steps', index, step.run === undefined ? 'uses' : 'run']
    return appliedBy(step).map((what) => {
      return { file: workflow.path, line: workflow.lineOf(place), what, event: run.event, runs }
    })
  })
}

function holdsIn(value: string | boolean | number | undefined, run: Run): Holds {
  return value === undefined ? 'yes' : conditionHolds(String(value), run)
}

function inCalled(uses: string, run: Run, search: Search): readonly EarlyApply[] {
  const called = search.byPath.get(uses.replace(/^\.\//, ''))
  if (called !== undefined) return inWorkflow(called, run, search)
  search.elsewhere.add(uses)
  return []
}

function appliedBy({ run, uses, with: inputs }: Step): readonly string[] {
  if (run !== undefined) return [...new Set(applyCommands(run))]
  return uses !== undefined && appliesByAction(uses, inputs ?? {}) ? [uses] : []
}

/** A step on several events is told once, with the surest of them. */
function oncePerStep(found: readonly EarlyApply[]): readonly EarlyApply[] {
  const seen = new Map<string, EarlyApply>()
  for (const one of [...found.filter(({ runs }) => runs === 'yes'), ...found]) {
    const key = JSON.stringify([one.file, one.line, one.what])
    if (!seen.has(key) && seen.size < MAX_FOUND) seen.set(key, one)
  }
  return [...seen.values()]
}
