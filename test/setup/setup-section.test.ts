import { describe, expect, it } from 'vitest'
import { type BranchSetup, setupSection, unseenSection } from '../../src/core/report/setup-section.ts'
import type { WebhookHealth } from '../../src/core/setup/facts.ts'
import { APP_ID, hidden, installation, RULESET, seen } from './setup-facts.ts'

function setup(context: string, appId: number | null): BranchSetup {
  return { branch: 'main', appId: APP_ID, required: seen([{ context, appId, source: RULESET }]) }
}

describe('the check says that it is not enforced', () => {
  it.each([
    ['by nothing', setup('ci', null), '`main` does not require the check `countersign`'],
    ['by a check of another spelling', setup('Countersign', APP_ID), 'Required is `Countersign`'],
    ['where anybody may set it', setup('countersign', null), 'takes the check `countersign` from anybody'],
    ['where another app sets it', setup('countersign', 5), 'from another app only (5)'],
  ])('%s', (_title, given, expected) => {
    const { heading, items, fold } = setupSection(given)
    expect({ heading, fold }).toEqual({ heading: 'This gate is not enforced', fold: false })
    expect(items).toEqual([expect.stringContaining(expected)])
  })

  it.each([
    ['the branch requires it from this app', setup('countersign', APP_ID)],
    ['nobody has looked', undefined],
  ])('but not where %s', (_title, given) => {
    expect(setupSection(given).items).toEqual([])
  })

  it('or that this is not visible, and why', () => {
    const hostile = { branch: 'main', appId: APP_ID, required: hidden('answered 403: <b>Upgrade</b> @acme') } as const
    const { heading, items, fold } = setupSection(hostile)
    expect({ heading, fold }).toEqual({ heading: 'Whether this gate is enforced is not visible', fold: false })
    expect(items).toEqual([expect.stringContaining('Whether `main` requires the check `countersign` is not visible')])
    expect(items[0]).not.toMatch(/(?<!`)(?:<b>|@acme)/)
  })

  it('for administrators, where the protection of the branch does not hold for them', () => {
    const source = { kind: 'protection', administratorsExempt: true } as const
    const required = seen([{ context: 'countersign', appId: APP_ID, source }])
    const { heading, items } = setupSection({ branch: 'main', appId: APP_ID, required })
    expect(heading).toBe('What goes round this gate')
    expect(items).toEqual([expect.stringContaining('Administrators can merge into `main` whatever stands here')])
    const also = seen([{ context: 'countersign', appId: APP_ID, source: RULESET }, ...required.value])
    expect(setupSection({ branch: 'main', appId: APP_ID, required: also }).items).toEqual([])
  })

  it('before what is applied without a merge, where that is certain', () => {
    const step = { file: '.github/workflows/`x`.yml', line: 3, what: 'terraform apply', event: 'pull_request' } as const
    const given = setup('countersign', APP_ID)
    const { heading, items } = setupSection({ ...given, earlyApplies: [{ ...step, runs: 'yes' }] })
    expect(heading).toBe('What goes round this gate')
    expect(items).toEqual([
      expect.stringContaining(
        'before they are merged, held or not: ``.github/workflows/`x`.yml:3`` (`terraform apply`',
      ),
    ])
    expect(setupSection({ ...given, earlyApplies: [{ ...step, runs: 'unknown' }] }).items).toEqual([])
    const many = Array.from({ length: 5 }, () => ({ ...step, runs: 'yes' }) as const)
    expect(setupSection({ ...given, earlyApplies: many }).items[0]).toContain(' and 2 more.')
  })

  it('for want of a permission or an event that the gate needs, but not of one that a feature does', () => {
    const { permissions, events } = installation()
    const { members: _, ...fewer } = permissions
    const without = installation({ permissions: fewer, events: events.filter((event) => event !== 'member') })
    const { heading, items } = setupSection({ ...setup('countersign', APP_ID), installation: seen(without) })
    expect(heading).toBe('What this gate is not granted')
    expect(items).toEqual([
      expect.stringContaining(
        'The app was not granted `members: read` (teams that rules name), `event member` (collaborators who come and go).',
      ),
    ])
    const { deployments: __, ...optional } = permissions
    const all = seen(installation({ permissions: optional }))
    expect(setupSection({ ...setup('countersign', APP_ID), installation: all }).items).toEqual([])
  })

  const lastFailed = { at: '2026-05-04T10:00:00Z', status: 'timed out <b> @acme' }
  const failing = { attempts: 100, failed: 12, hasNewestFailed: true, lastFailed }
  const unwell = (health: WebhookHealth | undefined, skewMs?: number) =>
    setupSection({ ...setup('countersign', APP_ID), server: { webhooks: seen(health), skewMs } })

  it('in time, where webhooks fail', () => {
    const { heading, items } = unwell(failing)
    expect(heading).toBe('What is wrong with the server of this gate')
    expect(items).toEqual([
      expect.stringContaining(
        'Webhooks of this app fail: 12 of the last 100 deliveries, the newest too, last at 2026-05-04T10:00:00Z (timed out ',
      ),
    ])
    expect(items[0]).not.toMatch(/(?<!`)(?:<b>|@acme)/)
    expect(unwell({ ...failing, hasNewestFailed: false }).items[0]).toContain('12 of the last 100 deliveries, last at')
    for (const fine of [undefined, { ...failing, failed: 9, hasNewestFailed: false }]) {
      expect(unwell(fine).items).toEqual([])
    }
  })

  it.each([
    [-7_300_000, 'about 2 hours behind'],
    [150_000, 'about 3 minutes ahead of'],
    [60_000, 'about 60 seconds ahead of'],
  ])('that its server has another time than GitHub, as by %i ms', (skewMs, expected) => {
    const { heading, items } = unwell(undefined, skewMs)
    expect(heading).toBe('What is wrong with the server of this gate')
    expect(items).toEqual([expect.stringContaining(`This server's clock is ${expected} GitHub's`)])
  })

  it('of which nothing comes of less than GitHub refuses', () => {
    expect(unwell(undefined, 59_000).items).toEqual([])
    expect(unwell(undefined).items).toEqual([])
  })

  it('without letting the name of a branch or check speak', () => {
    const hostile = { ...setup('countersign @acme/admins <b>', null), branch: 'x`](http://e.example.com) @all' }
    const [item = ''] = setupSection(hostile).items
    expect(item).toContain('``x`](http://e.example.com) @all``')
    expect(item).toContain('`countersign @acme/admins <b>`')
  })
})

describe('the check says that it is not visible who may bypass', () => {
  it('a ruleset that requires it, in a part that is collapsed', () => {
    const { items, fold } = unseenSection(setup('countersign', APP_ID))
    expect({ items, fold }).toEqual({ items: [expect.stringContaining('Who may bypass the ruleset')], fold: true })
  })

  const source = { kind: 'protection', administratorsExempt: false } as const
  it.each([
    ['the older protection, which shows it', [{ context: 'countersign', appId: APP_ID, source }]],
    ['what does not require it', [{ context: 'ci', appId: null, source: RULESET }]],
  ])('but not of %s', (_title, checks) => {
    expect(unseenSection({ branch: 'main', appId: APP_ID, required: seen(checks) }).items).toEqual([])
    expect(unseenSection(undefined).items).toEqual([])
  })
})
