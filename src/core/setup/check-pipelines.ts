import { atlantisWaits } from './atlantis.ts'
import type { PipelineSources, RepositoryFacts } from './facts.ts'
import { isAtlantis } from './pipeline-files.ts'
import { remoteRuns } from './remote-runs.ts'
import { fine, notVisible, type SetupFinding } from './setup-finding.ts'
import { type EarlyApply, earlyApplies } from './workflow-apply.ts'

/** A gate on merging comes too late where something applies a change before it is merged. */
export function checkPipelines({ pipelines, branch }: RepositoryFacts): readonly SetupFinding[] {
  if (pipelines.kind === 'not-visible') return [notVisible('pipelines', 'What applies changes', pipelines.why)]
  const { value } = pipelines
  return [
    ...workflowFindings(value, branch.name),
    ...atlantisFindings(value),
    ...OTHERS.flatMap((other) => otherFindings(value, other)),
    ...unreadPipelines(value),
    ...remoteFindings(value),
  ]
}

const MAX_SHOWN = 5

function workflowFindings({ files, unread }: PipelineSources, branch: string): readonly SetupFinding[] {
  const { found, read, unread: broken, elsewhere } = earlyApplies(files, branch)
  const sure = found.filter(({ runs }) => runs === 'yes')
  const maybe = found.filter(({ runs }) => runs === 'unknown')
  const unseen = [...unread, ...broken, ...elsewhere]
  const scope = `${read} ${read === 1 ? 'workflow was' : 'workflows were'} read, the scripts and actions they call were not.`
  return [
    ...(sure.length === 0 ? [] : [earlyFinding('broken', 'Workflows apply changes before they are merged', sure)]),
    ...(maybe.length === 0
      ? []
      : [earlyFinding('warning', 'Workflows may apply changes before they are merged', maybe)]),
    ...(found.length === 0 ? [fine('early-apply', 'No workflow was seen to apply before a merge', scope)] : []),
    ...(unseen.length === 0 ? [] : [notVisible('early-apply', 'Some workflows', `not read: ${listed(unseen)}`)]),
  ]
}

function earlyFinding(severity: 'broken' | 'warning', title: string, found: readonly EarlyApply[]): SetupFinding {
  const items = found.map(({ file, line, what, event }) => `${file}:${line} (${what}, on ${event})`)
  const why = severity === 'broken' ? '' : ' A condition or an environment decides; it is not understood here.'
  return {
    id: 'early-apply',
    severity,
    title,
    detail: `${listed(items)}.${why} A held pull request is applied all the same.`,
    fix: 'Plan on pull requests, and apply on pushes to the base branch; or put an environment with a deployment protection rule before the step.',
  }
}

function atlantisFindings({ files }: PipelineSources): readonly SetupFinding[] {
  return files
    .filter(({ path }) => isAtlantis(path))
    .map((file) => {
      const waits = atlantisWaits(file)
      if (waits === 'yes') {
        const detail =
          'Every project has apply_requirements with mergeable, so that applying waits for required checks.'
        return fine('atlantis', 'Atlantis waits for the check', detail)
      }
      return {
        id: 'atlantis',
        severity: 'warning',
        title: 'Atlantis applies changes before they are merged',
        detail: `${file.path} does not make every project wait until it is mergeable; what the server itself requires is not visible.`,
        fix: "Set apply_requirements: [mergeable] in the server's configuration, where a pull request cannot change it: https://www.runatlantis.io/docs/command-requirements.html",
      }
    })
}

interface OtherPipeline {
  readonly name: string
  readonly paths: RegExp
  readonly way: string
}

/** Tools of which the usual way is to apply from a pull request. */
const OTHERS: readonly OtherPipeline[] = [
  {
    name: 'Digger',
    paths: /^digger\.ya?ml$/,
    way: 'Set apply_requirements with mergeable, or apply_after_merge: true.',
  },
  {
    name: 'Terrateam',
    paths: /^\.terrateam\/config\.ya?ml$/,
    way: 'Require the status check in apply_requirements, or apply after the merge only.',
  },
]

function otherFindings(
  { paths }: PipelineSources,
  { name, paths: pattern, way }: OtherPipeline,
): readonly SetupFinding[] {
  const path = paths.find((one) => pattern.test(one))
  if (path === undefined) return []
  const detail = `${path} is there; whether it waits for required checks is not visible.`
  return [
    {
      id: 'early-apply',
      severity: 'warning',
      title: `${name} can apply changes before they are merged`,
      detail,
      fix: way,
    },
  ]
}

const UNREAD =
  /^(\.gitlab-ci\.ya?ml|\.circleci\/config\.ya?ml|azure-pipelines\.ya?ml|Jenkinsfile|\.buildkite\/.+|\.drone\.ya?ml|bitbucket-pipelines\.yml|\.spacelift\/.+|env0\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml)$/

function unreadPipelines({ paths }: PipelineSources): readonly SetupFinding[] {
  const found = paths.filter((path) => UNREAD.test(path))
  if (found.length === 0) return []
  const why = `${listed(found)} ${found.length === 1 ? 'is' : 'are'} of a kind that is not read here`
  return [notVisible('pipelines', 'What other pipelines apply', why, 'See that they apply after the merge only.')]
}

function remoteFindings({ files }: PipelineSources): readonly SetupFinding[] {
  const found = remoteRuns(files)
  if (found.length === 0) return []
  return [
    notVisible(
      'remote-runs',
      'What HCP Terraform applies',
      `${listed(found.map(({ file, line }) => `${file}:${line}`))} ${found.length === 1 ? 'runs' : 'run'} there. Its speculative plans on pull requests change nothing; whether somebody may apply from elsewhere than the base branch is a setting there`,
      'See that each workspace is connected to the base branch, and that nobody may start an apply from the command line.',
    ),
  ]
}

function listed(items: readonly string[]): string {
  const more = items.length - MAX_SHOWN
  return `${items.slice(0, MAX_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
