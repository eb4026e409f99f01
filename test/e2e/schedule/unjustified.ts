import type { Review } from '../../github/world/pull.ts'
import { fullName } from '../../github/world/repository.ts'
import { AUTHORS, POLICY_PATH, REVIEWERS, type Scene, type ScheduledPull, SETTINGS_PATH } from './scene.ts'
import { type ScheduledSettings, settingsOf } from './settings.ts'

/**
 * What is wrong with the check of an open pull request by what GitHub shows: missing, failed, holding for nothing, or
 * passing what nobody has countersigned. It knows nothing of how the app comes to its verdict.
 */
export async function unjustified(scheduled: ScheduledPull, scene: Scene): Promise<readonly string[]> {
  const { pull } = scheduled
  if (pull.state !== 'open') return []
  const run = pull.checkRun()
  if (run?.status !== 'completed') return [`${pull.name} has no concluded check on its head`]
  if (run.conclusion !== 'success' && run.conclusion !== 'action_required') {
    return [`${pull.name} concluded ${run.conclusion}: ${run.title}`]
  }
  const effect = await effectOf(scheduled)
  const passes = run.conclusion === 'success'
  if (passes && effect === 'conflict') return [`${pull.name} conflicts and passes: ${run.title}`]
  if (passes && effect === 'adds' && !(await isCountersigned(scheduled, scene))) {
    return [`${pull.name} adds access and passes: ${run.title}`]
  }
  const isHeldForAnother = scene.pulls.some(
    (other) => other.pull !== pull && other.pull.state === 'open' && other.pull.headSha === pull.headSha,
  )
  if (!passes && effect === 'nothing' && !isHeldForAnother && !(await touchesSettings(scheduled))) {
    return [`${pull.name} is held and adds nothing: ${run.title}\n${run.summary}`]
  }
  return []
}

/** By what the policy says before and after. */
async function effectOf(scheduled: ScheduledPull): Promise<'adds' | 'nothing' | 'conflict'> {
  const pairs = await comparedTrees(scheduled)
  if (pairs === undefined) return 'conflict'
  const actionsAt = async (revision: string) => actionsOf(await textAt(scheduled.repository, revision, POLICY_PATH))
  for (const [before, after] of pairs) {
    const known = await actionsAt(before)
    if ((await actionsAt(after)).some((action) => !known.includes(action))) return 'adds'
  }
  return 'nothing'
}

/** Settings that a branch brings along, from where it was made, may loosen those of the base: then it is held for them. */
async function touchesSettings(scheduled: ScheduledPull): Promise<boolean> {
  const settingsAt = (revision: string) => textAt(scheduled.repository, revision, SETTINGS_PATH)
  for (const [before, after] of (await comparedTrees(scheduled)) ?? []) {
    if ((await settingsAt(before)) !== (await settingsAt(after))) return true
  }
  return false
}

/** What is before and what after, on the branch and once it is merged; undefined where it conflicts. */
async function comparedTrees({ repository, pull }: ScheduledPull) {
  const { git } = repository.repository
  const [baseTip, mergeBase] = [await pull.baseTip(), await pull.mergeBase()]
  const merged = await git.mergeTree(baseTip, pull.headSha)
  if (merged === undefined) return undefined
  return [
    [mergeBase, pull.headSha],
    [baseTip, merged],
  ] as const
}

function actionsOf(text: string | undefined): readonly string[] {
  return text?.match(/s3:\w+/g) ?? []
}

async function textAt(
  { repository: { git } }: ScheduledPull['repository'],
  revision: string,
  path: string,
): Promise<string | undefined> {
  const entry = await git.entryAt(revision, path)
  return entry === undefined ? undefined : (await git.object(entry.sha))?.content.toString()
}

async function isCountersigned(scheduled: ScheduledPull, scene: Scene): Promise<boolean> {
  const { repository, pull } = scheduled
  const settings = settingsOf(await textAt(repository, await pull.baseTip(), SETTINGS_PATH))
  const counted: string[] = []
  for (const login of REVIEWERS) {
    if (settings.machineUsers.includes(login)) continue
    const last = pull.reviews.findLast(({ user, state }) => user.login === login && state !== 'COMMENTED')
    if (last === undefined) continue
    if (mayWrite(scheduled, login) && objects(last)) return false
    const isEnough = mayWrite(scheduled, login) || (settings.team && isInTeam(scheduled, scene, login))
    if (isEnough && last.state === 'APPROVED' && (await wasShown(scheduled, last))) counted.push(login)
  }
  return isEnoughFor(settings, counted, (login) => isInTeam(scheduled, scene, login))
}

function isEnoughFor(
  { humans, team, owners }: ScheduledSettings,
  counted: readonly string[],
  isMember: (login: string) => boolean,
): boolean {
  if (counted.length < humans - 1) return false
  return (!team || counted.some(isMember)) && (!owners || counted.includes('dave'))
}

/** An objection that somebody who answers for the change has dismissed stands. */
function objects({ state, dismissal }: Review): boolean {
  if (state === 'CHANGES_REQUESTED') return true
  const isOfAuthors = AUTHORS.some((login) => login === dismissal?.by.login)
  return state === 'DISMISSED' && dismissal?.from === 'CHANGES_REQUESTED' && isOfAuthors
}

/** The commit that was approved has this policy, and had a verdict by then. */
async function wasShown({ repository, pull }: ScheduledPull, { commitId, submittedAt }: Review): Promise<boolean> {
  if (commitId === null) return false
  const at = (sha: string) => textAt(repository, sha, POLICY_PATH)
  const isSame = (await at(commitId)) === (await at(pull.headSha))
  const verdicts = repository.repository.checkRuns.filter(
    ({ headSha, completedAt }) => headSha === commitId && completedAt !== null && completedAt <= submittedAt,
  )
  return isSame && verdicts.length > 0
}

function mayWrite({ repository }: ScheduledPull, login: string): boolean {
  return repository.repository.collaborators.get(login) === 'write'
}

function isInTeam({ repository }: ScheduledPull, scene: Scene, login: string): boolean {
  const owner = fullName(repository.repository).split('/')[0] ?? ''
  return scene.github.teamMembers(owner, 'security').includes(login)
}
