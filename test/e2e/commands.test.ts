import { describe, expect, it } from 'vitest'
import { appUnderTest } from './app-under-test.ts'
import { heldPull, NOBODY_ASKED, type Subject, verdictAfter } from './held-pull.ts'
import { READS } from './role-policy.ts'

const { github } = appUnderTest()
const BOT = 'countersign[bot]'
const SETTINGS = '.github/countersign.yml'
const FILES = { ...READS, ...NOBODY_ASKED }

/** Nobody is asked for a review but by a command. */
function held(name: string): Promise<Subject> {
  return heldPull(github(), name, { files: FILES })
}

/** What the app has answered, oldest first. */
function answers({ pull }: Subject): readonly string[] {
  return pull.comments.filter(({ user }) => user.login === BOT).map(({ body }) => body)
}

function untilAnswered(subject: Subject, count = 1): Promise<readonly string[]> {
  return github().until(() => (answers(subject).length >= count ? answers(subject) : undefined))
}

/** How the app has reacted to the newest comment of a login. */
function reactions({ pull }: Subject, login: string): readonly string[] {
  return pull.comments.findLast(({ user }) => user.login === login)?.reactions.map(({ content }) => content) ?? []
}

describe('a command in a comment', () => {
  it('explain is answered by how the change is decided now', async () => {
    const subject = await held('command/explain')
    await subject.pull.comment('bob', '/countersign explain')
    const [answer] = await untilAnswered(subject)
    expect(answer).toContain('**Held: 1 finding needs a second human**')
    expect(answer).toContain('They can: bob, carol.')
    expect(answer).toContain('`alice`')
    expect(reactions(subject, 'bob')).toEqual(['eyes'])
  })

  it('recheck examines the pull request anew', async () => {
    const subject = await held('command/recheck')
    const run = await verdictAfter(subject, () => subject.pull.comment('alice', '/countersign recheck'))
    expect(run.conclusion).toBe('action_required')
    expect(reactions(subject, 'alice')).toEqual(['eyes'])
    expect(answers(subject)).toEqual([])
  })

  it('request-reviewers asks somebody who can countersign', async () => {
    const subject = await held('command/request')
    await subject.pull.comment('carol', '/countersign request-reviewers')
    await github().until(() => (reactions(subject, 'carol').includes('+1') ? true : undefined))
    expect(subject.pull.requestedReviewers).toHaveLength(1)
    expect(['bob', 'carol']).toContain(subject.pull.requestedReviewers[0])
  })

  it('of somebody who may only read is refused in words, once', async () => {
    const subject = await held('command/refused')
    await subject.pull.comment('rita', '/countersign recheck')
    const [answer] = await untilAnswered(subject)
    expect(answer).toContain('`rita`, this was not done.')
    await github().settled()
    expect([answers(subject).length, reactions(subject, 'rita')]).toEqual([1, ['-1']])
  })

  it('override releases the change where a team is named, and else says why not', async () => {
    github().team('command-override', 'oncall', ['carol'])
    const settings = 'version: 1\napprovals: { override: { team: oncall, hours: 2 } }\n'
    const subject = await heldPull(github(), 'command/override', { files: { ...READS, [SETTINGS]: settings } })
    await subject.pull.comment('bob', '/countersign override I am in a hurry')
    expect((await untilAnswered(subject))[0]).toContain('Only members of `command-override/oncall` can release')
    const run = await verdictAfter(subject, () =>
      subject.pull.comment('carol', '/countersign override The site is down'),
    )
    expect([run.conclusion, run.title]).toEqual(['success', expect.stringContaining('Overridden by carol')])
    const others = await held('command/no-override')
    await others.pull.comment('carol', '/countersign override The site is down')
    expect((await untilAnswered(others))[0]).toContain('name no team that may')
  })
})

describe('a button on the check', () => {
  it('does what the command does', async () => {
    const subject = await held('button/all')
    const { pull } = subject
    expect(pull.checkRun()?.actions.map(({ label }) => label)).toEqual(['Explain', 'Request reviewers', 'Re-examine'])
    await pull.requestAction('explain', { by: 'bob' })
    expect((await untilAnswered(subject))[0]).toContain('`bob` asked for this.')
    await pull.requestAction('request-reviewers', { by: 'bob' })
    await github().until(() => (pull.requestedReviewers.length > 0 ? true : undefined))
    const run = await verdictAfter(subject, () => pull.requestAction('recheck', { by: 'alice' }))
    expect(run.conclusion).toBe('action_required')
  })
})

/** Nothing was said, nobody was asked, and there is no run beside the first one and that of the re-run. */
const NOTHING = { answers: [], runs: 2, reviewers: [] }

describe('an attacker gets nothing from', () => {
  /** Waits until everything that was sent has been handled, then tells what the app wrote and asked for. */
  const quiet = async (subject: Subject) => {
    await github().settled()
    // Deliveries are handled in order: once a later one has led to a verdict, so would have what came before.
    await verdictAfter(subject, () => subject.pull.rerequest())
    await github().settled()
    const runs = subject.repository.repository.checkRuns.length
    return { answers: answers(subject), runs, reviewers: subject.pull.requestedReviewers }
  }

  it.each([
    ['a bot', 'helper[bot]', '/countersign recheck'],
    ['somebody in a quotation', 'bob', '> /countersign recheck'],
    ['somebody in a code block', 'bob', '```\n/countersign recheck\n```'],
  ])('a command of %s', async (what, by, text) => {
    const subject = await held(`attack/${what.replaceAll(' ', '-')}`)
    await subject.pull.comment(by, text)
    expect(await quiet(subject)).toEqual(NOTHING)
  })

  it('a comment that is edited into a command', async () => {
    const subject = await held('attack/edited')
    await subject.pull.comment('bob', 'Looks good')
    await subject.pull.editComment('bob', '/countersign explain', { by: 'bob' })
    expect(await quiet(subject)).toEqual(NOTHING)
  })

  it('a stranger’s command on a public repository', async () => {
    const repository = await github().repository('attack-public/infra', {
      files: FILES,
      private: false,
      collaborators: { alice: 'write', bob: 'write' },
    })
    const pull = await repository.openPull({
      author: 'alice',
      branch: 'x',
      commits: [{ files: { 'main.tf': READS['main.tf'].replace('s3:GetObject', 's3:*') } }],
    })
    const subject = { repository, pull }
    await pull.concluded((run) => run.conclusion === 'action_required')
    await pull.comment('stranger', '/countersign explain')
    await pull.comment('stranger', '/countersign recheck')
    expect(await quiet(subject)).toEqual(NOTHING)
  })

  it('a command on a closed pull request', async () => {
    const subject = await held('attack/closed')
    await subject.pull.close()
    await subject.pull.comment('bob', '/countersign explain')
    await github().settled()
    await subject.pull.reopen()
    expect(await quiet(subject)).toMatchObject({ answers: [] })
  })

  it('a command that an app writes in somebody’s name', async () => {
    const subject = await held('attack/via')
    await subject.pull.comment('bob', '/countersign explain', { via: github().otherApp('agent') })
    expect(await quiet(subject)).toEqual(NOTHING)
  })

  it('a button on a check that another app has given the same name', async () => {
    const subject = await held('attack/button')
    const { id } = github().installation('attack-button')
    github().webhooks.sendRaw('check_run', {
      action: 'requested_action',
      requested_action: { identifier: 'explain' },
      check_run: { name: 'countersign', head_sha: subject.pull.headSha, app: { id: 999_999 } },
      repository: { name: 'infra', private: true, owner: { login: 'attack-button' } },
      sender: { login: 'bob', id: 4, type: 'User' },
      installation: { id },
    })
    expect(await quiet(subject)).toEqual(NOTHING)
  })

  it('an event that GitHub delivers again: it is answered once', async () => {
    const subject = await held('attack/again')
    github().webhooks.duplicate('issue_comment.created')
    await subject.pull.comment('bob', '/countersign explain')
    await untilAnswered(subject)
    const delivery = github().webhooks.deliveries.findLast(
      ({ event, payload }) => event === 'issue_comment' && payload.includes('/countersign explain'),
    )
    github().webhooks.redeliver(delivery?.id ?? expect.fail('It was delivered'))
    expect((await quiet(subject)).answers).toHaveLength(1)
  })

  it('a mention and Markdown in the text of a command', async () => {
    const subject = await held('attack/text')
    await subject.pull.comment('bob', '/countersign @acme/everybody<img/src=x>[x](https://evil.example.com)')
    const [answer = ''] = await untilAnswered(subject)
    expect(answer).toContain('`@acme/everybody<img/src=x>[x](https://evil.example.com)` is no command')
  })

  it('a conversation that the app may not write to: the check says the truth all the same', async () => {
    const subject = await held('attack/forbidden')
    github().faults.fail('issues/create-comment', 403)
    github().faults.fail('reactions/create-for-issue-comment', 403)
    await subject.pull.comment('bob', '/countersign explain')
    const run = await verdictAfter(subject, () => subject.pull.comment('bob', '/countersign recheck'))
    expect(run.conclusion).toBe('action_required')
    await github().settled()
    expect(answers(subject)).toEqual([])
    expect(github().violations).toEqual([])
  })
})
