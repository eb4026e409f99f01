import type { DryRunDifference } from '../core/backtest/dry-run.ts'
import { untriedSettings } from '../core/backtest/untried-settings.ts'
import type { DryRun } from '../core/report/dry-run-section.ts'
import { effectivePolicy, type Floor } from '../core/rules/effective-policy.ts'
import type { JudgedBy } from '../core/rules/judged-change.ts'
import { FLOOR_SETTINGS, type PolicyFiles, readPolicyFiles } from '../core/rules/policy-files.ts'
import type { Rule } from '../core/rules/rule.ts'
import { DEFAULT_SETTINGS, REPOSITORY_SETTINGS } from '../core/rules/settings.ts'
import type { ExaminedPull } from '../ports/examined-pulls.ts'
import type { PolicyRecords } from '../ports/policy-records.ts'
import type { Bundle } from './bundle.ts'
import { judgedBy } from './judged-by.ts'
import { filesOf, keptFiles } from './policy.ts'
import { isSamePolicy, policyFilesAt } from './policy-files-at.ts'
import type { DryRunDependencies, Trial } from './trial.ts'
import { type TriedPolicies, tryOn } from './try-on.ts'

/** Tries the floor that a pull request brings on all repositories of the organisation. Throws `Fault`. */
export async function floorDryRun(trial: Trial, dependencies: DryRunDependencies): Promise<readonly DryRun[]> {
  const { key, base, landing, context, examinedPulls } = trial
  const { floor, holdsFloor = false } = context
  const of = 'organisation'
  if (!holdsFloor || floor === undefined) return []
  const [before, after] = await Promise.all([base, landing].map((side) => policyFilesAt(side, FLOOR_SETTINGS)))
  if (before === undefined || after === undefined || isSamePolicy(before, after)) return []
  const why = whyNotTried(trial)
  if (why !== undefined) return [{ of, kind: 'failed', why }]
  const source = `${key.owner}/${key.repo}`
  const brought = floorIn(after, source, dependencies.bundle)
  if (brought.layer?.readable === false) return [{ of, kind: 'broken' }]
  const pulls = await examinedPulls.newest({ owner: key.owner }, MOST)
  const others = pulls.filter(({ repo, number }) => number !== key.number || repo !== key.repo.toLowerCase())
  if (others.length === 0) return [{ of, kind: 'nothing-examined' }]
  // What is known of the floor may be a minute old; where it cannot be read, the last version of it applies.
  const written = floorIn(before, source, dependencies.bundle)
  const current = written.layer?.readable === false ? floor : written
  const policies = policiesBelow(current, brought, dependencies)
  const { difference, ...tried } = await tryOn(others, policies, dependencies)
  const known = [...dependencies.bundle.rules, ...rulesOf(current), ...rulesOf(brought)]
  const untried = untriedSettings(settingsOf(current), settingsOf(brought))
  return [{ of, kind: 'tried', ...tried, difference: withoutOthers(difference, known), untried }]
}

/** Of all repositories together. */
const MOST = { open: 150, merged: 150 }

/**
 * Rules that a pull request brings see what repositories hold, and how many they match is told where the pull request
 * stands. Whoever can bring some has to be somebody of the repository: a fork is anybody's.
 */
function whyNotTried({ pull, writers }: Trial): string | undefined {
  const login = pull.author.login.toLowerCase()
  if (pull.forkOwner !== undefined || !writers.some((writer) => writer.login.toLowerCase() === login))
    return 'only what somebody who may write to this repository brings, on a branch of it, is tried on other repositories'
  return pull.isOntoDefault ? undefined : 'they are read from the default branch, and this one lands elsewhere'
}

const NO_FILES: PolicyFiles = { rules: new Map(), problems: [] }

function floorIn(files: PolicyFiles, source: string, { rules }: Bundle): Floor {
  if (keptFiles(files, FLOOR_SETTINGS) === undefined) return { standing: { kind: 'absent', source } }
  const layer = readPolicyFiles(files, rules, { names: FLOOR_SETTINGS, prefix: `${source}/` })
  return { standing: { kind: 'applies', source }, layer }
}

function rulesOf({ layer }: Floor): readonly Rule[] {
  return layer?.rules ?? []
}

function settingsOf({ layer }: Floor) {
  return layer?.settings ?? DEFAULT_SETTINGS
}

/** What pull requests are judged by, below one floor and below another one: a repository's own settings as last seen. */
function policiesBelow(
  current: Floor,
  brought: Floor,
  { policyRecords, bundle }: DryRunDependencies,
): (pull: ExaminedPull) => Promise<TriedPolicies> {
  const known = new Map<string, Promise<TriedPolicies>>()
  return (pull) => {
    const name = JSON.stringify([pull.repo, pull.baseRef])
    const policies = known.get(name) ?? read(pull)
    known.set(name, policies)
    return policies
  }

  async function read(pull: ExaminedPull): Promise<TriedPolicies> {
    const files = await filesKept(pull, policyRecords)
    return { before: judgedBelow(current, files, bundle), after: judgedBelow(brought, files, bundle) }
  }
}

async function filesKept(
  { owner, repo, baseRef }: ExaminedPull,
  policyRecords: PolicyRecords | undefined,
): Promise<PolicyFiles> {
  const kept = await policyRecords?.lastGood({ kind: 'branch', owner, repo, branch: baseRef })
  return kept === undefined ? NO_FILES : filesOf(kept.files, REPOSITORY_SETTINGS)
}

function judgedBelow(floor: Floor, files: PolicyFiles, bundle: Bundle): JudgedBy {
  const repository = readPolicyFiles(files, [...bundle.rules, ...rulesOf(floor)])
  const { settings, rules } = effectivePolicy({ floor, repository })
  return judgedBy([...bundle.rules, ...rules], settings)
}

/** Names of a repository's own rules are told to nobody elsewhere. */
function withoutOthers(difference: DryRunDifference, known: readonly Rule[]): DryRunDifference {
  const ids = new Set(known.map(({ id }) => id))
  return { ...difference, rules: difference.rules.filter(({ rule }) => ids.has(rule)) }
}
