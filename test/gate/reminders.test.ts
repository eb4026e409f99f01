import { describe, expect, it } from 'vitest'
import {
  dueReminder,
  nextReminder,
  type ReminderContent,
  reminderText,
  type Waiting,
} from '../../src/core/gate/reminders.ts'
import { markerWords } from '../../src/core/text/own-text.ts'
import fc from '../seeded-properties.ts'

const SETTINGS = { afterHours: 24, escalation: { afterHours: 72, teams: ['security', 'acme/leads'] } }
const HELD: Waiting = { heldSince: '2026-03-02T10:00:00Z', answeredAt: [], isObjectedTo: false, sent: [] }
const hoursAfter = (hours: number) => Date.parse(HELD.heldSince) + hours * 3_600_000

describe('when people are reminded', () => {
  it('is after the hours that the settings say, and then once more, of teams', () => {
    expect(dueReminder(SETTINGS, HELD, hoursAfter(24) - 1)).toBeUndefined()
    expect(dueReminder(SETTINGS, HELD, hoursAfter(24))).toBe('reminder')
    const reminded = { ...HELD, sent: ['reminder'] } as const
    expect(dueReminder(SETTINGS, reminded, hoursAfter(71))).toBeUndefined()
    expect(dueReminder(SETTINGS, reminded, hoursAfter(72))).toBe('escalation')
    expect(nextReminder(SETTINGS, { ...HELD, sent: ['reminder', 'escalation'] })).toBeUndefined()
  })

  it('counts from the last answer', () => {
    const answered = { ...HELD, answeredAt: ['2026-03-02T11:00:00Z', '2026-03-03T09:00:00Z'] }
    expect(nextReminder(SETTINGS, answered)).toEqual({ stage: 'reminder', at: '2026-03-04T09:00:00.000Z' })
  })

  it('is never while somebody objects: then the author is to act', () => {
    expect(dueReminder(SETTINGS, { ...HELD, isObjectedTo: true }, hoursAfter(1_000))).toBeUndefined()
  })

  it('is once where both were missed: the escalation speaks for the reminder', () => {
    expect(dueReminder(SETTINGS, HELD, hoursAfter(100))).toBe('escalation')
    expect(nextReminder(SETTINGS, { ...HELD, sent: ['escalation'] })).toBeUndefined()
  })

  it('tells only once where nobody is to be escalated to', () => {
    const settings = { afterHours: 24, escalation: undefined }
    expect(dueReminder(settings, HELD, hoursAfter(100))).toBe('reminder')
    expect(nextReminder(settings, { ...HELD, sent: ['reminder'] })).toBeUndefined()
  })

  it('is due exactly when what comes next has come', () => {
    const hours = fc.integer({ min: 1, max: 720 })
    fc.assert(
      fc.property(hours, hours, hours, fc.boolean(), (afterHours, escalateAfter, passed, isReminded) => {
        const settings = { afterHours, escalation: { afterHours: escalateAfter, teams: [] } }
        const waiting = { ...HELD, sent: isReminded ? (['reminder'] as const) : [] }
        const next = nextReminder(settings, waiting)
        const isDue = next !== undefined && Date.parse(next.at) <= hoursAfter(passed)
        expect(dueReminder(settings, waiting, hoursAfter(passed)) !== undefined).toBe(isDue)
      }),
    )
  })
})

describe('what a reminder says', () => {
  const CONTENT: ReminderContent = {
    stage: 'reminder',
    digest: 'ab12'.repeat(16),
    waitedMs: 26 * 3_600_000,
    logins: ['bob', 'carol'],
    teams: ['security', 'acme/leads'],
    owner: 'acme',
    nextStep: 'One more approval is needed',
  }

  it('mentions people, says for how long, and can be found again', () => {
    const text = reminderText(CONTENT)
    expect(text).toContain('@bob @carol: this change has waited 26 hours')
    expect(text).not.toContain('@acme')
    expect(markerWords(text)).toEqual(['reminder', 'ab12'.repeat(4)])
  })

  it('mentions the teams of the settings where it is an escalation', () => {
    const text = reminderText({ ...CONTENT, stage: 'escalation', waitedMs: 80 * 3_600_000 })
    expect(text).toContain('@acme/security @acme/leads @bob @carol: this change has waited 3 days')
  })

  it('mentions fifteen people at most, and says so where nobody could countersign', () => {
    const many = reminderText({ ...CONTENT, logins: Array.from({ length: 40 }, (_, number) => `user-${number}`) })
    expect(many.match(/@user-/g)).toHaveLength(15)
    expect(reminderText({ ...CONTENT, logins: [] })).toContain(
      'Nobody is known who could countersign this. This change',
    )
  })

  it('mentions, links and renders nothing that came from elsewhere', () => {
    const nextStep = 'Ask @everyone in [this](https://evil.example.com) <img src=x> for owners of "x@y/z.tf"'
    const text = reminderText({ ...CONTENT, logins: ['bob', 'x\n@everyone', '<b>'], nextStep })
    const outsideCode = text.replace(/`[^`]*`/g, '')
    expect(outsideCode.match(/@[\w/-]+/g)).toEqual(['@bob'])
    expect(outsideCode).not.toMatch(/https?:|<img|<b>|\]\(/)
  })
})
