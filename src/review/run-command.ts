import { authoriseCommand } from '../core/commands/authorise-command.ts'
import { type Command, parseCommand } from '../core/commands/parse-command.ts'
import { blockingText } from '../core/gate/blocking-text.ts'
import { helpAnswer, nobodyAskedAnswer, refusalAnswer } from '../core/report/command-answers.ts'
import { explanation } from '../core/report/explanation.ts'
import type { CommandJob } from '../ports/commands.ts'
import { type Comments, MAX_COMMENT_CHARS } from '../ports/comments.ts'
import { Fault } from '../ports/fault.ts'
import type { Jobs } from '../ports/jobs.ts'
import type { PullRequest, PullRequestKey } from '../ports/pull-requests.ts'
import type { TakeStatement } from '../ports/statements.ts'
import { answerOnce, react } from './answer-once.ts'
import { decidePull, withTools } from './decide-pull.ts'
import { type ExamineDependencies, reviewPull } from './examine.ts'
import { askForReviews } from './request-reviews.ts'
import { settingsAt } from './settings-at.ts'

export interface CommandDependencies extends ExamineDependencies {
  readonly comments: Comments
  readonly jobs: Jobs
  readonly takeStatement: TakeStatement
}

/** What became of a command, for the log. `why` is a sentence without a full stop. */
export type CommandOutcome =
  | { readonly kind: 'done'; readonly command: Command['kind'] }
  /** Nothing was done and nothing said. */
  | { readonly kind: 'ignored'; readonly why: string }
  /** What was to be said could not be, or was not. */
  | { readonly kind: 'unanswered'; readonly command: Command['kind']; readonly why: string }

/**
 * Does what somebody asks for in a comment or by a button, where they may, and answers. Doing the same job twice does
 * and says it once. Throws `Fault` where it is worth trying again; where the app may not write, the outcome says so.
 */
export async function runCommand(job: CommandJob, dependencies: CommandDependencies): Promise<CommandOutcome> {
  const { key, by, isAuthor, isPublic } = job
  const command = commandOf(job)
  if (command === undefined) return ignored('it is no command')
  const access = await dependencies.pullRequests.access(key, by.login)
  const authorisation = authoriseCommand(command, { ...access, isAuthor, isPublic })
  // Before anything else is read: what anybody may write costs one request.
  if (authorisation.kind === 'stranger') return ignored('somebody from outside asks')
  const pull = await openPull(key, dependencies)
  if (pull === undefined) return ignored('the pull request is not open')
  if (job.asked.kind === 'button' && job.asked.headSha !== pull.headSha) {
    return ignored('the button is on the check of a commit that is no longer the head')
  }
  if (await isMachine(job, pull, dependencies)) return ignored('no human asks')
  const isRefused = authorisation.kind === 'refused'
  await react(job, isRefused ? '-1' : 'eyes', dependencies)
  if (!isRefused) return obey(job, command, pull, dependencies)
  const { reason } = authorisation
  return said(command, await answerOnce(job, async () => refusalAnswer(by.login, reason), dependencies))
}

/** A button says what a command says. */
function commandOf({ asked }: CommandJob): Command | undefined {
  if (asked.kind === 'comment') return parseCommand(asked.text)
  const { action } = asked
  return action === 'explain' || action === 'request-reviewers' || action === 'recheck' ? { kind: action } : undefined
}

async function openPull(key: PullRequestKey, { pullRequests }: CommandDependencies): Promise<PullRequest | undefined> {
  try {
    const pull = await pullRequests.get(key)
    return pull.state === 'open' ? pull : undefined
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined
    throw error
  }
}

/** A bot, an account that the settings name, or one that a signature knows as a tool's. */
async function isMachine({ key, by }: CommandJob, pull: PullRequest, dependencies: CommandDependencies) {
  if (by.type !== 'User') return true
  const settings = await settingsAt(pull, key, dependencies)
  return withTools([by], dependencies.bundle.signatures, settings).has(by.login.toLowerCase())
}

async function obey(
  job: CommandJob,
  command: Command,
  pull: PullRequest,
  dependencies: CommandDependencies,
): Promise<CommandOutcome> {
  const { key, by } = job
  switch (command.kind) {
    case 'help':
    case 'unknown':
    case 'not-alone':
      return said(command, await answerOnce(job, async () => helpAnswer(by.login, command), dependencies))
    case 'explain':
      return said(command, await answerOnce(job, () => explained(job, command, pull, dependencies), dependencies))
    case 'recheck':
      await dependencies.jobs.requestExamination(key)
      return { kind: 'done', command: command.kind }
    case 'request-reviewers':
      return requested(job, command, pull, dependencies)
    case 'acknowledge':
      return stated(job, command, '', dependencies)
    case 'override':
      return stated(job, command, command.reason, dependencies)
  }
}

/** Decides anew, by what the check is decided by, and never from what was said before. */
async function explained(
  job: CommandJob,
  { about }: Extract<Command, { readonly kind: 'explain' }>,
  pull: PullRequest,
  dependencies: CommandDependencies,
): Promise<string> {
  const { key, by } = job
  const { reviewed, timeline } = await reviewPull(key, pull, dependencies)
  const { decision, publications } = await decidePull(key, pull, reviewed, timeline, dependencies)
  const { headSha } = pull
  const last = publications.findLast((each) => each.headSha === headSha)
  const isShown = last?.digest === reviewed.digest
  if (!isShown) await dependencies.jobs.requestExamination(key)
  const { result, judgement, explain: answersOf } = reviewed
  const asked = about === undefined ? {} : { about }
  return explanation(
    { login: by.login, headSha, result, decision, judgement, isShown, answersOf, ...asked },
    MAX_EXPLANATION,
  )
}

/** The marker of an answer stands before it. */
const MAX_EXPLANATION = MAX_COMMENT_CHARS - 200

async function requested(
  job: CommandJob,
  command: Command,
  pull: PullRequest,
  dependencies: CommandDependencies,
): Promise<CommandOutcome> {
  const why = await whyNobodyAsked(job.key, pull, dependencies)
  if (why === undefined) {
    // The conversation shows who was asked.
    await react(job, '+1', dependencies)
    return { kind: 'done', command: command.kind }
  }
  return said(command, await answerOnce(job, async () => nobodyAskedAnswer(job.by.login, why), dependencies))
}

async function whyNobodyAsked(
  key: PullRequestKey,
  pull: PullRequest,
  dependencies: CommandDependencies,
): Promise<string | undefined> {
  const { reviewed, timeline } = await reviewPull(key, pull, dependencies)
  const decided = await decidePull(key, pull, reviewed, timeline, dependencies)
  const { state, blockedBy } = decided.decision
  if (state !== 'held' && state !== 'advisory') return 'No approval is missing.'
  if (blockedBy.length > 0) return `No approval releases it: ${blockingText(blockedBy)} the merge.`
  try {
    const asked = await askForReviews(key, { pull, decided, timeline }, dependencies.pullRequests)
    const isPending = (pull.requestedReviewers?.length ?? 0) + (pull.requestedTeams ?? 0) > 0
    return asked.length > 0 || isPending ? undefined : NOBODY_LEFT
  } catch (error) {
    if (!(error instanceof Fault) || error.retryable) throw error
    return `GitHub refuses: ${error.message}.`
  }
}

const NOBODY_LEFT =
  'Everybody who could countersign this change was asked before or has given an opinion, or there is nobody.'

async function stated(
  job: CommandJob,
  command: Extract<Command, { readonly kind: 'acknowledge' | 'override' }>,
  reason: string,
  dependencies: CommandDependencies,
): Promise<CommandOutcome> {
  const { key, by, asked } = job
  if (asked.kind !== 'comment') return ignored('only a comment can release a change')
  const kind = command.kind === 'override' ? 'override' : 'acknowledgement'
  const { commentId, at: statedAt } = asked
  const answer = await dependencies.takeStatement(key, { kind, by, commentId, statedAt, reason })
  return said(command, await answerOnce(job, async () => answer, dependencies))
}

function ignored(why: string): CommandOutcome {
  return { kind: 'ignored', why }
}

/** `unsaid` is why there is no answer. */
function said({ kind: command }: Command, unsaid: string | undefined): CommandOutcome {
  return unsaid === undefined ? { kind: 'done', command } : { kind: 'unanswered', command, why: unsaid }
}
