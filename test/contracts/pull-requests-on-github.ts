import { createClients } from '../../src/adapters/github/clients.ts'
import { githubPullRequests } from '../../src/adapters/github/pull-requests.ts'
import { type RecordingTimers, recordingTimers } from '../adapters/github-test-clients.ts'
import type { PullHandle } from '../github/handles/pull-handle.ts'
import type { GitHub } from '../github/start-github.ts'
import type { Opinion, PullRequestsWorld } from './pull-requests-contract.ts'

/** Plays the people of the contract in a new repository of a GitHub double. */
export async function worldOnGitHub(
  github: GitHub,
  repo: string,
): Promise<PullRequestsWorld & { readonly timers: RecordingTimers; pull(number: number): PullHandle }> {
  const handle = await github.repository(`acme/${repo}`, { files: { 'main.tf': 'a = 1\n' } })
  const timers = recordingTimers()
  const clients = await createClients({ ...github.app, appId: github.app.id, baseUrl: github.baseUrl, timers })
  const pulls = new Map<number, PullHandle>()
  const pull = (number: number) => {
    const found = pulls.get(number)
    if (found === undefined) throw new Error(`There is no pull request ${number}`)
    return found
  }
  let pushes = 0
  const push = (branch: string, path = `other-${pushes}.tf`) => {
    pushes += 1
    return handle.push(branch, { files: { [path]: `pushed = ${pushes}\n` } }, { by: 'maintainer' })
  }
  return {
    timers,
    pull,
    pullRequests: githubPullRequests(clients.installation, timers),
    repository: { installationId: github.installation('acme').id, owner: 'acme', repo },
    push: (branch) => push(branch),
    async open({ author, branch, base = 'main', fork = false, conflicts = false, via, commits }) {
      if (base !== 'main') await handle.setBranch(base, await handle.sha())
      const opened = await handle.openPull({
        author,
        branch,
        base,
        ...(fork ? { from: await handle.fork(author) } : {}),
        ...(via === undefined ? {} : { via: github.otherApp(via) }),
        ...(commits === undefined
          ? {}
          : {
              commits: commits.map(({ files = ['main.tf'], ...each }, index) => ({
                ...each,
                files: Object.fromEntries(files.map((path) => [path, `${branch} = ${index}\n`])),
              })),
            }),
      })
      if (conflicts) await push(base, 'main.tf')
      pulls.set(opened.number, opened)
      const { number, headSha } = opened
      return { number, headSha, baseTipSha: await opened.baseTip(), mergeBaseSha: await opened.mergeBase() }
    },
    close: async (number) => void (await pull(number).close()),
    review: async (number, login, opinion) => void (await VERBS[opinion](pull(number), login)),
    dismiss: async (number, login, by) => void (await pull(number).dismiss(login, { by })),
    comment: async (number, login, body) => void (await pull(number).comment(login, body)),
    lineComment: async (number, login, path, body) => void (await pull(number).lineComment(login, path, body)),
    editComment: async (number, login, body) => void (await pull(number).editComment(login, body)),
    deleteComment: async (number, login) => void (await pull(number).deleteComment(login)),
    assign: async (number, assignee, by) => void (await pull(number).assign(assignee, { by })),
    startAgent: async (number, by, app) => void (await pull(number).startAgent(github.otherApp(app), { by })),
    grant: (login, permission) => handle.setRole(login, permission),
    requested: (number) => pull(number).requestedReviewers,
    async setTeam(slug, members) {
      github.team('acme', slug, [])
      await github.setTeam('acme', slug, members)
    },
  }
}

const VERBS: Readonly<Record<Opinion, (pull: PullHandle, login: string) => Promise<unknown>>> = {
  APPROVED: (pull, login) => pull.approve(login),
  CHANGES_REQUESTED: (pull, login) => pull.requestChanges(login, { body: 'No' }),
  COMMENTED: (pull, login) => pull.reviewComment(login, { body: 'Hm' }),
}
