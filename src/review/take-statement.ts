import { overrideReasonProblem } from '../core/gate/override-reason.ts'
import { codeSpan, proseMarkdown } from '../core/report/escape-markdown.ts'
import type { Settings } from '../core/rules/settings.ts'
import type { Jobs } from '../ports/jobs.ts'
import type { PullRequest, PullRequestKey, PullRequests } from '../ports/pull-requests.ts'
import type { Records } from '../ports/records.ts'
import type { Statement, TakeStatement } from '../ports/statements.ts'
import { teamNamed, teamText } from './demands-of.ts'
import { type SettingsSources, settingsAt } from './settings-at.ts'

export interface StatementDependencies extends SettingsSources {
  readonly pullRequests: Pick<PullRequests, 'get' | 'isTeamMember' | 'permission'>
  readonly records: Pick<Records, 'statements' | 'addStatement'>
  readonly jobs: Jobs
}

/**
 * Keeps what may count and has the pull request examined: the examination alone decides whether it does. What cannot
 * count whoever answers for the change is not kept, and its answer says why.
 */
export function takeStatement(dependencies: StatementDependencies): TakeStatement {
  return async (key, statement) => {
    const { pullRequests, records, jobs } = dependencies
    const pull = await pullRequests.get(key)
    if (pull.state === 'closed') return 'This pull request is closed; nothing is left to be released.'
    const known = await records.statements(key)
    const settings = await settingsAt(pull, key, dependencies)
    if (!known.some(({ commentId }) => commentId === statement.commentId)) {
      const why = await whyNotKept(key, pull, statement, settings, known.length, dependencies)
      if (why !== undefined) return `${codeSpan(statement.by.login)}, this counts for nothing. ${proseMarkdown(why)}`
      await records.addStatement(key, statement)
    }
    await jobs.requestExamination(key)
    return takenText(statement, settings)
  }
}

/** Of one pull request: more nobody has to state. */
const MAX_STATEMENTS = 100

async function whyNotKept(
  key: PullRequestKey,
  pull: PullRequest,
  statement: Statement,
  settings: Settings,
  count: number,
  { pullRequests }: StatementDependencies,
): Promise<string | undefined> {
  const { by, kind, reason } = statement
  if (by.type !== 'User') return 'Only people can release a change.'
  if (count >= MAX_STATEMENTS) return `${MAX_STATEMENTS} statements about this pull request are taken already.`
  if (kind === 'acknowledgement') {
    if (!settings.selfAcknowledgement) return 'The settings at the tip of the base branch do not provide for it.'
    const permission = await pullRequests.permission(key, by.login)
    return permission === 'write' || permission === 'admin' ? undefined : 'Only who may write here can acknowledge.'
  }
  if (settings.override === undefined) return 'The settings at the tip of the base branch name no team that may.'
  if (by.id === pull.author.id) return 'Nobody can release their own pull request.'
  const problem = overrideReasonProblem(reason)
  if (problem !== undefined) return problem
  const team = teamNamed(settings.override.team, key.owner)
  if (await pullRequests.isTeamMember(key, team, by.login)) return undefined
  return `Only members of ${teamText(team)} can release a change; you are none, or the app may not read it.`
}

function takenText({ kind, by }: Statement, { override }: Settings): string {
  const who = codeSpan(by.login)
  const rule =
    'The check says in a moment whether it counts, which it does for nothing but what it has shown for this head.'
  if (kind === 'acknowledgement') {
    return `${who} has acknowledged what the check shows. ${rule} This is recorded, and is no countersignature.`
  }
  const hours = override === undefined ? '' : ` for ${override.hours} hours`
  return `${who} releases this change in an emergency${hours}: **nobody has countersigned it**. ${rule} It does not count for who answers for the change. This is recorded, its operators are alarmed, and an issue is opened to follow it up; the check names it.`
}
