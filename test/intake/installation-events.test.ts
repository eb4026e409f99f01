import { describe, expect, it } from 'vitest'
import { backlog } from '../../src/intake/backlog.ts'
import { deleteOldLedgers, noticeDepartures } from '../../src/intake/departures.ts'
import { onBranchRules } from '../../src/intake/events/branch-rules.ts'
import { onInstallation, onInstallationRepositories } from '../../src/intake/events/installation.ts'
import { onRepositoryLife } from '../../src/intake/events/repository-life.ts'
import { whileInstalled } from '../../src/intake/while-installed.ts'
import { Fault } from '../../src/ports/fault.ts'
import { capturedLog } from './captured-log.ts'

const INSTALLATION = { id: 7, account: { login: 'acme' } }
const REPOSITORY = { installation: { id: 7 }, repository: { name: 'infra', owner: { login: 'acme' } } }
const INFRA = { owner: 'acme', repo: 'infra' }

describe('events of an installation', () => {
  it('has everything examined where the app was installed, let in again, or given more permissions', async () => {
    for (const action of ['created', 'unsuspend', 'new_permissions_accepted']) {
      const { calls, dependencies } = recording()
      const repositories = [{ full_name: 'acme/infra' }]
      await onInstallation({ action, installation: INSTALLATION, repositories }, dependencies)
      const returns = action === 'created' ? ['returned acme', 'returned acme/infra'] : []
      expect(calls).toEqual([...returns, 'anew acme', 'catch up'])
    }
  })

  it('deletes all that is kept of an account that has taken the app off, and nothing of one that suspends it', async () => {
    const { calls, dependencies } = recording()
    await onInstallation({ action: 'deleted', installation: INSTALLATION }, dependencies)
    await onInstallation({ action: 'suspend', installation: INSTALLATION }, dependencies)
    expect(calls).toEqual(['forget acme'])
  })

  it('takes and gives single repositories', async () => {
    const { calls, dependencies } = recording()
    const event = {
      installation: INSTALLATION,
      repositories_added: [{ full_name: 'acme/new' }],
      repositories_removed: [{ full_name: 'acme/infra' }],
    }
    await onInstallationRepositories(event, dependencies)
    expect(calls).toEqual(['forget acme/infra', 'returned acme/new', 'anew acme/new', 'catch up'])
  })

  it('keeps no record of a repository that was deleted, and that of an archived one', async () => {
    const { calls, dependencies } = recording()
    for (const action of ['deleted', 'archived', 'unarchived']) {
      await onRepositoryLife({ ...REPOSITORY, action }, dependencies)
    }
    const deleted = ['forget acme/infra', 'ledger acme/infra']
    const unarchived = ['returned acme/infra', 'anew acme/infra', 'catch up']
    expect(calls).toEqual([...deleted, 'forget acme/infra', ...unarchived])
  })

  it('has the rules of an account read anew and its pull requests examined again, of a repository or an organization', async () => {
    const { calls, dependencies } = recording()
    await onBranchRules(REPOSITORY, dependencies)
    await onBranchRules({ installation: { id: 7 }, organization: { login: 'globex' } }, dependencies)
    const ofRepository = ['outdated acme', 'anew acme/infra', 'catch up']
    expect(calls).toEqual([...ofRepository, 'outdated globex', 'anew globex', 'catch up'])
  })
})

describe('records of repositories that the app has left', () => {
  it('go after thirty days, but not where GitHub says that the app is installed', async () => {
    const { calls, dependencies } = recording()
    const asked: string[] = []
    const task = deleteOldLedgers({
      departures: {
        ...dependencies.departures,
        before: async (at) => {
          asked.push(at)
          return [INFRA, { owner: 'acme', repo: 'back' }]
        },
      },
      isInstalledOn: async ({ repo }) => repo === 'back',
      clock: { now: () => Date.parse('2026-03-31T00:00:00Z') },
      log: capturedLog().log,
    })
    await task.run(new AbortController().signal)
    expect(asked).toEqual(['2026-03-01T00:00:00.000Z'])
    expect(calls).toEqual(['ledger acme/infra', 'returned acme/back'])
  })
})

describe('an installation that was taken off without an event', () => {
  it('loses its content, but not one that has another name or is suspended', async () => {
    const { calls, dependencies } = recording()
    const kept = ['acme', 'renamed', 'gone'].map((owner) => ({ owner, repo: 'infra', installationId: 7 }))
    const task = noticeDepartures({
      departures: { accounts: async () => kept },
      content: dependencies.content,
      installedOn: async () => ['Acme', 'new-name'],
      isInstalledOn: async ({ owner }) => owner === 'renamed',
      log: capturedLog().log,
    })
    await task.run(new AbortController().signal)
    expect(calls).toEqual(['forget gone'])
  })
})

describe('jobs of an installation that is suspended or gone', () => {
  const run = (error: Error, left = false) => {
    const departures = { hasLeft: async () => left }
    const means = { departures, log: capturedLog().log }
    return whileInstalled(
      () => Promise.reject(error),
      () => ({ installationId: 7, ...INFRA }),
      means,
    )()
  }

  it('end quietly, also where the check could not say that it failed', async () => {
    const fault = new Fault('not-installed', 'This installation has been suspended')
    await run(fault)
    await expect(run(new AggregateError([new Error('first'), fault]))).resolves.toBeUndefined()
    await expect(run(new Fault('not-found', 'gone'), true)).resolves.toBeUndefined()
  })

  it('fail as ever where the app is installed', async () => {
    await expect(run(new Fault('not-found', 'gone'))).rejects.toThrow('gone')
    await expect(run(new Error('a bug'))).rejects.toThrow('a bug')
  })
})

describe('a backlog of pull requests without a verdict', () => {
  it('is told as it shrinks, and once it is gone', () => {
    const captured = capturedLog()
    const told = backlog(captured.log)
    const other = { owner: 'acme', repo: 'other' }
    told.note(INFRA, 40, 30)
    told.tell(7, [INFRA, other])
    told.tell(7, [INFRA, other])
    told.note(INFRA, 40, 0)
    told.note(other, 2, 0)
    told.tell(7, [INFRA, other])
    told.note(other, 2, 1)
    told.tell(7, [INFRA, other])
    const lines = captured.text().trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/"examined":10,"open":40,"repositoriesToGo":1.*being examined, the newest first/)
    expect(lines[1]).toMatch(/"open":42.*every open pull request is examined/)
  })
})

function recording() {
  const calls: string[] = []
  const nameOf = ({ owner, repo }: { readonly owner: string; readonly repo?: string }) =>
    repo === undefined ? owner : `${owner}/${repo}`
  const noting = (what: string) => async (of: { readonly owner: string; readonly repo?: string }) =>
    void calls.push(`${what} ${nameOf(of)}`)
  const dependencies = {
    departures: { returned: noting('returned'), forgetLedger: noting('ledger') },
    content: { forget: noting('forget') },
    observations: { forgetAll: noting('anew') },
    outdatedAnswers: { outdate: async (owner: string) => void calls.push(`outdated ${owner}`) },
    catchUpSoon: async () => void calls.push('catch up'),
  }
  return { calls, dependencies }
}
