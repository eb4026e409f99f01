import { Refusal } from '../../github/http/refusal.ts'
import { AUTHORS, MAINTAINER, policy, REVIEWERS, type Scene, type ScheduledPull, SETTINGS_PATH } from './scene.ts'
import { SETTINGS } from './settings.ts'

/** Somebody does something that changes what a verdict is, or may seem to. */
export async function act(scene: Scene): Promise<void> {
  const choice = chosen(scene)
  try {
    await choice(scene)
  } catch (error) {
    // Somebody tried what GitHub does not let them do: merge what conflicts, update what is up to date.
    if (!(error instanceof Refusal)) throw error
  }
}

type Act = (scene: Scene) => Promise<unknown>
type PullAct = (pull: ScheduledPull, scene: Scene) => Promise<unknown>

function chosen({ random, pulls, maxPulls }: Scene): Act {
  const open = pulls.filter(({ pull }) => pull.state === 'open')
  if (pulls.length < maxPulls && (open.length === 0 || random.chance(0.2))) return openPull
  let left = random.below(TOTAL)
  for (const [weight, each] of ACTS) {
    left -= weight
    if (left < 0) return each
  }
  return openPull
}

/** One of the open pull requests does something; where none is open, one that was closed is reopened. */
function onOpen(pullAct: PullAct): Act {
  return async (scene) => {
    const open = scene.random.pick(scene.pulls.filter(({ pull }) => pull.state === 'open'))
    if (open !== undefined) return pullAct(open, scene)
    return reopen(scene)
  }
}

const openPull: Act = async (scene) => {
  const { random, pulls, maxPulls } = scene
  if (pulls.length >= maxPulls) return
  const shared = random.pick(pulls.filter(({ pull }) => pull.state === 'open'))
  if (shared !== undefined && random.chance(0.2)) return openSame(shared, scene)
  const repository = random.pick(scene.repositories)
  if (repository === undefined) return
  const base = random.chance(0.7) ? 'main' : 'release'
  const branch = `change-${pulls.length}`
  const commits = [{ files: random.chance(0.7) ? policy(random) : note(scene) }]
  const author = someAuthor(scene)
  pulls.push({ repository, pull: await repository.openPull({ author, branch, base, commits }) })
}

/** Another pull request with the same head. */
async function openSame({ repository, pull }: ScheduledPull, { pulls, random }: Scene): Promise<void> {
  const branch = `copy-${pulls.length}`
  await repository.setBranch(branch, pull.headSha, { by: 'alice' })
  const base = random.chance(0.5) ? 'main' : 'release'
  pulls.push({ repository, pull: await repository.openPull({ author: 'alice', branch, base }) })
}

const push: PullAct = ({ pull }, scene) => pull.push({ files: content(scene) }, { by: someAuthor(scene) })
const forcePush: PullAct = ({ pull }, scene) => pull.forcePush({ files: content(scene) }, { by: someAuthor(scene) })
const approve: PullAct = ({ pull }, scene) => pull.approve(reviewer(scene))
const object: PullAct = ({ pull }, scene) => pull.requestChanges(reviewer(scene))
const comment: PullAct = ({ pull }, scene) => pull.reviewComment(reviewer(scene), { body: 'Hm' })
const retarget: PullAct = ({ pull }, { random }) => pull.retarget(random.chance(0.5) ? 'main' : 'release')
const setDraft: PullAct = ({ pull }, { random }) => pull.setDraft(random.chance(0.5))
const editBody: PullAct = ({ pull }, { random }) => pull.edit({ body: `Please look, number ${random.below(100)}` })
const close: PullAct = ({ pull }) => pull.close()
const merge: PullAct = ({ pull }) => pull.merge({ by: MAINTAINER })
const updateBranch: PullAct = ({ pull }, scene) => pull.updateBranch({ by: someAuthor(scene) })
const dismiss: PullAct = async ({ pull }, { random }) => {
  const review = random.pick(pull.reviews.filter(({ state }) => state === 'APPROVED' || state === 'CHANGES_REQUESTED'))
  if (review !== undefined) await pull.dismiss(review, { by: random.pick(['alice', 'dave', 'erin']) })
}
const rerun: PullAct = async ({ pull }) => {
  if (pull.checkRun()?.status === 'completed') await pull.rerequest()
}

const reopen: Act = async ({ random, pulls }) => {
  const isMerged = ({ repository, pull }: ScheduledPull) =>
    repository.repository.pulls.get(pull.number)?.mergedAt !== null
  const closed = random.pick(pulls.filter((each) => each.pull.state === 'closed' && !isMerged(each)))
  await closed?.pull.reopen()
}

const pushToBase: Act = async (scene) => {
  const branch = scene.random.chance(0.7) ? 'main' : 'release'
  await scene.random.pick(scene.repositories)?.push(branch, { files: content(scene) }, { by: MAINTAINER })
}
const changeSettings: Act = async ({ random, repositories }) => {
  const files = { [SETTINGS_PATH]: random.pick(SETTINGS).text }
  await random.pick(repositories)?.push(random.chance(0.7) ? 'main' : 'release', { files }, { by: MAINTAINER })
}
const changeTeam: Act = async ({ github, random, repositories }) => {
  const owner = random.pick(repositories)?.repository.owner.login
  if (owner !== undefined) await github.setTeam(owner, 'security', random.some(REVIEWERS, random.below(3)), owner)
}
/** GitHub's double sends no event for it: this one is always lost. */
const changeRole: Act = async ({ random, repositories }) => {
  random.pick(repositories)?.setRole('bob', random.pick(['read', 'write']))
}

const ACTS: readonly (readonly [number, Act])[] = [
  [16, onOpen(push)],
  [6, onOpen(forcePush)],
  [22, onOpen(approve)],
  [7, onOpen(object)],
  [2, onOpen(comment)],
  [6, onOpen(dismiss)],
  [4, onOpen(retarget)],
  [3, onOpen(setDraft)],
  [2, onOpen(editBody)],
  [3, onOpen(close)],
  [1, onOpen(merge)],
  [3, onOpen(updateBranch)],
  [3, onOpen(rerun)],
  [3, reopen],
  [7, pushToBase],
  [4, changeSettings],
  [4, changeTeam],
  [4, changeRole],
]
const TOTAL = ACTS.reduce((sum, [weight]) => sum + weight, 0)

function content(scene: Scene): Readonly<Record<string, string>> {
  return scene.random.chance(0.6) ? policy(scene.random) : note(scene)
}

/** Nothing that is governed. */
function note({ random }: Scene): Readonly<Record<string, string>> {
  return { 'notes.md': `${random.next()}\n` }
}

function someAuthor({ random }: Scene): string {
  return random.pick(AUTHORS)
}

function reviewer({ random }: Scene): string {
  return random.pick(REVIEWERS)
}
