import { createHash } from 'node:crypto'
import { type MemoryPullRequest, memoryPullRequests } from '../../src/adapters/memory/pull-requests.ts'
import type { CommitFacts } from '../../src/core/authorship/authorship.ts'
import type { TimelineEvent } from '../../src/core/authorship/timeline.ts'
import type { Account, SubmittedReview } from '../../src/core/gate/decision.ts'
import type { PullRequest } from '../../src/ports/pull-requests.ts'
import type { ContractCommit, OpenOptions, PullRequestsWorld } from './pull-requests-contract.ts'

/** Plays the people of the contract on pull requests in memory. */
export async function worldInMemory(): Promise<PullRequestsWorld> {
  const pullRequests = memoryPullRequests()
  const repository = { installationId: 1, owner: 'acme', repo: 'infra' }
  const [tips, heads] = [new Map([['main', sha('main')]]), new Map<string, string>()]
  let count = 0
  const next = () => {
    count += 1
    return count
  }
  const key = (number: number) => ({ ...repository, number })
  const who = (login: string): Account => {
    const known = account(login)
    pullRequests.addAccount(known)
    return known
  }
  const change = async (number: number, parts: (state: MemoryPullRequest) => Partial<MemoryPullRequest>) => {
    const [pull, { commits, complete }] = [await pullRequests.get(key(number)), await pullRequests.commits(key(number))]
    const timeline = await pullRequests.timeline(key(number))
    const reviews = await pullRequests.reviews(key(number), timeline)
    pullRequests.change(key(number), parts({ pull, commits, complete, reviews, timeline }))
  }
  const time = (second = next()) => new Date(Date.parse('2026-11-02T10:00:00Z') + second * 1000).toISOString()
  const push = async (branch: string) => {
    const tip = sha(`${branch}${next()}`)
    tips.set(branch, tip)
    for (const number of await pullRequests.openOnto(repository, branch)) {
      await change(number, ({ pull }) => ({
        pull: { ...pull, baseTipSha: tip, testMergeSha: sha(`${pull.headSha}${tip}`) },
      }))
    }
    return tip
  }
  return {
    pullRequests,
    repository,
    push,
    async open(options: OpenOptions) {
      const number = next()
      const author = who(options.author)
      const baseRef = options.base ?? 'main'
      const baseTipSha = tips.get(baseRef) ?? sha('main')
      tips.set(baseRef, baseTipSha)
      const commits = commitsOf(options, number)
      const headSha = commits.at(-1)?.sha ?? heads.get(options.branch) ?? sha(options.branch)
      heads.set(options.branch, headSha)
      const shas = { headSha, baseTipSha, mergeBaseSha: baseTipSha }
      const pull = pullOf(options, { number, author, baseRef, isOntoDefault: baseRef === 'main', ...shas })
      pullRequests.put(repository, { pull, commits, complete: true, reviews: [], openedVia: options.via ?? null })
      return { number, ...shas }
    },
    close: (number) => change(number, ({ pull }) => ({ pull: { ...pull, state: 'closed', testMergeSha: undefined } })),
    async review(number, login, state) {
      const id = next()
      const submittedAt = time(id)
      await change(number, ({ pull, reviews }) => {
        const given: SubmittedReview = { id, author: who(login), state, commitSha: pull.headSha, submittedAt }
        return { reviews: [...reviews, given] }
      })
    },
    dismiss: (number, login, by) =>
      change(number, ({ reviews }) => {
        const latest = reviews.findLast((each) => each.author?.login === login)
        return { reviews: reviews.map((each) => (each === latest ? dismissed(each, who(by)) : each)) }
      }),
    ...happenings({ change, who, time }),
    grant: (login, permission) => pullRequests.grant(repository, who(login).login, permission),
    requested: (number) => pullRequests.requested(key(number)),
    setTeam: async (slug, members) => pullRequests.setTeam({ org: repository.owner, slug }, members.map(who)),
  }
}

interface Acting {
  change(number: number, parts: (state: MemoryPullRequest) => Partial<MemoryPullRequest>): Promise<void>
  who(login: string): Account
  time(): string
}

type Happenings = Pick<
  PullRequestsWorld,
  'comment' | 'lineComment' | 'editComment' | 'deleteComment' | 'assign' | 'startAgent'
>

/** What stands in the timeline alone. */
function happenings({ change, who, time }: Acting): Happenings {
  const add = (number: number, event: TimelineEvent, isGone = (_event: TimelineEvent) => false) =>
    change(number, ({ timeline }) => {
      const events = timeline?.events.filter((each) => !isGone(each)) ?? []
      return { timeline: { events: [...events, event], complete: true } }
    })
  return {
    comment: (number, login, body) => add(number, { kind: 'commented', actor: who(login), body, at: time() }),
    lineComment: (number, login, path, body) =>
      add(number, { kind: 'commented', actor: who(login), body, path, at: time() }),
    editComment: (number, login, body) =>
      change(number, ({ timeline }) => {
        const events = timeline?.events ?? []
        const latest = events.findLast((each) => each.kind === 'commented' && each.actor?.login === login)
        return {
          timeline: {
            events: events.map((each) => (each === latest ? edited(each, body, time()) : each)),
            complete: true,
          },
        }
      }),
    deleteComment: (number, login) => {
      const isTheirs = (each: TimelineEvent) => each.kind === 'commented' && each.actor?.login === login
      return add(number, { kind: 'comment-deleted', actor: who(login), at: time() }, isTheirs)
    },
    assign: (number, assignee, by) =>
      add(number, { kind: 'assigned', actor: who(by), assignee: who(assignee), at: time() }),
    startAgent: (number, by, app) => add(number, { kind: 'agent-started', actor: who(by), app, at: time() }),
  }
}

/** The event with a new text, and all that it ever said, the latest first. */
function edited(event: TimelineEvent, body: string, at: string): TimelineEvent {
  if (event.kind !== 'commented') return event
  const before = event.edited?.versions ?? [{ body: event.body, editor: event.actor, at: event.at }]
  return { ...event, body, edited: { versions: [{ body, editor: event.actor, at }, ...before], complete: true } }
}

function dismissed(given: SubmittedReview, by: Account): SubmittedReview {
  const from = given.state === 'APPROVED' ? 'APPROVED' : 'CHANGES_REQUESTED'
  return { ...given, state: 'DISMISSED', dismissal: { from, by } }
}

function sha(name: string): string {
  return createHash('sha1').update(name).digest('hex')
}

function account(login: string): Account {
  const id = Number.parseInt(sha(login).slice(0, 6), 16)
  return { login, id, type: login.endsWith('[bot]') ? 'Bot' : 'User' }
}

type Given = Pick<
  PullRequest,
  'number' | 'author' | 'baseRef' | 'isOntoDefault' | 'headSha' | 'baseTipSha' | 'mergeBaseSha'
>

function pullOf({ branch, commits, conflicts }: OpenOptions, given: Given): PullRequest {
  const texts = { title: commits?.[0]?.message ?? branch, body: '' }
  const testMergeSha = conflicts ? null : sha(`${given.headSha}${given.baseTipSha}`)
  return { state: 'open', draft: false, ...texts, headRef: branch, testMergeSha, ...given }
}

function commitsOf(options: OpenOptions, number: number): readonly CommitFacts[] {
  return (options.commits ?? []).map((each, index) => commitFacts(each, options, sha(`${number}-${index}`)))
}

function commitFacts(commit: ContractCommit, options: OpenOptions, id: string): CommitFacts {
  const author = commit.author ?? options.author
  const [name, email] = typeof author === 'string' ? [author, `${author}@example.com`] : [author.name, author.email]
  return {
    sha: id,
    authorName: name,
    authorEmail: email,
    committerName: name,
    committerEmail: email,
    message: commit.message,
    parents: 1,
    ...(commit.files === undefined ? {} : { files: commit.files }),
    ...(typeof author === 'string' ? { authorLogin: author, committerLogin: author } : {}),
  }
}
