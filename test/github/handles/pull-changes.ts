import type { CommitOptions } from '../acts/commit-options.ts'
import {
  assign,
  editPull,
  mergePull,
  type PullEdit,
  setDraft,
  setPullState,
  startAgent,
  updateBranch,
} from '../acts/pulls.ts'
import { announcePush, push } from '../acts/push.ts'
import { account } from '../world/account.ts'
import type { App } from '../world/app.ts'
import type { Pull } from '../world/pull.ts'
import { mergeBaseOf } from '../world/pull-content.ts'
import type { World } from '../world/world.ts'
import { act } from './act.ts'

/** What people do to a pull request, its branch and its commits. */
export function pullChanges(world: World, pull: Pull) {
  const who = (login: string | undefined) => account(world, login ?? pull.author.login)
  return {
    /** Adds commits to the head branch; by default the author pushes. Returns the new head. */
    push: (commit: CommitOptions | readonly CommitOptions[], options: { readonly by?: string } = {}) =>
      act(world, () => push(world, pull.head, { by: who(options.by), branch: pull.headRef, commits: [commit].flat() })),
    /** Replaces the head branch by these commits on `onto`, by default where it left the base branch. */
    forcePush: (
      commit: CommitOptions | readonly CommitOptions[],
      options: { readonly by?: string; readonly onto?: string } = {},
    ) =>
      act(world, async () => {
        const onto = options.onto ?? (await mergeBaseOf(pull))
        return push(world, pull.head, { by: who(options.by), branch: pull.headRef, onto, commits: [commit].flat() })
      }),
    /** Moves the head branch to a commit that is there already: back, or forward again. */
    resetTo: (sha: string, options: { readonly by?: string } = {}) =>
      act(world, async () => {
        const before = pull.headSha
        await pull.head.git.setRef(`refs/heads/${pull.headRef}`, sha)
        await announcePush(world, pull.head, who(options.by), pull.headRef, before, sha)
      }),
    /** The "Update branch" button. */
    updateBranch: (options: { readonly by?: string } = {}) =>
      act(world, () => updateBranch(world, pull, who(options.by))),
    edit: (edit: PullEdit, options: { readonly by?: string } = {}) =>
      act(world, () => editPull(world, pull, who(options.by), edit)),
    retarget: (base: string, options: { readonly by?: string } = {}) =>
      act(world, () => editPull(world, pull, who(options.by), { base })),
    close: (options: { readonly by?: string } = {}) =>
      act(world, () => setPullState(world, pull, who(options.by), 'closed')),
    reopen: (options: { readonly by?: string } = {}) =>
      act(world, () => setPullState(world, pull, who(options.by), 'open')),
    setDraft: (draft: boolean, options: { readonly by?: string } = {}) =>
      act(world, () => setDraft(world, pull, who(options.by), draft)),
    assign: (assignee: string, options: { readonly by?: string } = {}) =>
      act(world, () => assign(world, pull, account(world, assignee), who(options.by))),
    /** An agent of GitHub's begins to work for somebody, as an app. */
    startAgent: (app: App | null, options: { readonly by?: string } = {}) =>
      act(world, () => startAgent(world, pull, who(options.by), app)),
    /** Merges whatever the checks say, as an administrator's bypass would. Returns the new tip of the base branch. */
    merge: (options: { readonly by?: string; readonly method?: 'merge' | 'squash' } = {}) =>
      act(world, () => mergePull(world, pull, who(options.by), options.method ?? 'merge')),
  }
}
