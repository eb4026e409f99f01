import { z } from 'zod'
import type { Holds } from './workflow-condition.ts'

/** A run of a workflow that can come before the merge of what it runs for. */
export interface EarlyEvent {
  readonly event: string
  readonly holds: Exclude<Holds, 'no'>
}

/** The events of a workflow's `on` that come before a merge into the base branch, or can. */
export function eventsBeforeMerge(on: unknown, baseBranch: string): readonly EarlyEvent[] {
  return eventsOf(on).flatMap(([event, settings]): readonly EarlyEvent[] => {
    const holds = comesBefore(event, settings, baseBranch)
    return holds === 'no' ? [] : [{ event, holds }]
  })
}

const filters = z.object({
  types: z.union([z.string(), z.array(z.string())]).optional(),
  branches: z.union([z.string(), z.array(z.string())]).optional(),
  'branches-ignore': z.unknown().optional(),
  tags: z.unknown().optional(),
})
type Filters = z.infer<typeof filters>

/** `on: push`, `on: [push, pull_request]` and `on: { push: … }` are the same in three ways. */
function eventsOf(on: unknown): readonly (readonly [string, Filters])[] {
  const none = filters.parse({})
  if (typeof on === 'string') return [[on, none]]
  if (Array.isArray(on)) return on.filter((name) => typeof name === 'string').map((name) => [name, none])
  const named = z.record(z.string(), z.unknown()).safeParse(on)
  return Object.entries(named.data ?? {}).map(([name, value]) => [name, filters.safeParse(value ?? {}).data ?? none])
}

function comesBefore(event: string, settings: Filters, baseBranch: string): Holds {
  switch (event) {
    case 'pull_request':
    case 'pull_request_target':
      return onPullRequest(settings, baseBranch)
    case 'merge_group':
      return 'yes'
    case 'pull_request_review':
    case 'pull_request_review_comment':
    case 'issue_comment':
    case 'workflow_run':
      return 'unknown'
    case 'push':
      return pushesToAnyBranch(settings) ? 'yes' : 'no'
    default:
      return 'no'
  }
}

function onPullRequest({ branches, types }: Filters, baseBranch: string): Holds {
  const named = listOf(branches)
  if (named.length > 0 && !named.includes(baseBranch) && named.every((name) => /^[\w./-]+$/.test(name))) return 'no'
  // A run for the closing alone comes after the merge, or after there is none.
  return types !== undefined && listOf(types).every((type) => type === 'closed') ? 'unknown' : 'yes'
}

/** Named branches are taken for environments that are meant to be applied from. */
function pushesToAnyBranch({ branches, tags, 'branches-ignore': ignored }: Filters): boolean {
  if (branches !== undefined) return listOf(branches).some((pattern) => pattern === '*' || pattern === '**')
  return ignored !== undefined || tags === undefined
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat()
}
