import { describe, expect, it } from 'vitest'
import { memoryComments } from '../../src/adapters/memory/comments.ts'
import type { Account } from '../../src/core/gate/decision.ts'
import type { CommandJob } from '../../src/ports/commands.ts'
import { Fault } from '../../src/ports/fault.ts'
import type { PullRequestKey } from '../../src/ports/pull-requests.ts'
import { type CommandDependencies, runCommand } from '../../src/review/run-command.ts'
import { account, KEY, OVERRIDE, type StatingOptions, statingWorld } from './stating-world.ts'

/** Ada's pull request is held; Rob and Eve may write; whoever else asks may read. */
async function asking(options: StatingOptions = {}) {
  const world = statingWorld(options)
  await world.examined()
  const comments = memoryComments(() => world.heard.clock.now())
  const requested: PullRequestKey[] = []
  const jobs = { requestExamination: async (key: PullRequestKey) => void requested.push(key) }
  const dependencies: CommandDependencies = { ...world.dependencies, comments, jobs, takeStatement: world.take }
  let nextId = 500
  const job = (by: string | Account, text: string, change: Partial<CommandJob> = {}): CommandJob => {
    const who = typeof by === 'string' ? account(by) : by
    const at = new Date(world.heard.clock.now() + 1_000).toISOString()
    const asked = { kind: 'comment', commentId: nextId++, text, at } as const
    return { key: KEY, by: who, isAuthor: who.login === 'ada', isPublic: false, asked, ...change }
  }
  const ask = (by: string | Account, text: string, change?: Partial<CommandJob>) =>
    runCommand(job(by, text, change), dependencies)
  const press = (by: string, action: string, headSha = world.pullAt().headSha) =>
    ask(by, '', { isAuthor: false, asked: { kind: 'button', eventId: `event-${nextId++}`, action, headSha } })
  const answers = async () => (await comments.own(KEY)).map(({ body }) => body)
  return { ...world, comments, requested, dependencies, job, ask, press, answers }
}

describe('explain', () => {
  it('is answered with the verdict, what is missing, what was found, who answers for it, and each step', async () => {
    const { ask, answers } = await asking()
    expect(await ask('rob', '/countersign explain')).toEqual({ kind: 'done', command: 'explain' })
    const [answer = ''] = await answers()
    expect(answer).toMatch(/^<!-- countersign answer comment-\d+ 2 -->\n\*\*Held: 1 finding needs a second human\*\*\n/)
    expect(answer).toContain('They can: rob, eve.')
    expect(answer).toContain('`rob` asked for this. It was decided just now for commit `111111111111`')
    expect(answer).toMatch(/### What was found\n\n- high: .*`iam\.json:\d+`/)
    expect(answer).toContain('### Approvals\n\n1 approval needed, 0 count.')
    expect(answer).toContain('They answer for it, so none of them can be its second human:\n\n- `ada`')
    expect(answer).toMatch(/### How this verdict was reached\n\n- The review made 1 finding\./)
  })

  it('says of each finding what each rule came to, and of one that is asked about nothing else', async () => {
    const { ask, answers } = await asking()
    await ask('rob', '/countersign explain')
    await ask('rob', '/countersign explain access/broader-access')
    const [whole = '', one = ''] = await answers()
    expect(whole).toMatch(/<summary>Finding 1: high, access\/[a-z-]+<\/summary>[\s\S]+ matches\.\n\n```text\n/)
    expect(whole).toContain('Nearest of those that do not match:')
    expect(one).toMatch(/`access\/broader-access` matches\.\n\n```text\nchange\.\S+.* → true\n/)
    expect(one).not.toContain('### What was found')
  })

  it('says which approval does not count, and why', async () => {
    const { ask, answers, approve, push } = await asking()
    push(1)
    approve('rob', 1)
    await ask('rob', '/countersign explain')
    expect((await answers())[0]).toContain(
      '- `rob` approved: does not count. It was given before this check had shown its result for the commit that it names.',
    )
  })

  it('never repeats what was said before: it is decided by what is so now', async () => {
    const { ask, answers, approve, pass } = await asking()
    await ask('rob', '/countersign explain')
    pass(60_000)
    approve('rob', 0)
    await ask('rob', '/countersign explain')
    const [first, second] = await answers()
    expect(first).toContain('**Held: 1 finding needs a second human**')
    expect(second).toContain('**Countersigned by rob: 1 finding**')
  })

  it('of what the check has not shown yet has it examined', async () => {
    const { ask, answers, push, requested } = await asking()
    await ask('rob', '/countersign explain')
    expect(requested).toEqual([])
    push(1)
    await ask('rob', '/countersign explain')
    expect(requested).toEqual([KEY])
    expect((await answers())[1]).toContain('The check has not shown this result yet.')
  })

  it('takes no more text than GitHub does', async () => {
    const { ask, answers, pullRequests } = await asking()
    const reviews = Array.from({ length: 900 }, (_, id) => ({
      ...{ id, author: account('mallory', { id, login: `${'m'.repeat(90)}${id}` }), state: 'APPROVED' as const },
      ...{ commitSha: '9'.repeat(40), submittedAt: '2026-03-01T10:00:00Z' },
    }))
    pullRequests.change(KEY, { reviews })
    await ask('rob', '/countersign explain')
    const [answer = ''] = await answers()
    expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(65_536)
    expect(answer).toContain('not shown here because GitHub limits the length of this text')
  })
})

describe('a command', () => {
  it('is seen, and done by whoever may: recheck', async () => {
    const { job, dependencies, requested, comments, answers } = await asking()
    const recheck = job('rob', '/countersign recheck')
    expect(await runCommand(recheck, dependencies)).toEqual({ kind: 'done', command: 'recheck' })
    expect(requested).toEqual([KEY])
    expect(comments.reactionsTo(KEY, recheck.asked.kind === 'comment' ? recheck.asked.commentId : 0)).toEqual(['eyes'])
    expect(await answers()).toEqual([])
  })

  it('recheck is there for the author, whatever they may do', async () => {
    const { ask, requested } = await asking({ writers: ['rob'] })
    await ask('ada', '/countersign recheck')
    expect(requested).toEqual([KEY])
  })

  it('request-reviewers asks people who can countersign', async () => {
    const { ask, pullRequests, answers } = await asking()
    const pull = async () => (await pullRequests.get(KEY)).requestedReviewers
    expect(await ask('rob', '/countersign request-reviewers')).toEqual({ kind: 'done', command: 'request-reviewers' })
    expect(await pull()).toHaveLength(1)
    expect(['rob', 'eve']).toContain((await pull())?.[0])
    await ask('rob', '/countersign request-reviewers')
    expect(await pull()).toHaveLength(1)
    expect(await answers()).toEqual([])
  })

  it('request-reviewers says where there is nobody', async () => {
    const { ask, answers } = await asking({ writers: ['ada'] })
    await ask('ada', '/countersign request-reviewers')
    expect((await answers())[0]).toContain('`ada`, nobody was asked for a review. Everybody who could countersign')
  })

  it('that somebody may not give is refused once, in words', async () => {
    const { job, dependencies, pullRequests, comments, answers, requested } = await asking()
    pullRequests.grant(KEY, 'mallory', 'read')
    const recheck = job('mallory', '/countersign recheck')
    for (let time = 0; time < 2; time += 1) await runCommand(recheck, dependencies)
    const [answer, ...more] = await answers()
    expect(answer).toContain('`mallory`, this was not done. Who asks for this has to have write access')
    expect([more, requested]).toEqual([[], []])
    expect(comments.reactionsTo(KEY, recheck.asked.kind === 'comment' ? recheck.asked.commentId : 0)).toEqual(['-1'])
  })

  it('that nobody knows is answered with the list, and with what was meant', async () => {
    const { ask, answers } = await asking()
    await ask('rob', '/countersign explian')
    const [answer] = await answers()
    expect(answer).toContain('`rob`, `explian` is no command, and nothing was done. Was `explain` meant?')
    expect(answer).toContain('- `/countersign recheck`: ')
  })

  it('that is given again when its event comes again is answered once', async () => {
    const { job, dependencies, answers } = await asking()
    const explain = job('rob', '/countersign explain')
    for (let time = 0; time < 3; time += 1) await runCommand(explain, dependencies)
    expect(await answers()).toHaveLength(1)
  })

  it('is answered five times an hour, and then again', async () => {
    const { ask, answers, pass } = await asking()
    const outcomes = []
    for (let time = 0; time < 7; time += 1) outcomes.push(await ask('rob', '/countersign help'))
    expect(outcomes.at(-1)).toMatchObject({ kind: 'unanswered', why: 'enough was answered within the last hour' })
    expect(await answers()).toHaveLength(5)
    pass(3_600_000)
    expect(await ask('rob', '/countersign help')).toEqual({ kind: 'done', command: 'help' })
  })

  it('whose answer GitHub does not take is done all the same, and the log is told', async () => {
    const { job, dependencies, comments } = await asking()
    const refuse = () => Promise.reject(new Fault('forbidden', 'Resource not accessible by integration'))
    const muted = { ...dependencies, comments: { ...comments, add: refuse, react: refuse } }
    expect(await runCommand(job('rob', '/countersign explain'), muted)).toEqual({
      kind: 'unanswered',
      command: 'explain',
      why: 'Resource not accessible by integration',
    })
    expect(await runCommand(job('rob', '/countersign recheck'), muted)).toMatchObject({ kind: 'done' })
  })

  it('is tried again where GitHub is away', async () => {
    const { job, dependencies, comments } = await asking()
    const away = { ...comments, add: () => Promise.reject(new Fault('unavailable', 'no answer')) }
    await expect(
      runCommand(job('rob', '/countersign explain'), { ...dependencies, comments: away }),
    ).rejects.toMatchObject({ retryable: true })
  })
})

describe('a statement in a comment', () => {
  it('reaches those who take it, with who said what, when and where', async () => {
    const { job, dependencies, answers } = await asking()
    const override = job('eve', '/countersign override The site is down')
    await runCommand(override, dependencies)
    const { asked } = override
    expect(await dependencies.records.statements(KEY)).toMatchObject([
      { kind: 'override', by: account('eve'), reason: 'The site is down' },
    ])
    expect(asked.kind === 'comment' && (await dependencies.records.statements(KEY))[0]).toMatchObject({
      commentId: asked.kind === 'comment' ? asked.commentId : 0,
      statedAt: asked.kind === 'comment' ? asked.at : '',
    })
    expect((await answers())[0]).toContain('`eve` releases this change in an emergency for 2 hours')
  })

  it('is told why it counts for nothing where settings do not provide for it', async () => {
    const { ask, answers } = await asking({ base: 'version: 1\n' })
    await ask('eve', '/countersign override The site is down')
    await ask('ada', '/countersign acknowledge')
    const [override, acknowledgement] = await answers()
    expect(override).toContain('The settings at the tip of the base branch name no team that may.')
    expect(acknowledgement).toContain('The settings at the tip of the base branch do not provide for it.')
  })

  it('is taken also where no more answers are given', async () => {
    const { ask, dependencies } = await asking()
    for (let time = 0; time < 5; time += 1) await ask('eve', '/countersign help')
    await ask('eve', '/countersign override The site is down')
    expect(await dependencies.records.statements(KEY)).toHaveLength(1)
  })
})

describe('a button', () => {
  it('does what the command does', async () => {
    const { press, answers, requested, pullRequests } = await asking()
    await press('rob', 'explain')
    await press('rob', 'recheck')
    await press('rob', 'request-reviewers')
    expect((await answers())[0]).toContain('`rob` asked for this.')
    expect(requested).toEqual([KEY])
    expect((await pullRequests.get(KEY)).requestedReviewers).toHaveLength(1)
  })

  it('refuses who may only read', async () => {
    const { press, pullRequests, answers, requested } = await asking()
    pullRequests.grant(KEY, 'mallory', 'read')
    await press('mallory', 'recheck')
    expect(requested).toEqual([])
    expect((await answers())[0]).toContain('this was not done')
  })

  it.each(['override', 'acknowledge', 'help', ''])('of no name that the check has does nothing: %j', async (action) => {
    const { press, answers, dependencies } = await asking()
    expect(await press('eve', action)).toMatchObject({ kind: 'ignored' })
    expect([await answers(), await dependencies.records.statements(KEY)]).toEqual([[], []])
  })

  it('on the check of an older commit does nothing', async () => {
    const { press, answers } = await asking()
    expect(await press('rob', 'explain', '9'.repeat(40))).toMatchObject({ kind: 'ignored' })
    expect(await answers()).toEqual([])
  })
})

describe('an attacker gets nothing from', () => {
  it('a command of somebody from outside on a public repository, not even an answer', async () => {
    const { ask, answers, requested, pullRequests } = await asking()
    pullRequests.grant(KEY, 'mallory', 'read')
    for (const word of ['explain', 'recheck', 'override The site is down', 'nonsense']) {
      expect(await ask('mallory', `/countersign ${word}`, { isPublic: true })).toMatchObject({ kind: 'ignored' })
    }
    expect([await answers(), requested]).toEqual([[], []])
  })

  it.each([
    ['a bot', account('kim', { type: 'Bot' }), OVERRIDE],
    ['a machine user that the settings name', account('kim'), `${OVERRIDE}authorship: { machineUsers: [kim] }\n`],
  ])('a command of %s', async (_who, by, base) => {
    const { ask, answers, requested, dependencies, pullRequests } = await asking({ base })
    pullRequests.grant(KEY, 'kim', 'admin')
    expect(await ask(by, '/countersign recheck')).toEqual({ kind: 'ignored', why: 'no human asks' })
    await ask(by, '/countersign override The site is down')
    expect([await answers(), requested, await dependencies.records.statements(KEY)]).toEqual([[], [], []])
  })

  it('a command on a closed pull request', async () => {
    const { ask, answers, requested, pullRequests, pullAt } = await asking()
    pullRequests.change(KEY, { pull: { ...pullAt(), state: 'closed' } })
    expect(await ask('rob', '/countersign recheck')).toMatchObject({ kind: 'ignored' })
    expect([await answers(), requested]).toEqual([[], []])
  })

  it('a command in a quotation', async () => {
    const { ask, answers, dependencies } = await asking()
    expect(await ask('eve', '> /countersign override The site is down')).toMatchObject({ kind: 'ignored' })
    expect([await answers(), await dependencies.records.statements(KEY)]).toEqual([[], []])
  })

  it('Markdown, mentions and markers in the text of a command', async () => {
    const { ask, answers } = await asking()
    for (const word of ['@acme/security', '[x](https://evil.example.com)', '<img/src=x>', '`', '**', '#1', '-->']) {
      await ask(account('rob', { id: 100 + word.length * 7 + (word.codePointAt(0) ?? 0) }), `/countersign ${word}`)
    }
    for (const answer of await answers()) {
      const outside = answer.replace(/^<!--.*-->\n/, '').replace(/(`+)(?:(?!\1)[\s\S])*?[^`]\1(?!`)/g, '')
      expect(outside).not.toMatch(/[@<>[\]#*]/)
    }
    expect(await answers()).toHaveLength(7)
  })
})
