import { proseMarkdown } from '../report/escape-markdown.ts'
import type { ReminderSettings } from '../rules/settings.ts'
import { ownMarker } from '../text/own-text.ts'

/** `escalation` tells the teams that the settings name. */
export type ReminderStage = 'reminder' | 'escalation'

/** For how long a held change has waited. Times are ISO 8601. */
export interface Waiting {
  /** When the check showed first what it shows now. */
  readonly heldSince: string
  /** When somebody who could countersign has reviewed the change. */
  readonly answeredAt: readonly string[]
  /** Whether somebody objects: then the author is to act, and nobody to be reminded. */
  readonly isObjectedTo: boolean
  readonly sent: readonly ReminderStage[]
}

export interface NextReminder {
  readonly stage: ReminderStage
  /** ISO 8601. */
  readonly at: string
}

/** What is to be sent next; undefined where nothing is. Each stage is sent once, and none after an escalation. */
export function nextReminder(settings: ReminderSettings, waiting: Waiting): NextReminder | undefined {
  const { isObjectedTo, sent } = waiting
  if (isObjectedTo || sent.includes('escalation')) return undefined
  const { afterHours, escalation } = settings
  const reminder = sent.includes('reminder') ? undefined : after(afterHours, 'reminder', waiting)
  if (escalation === undefined) return reminder
  const escalated = after(escalation.afterHours, 'escalation', waiting)
  return reminder !== undefined && reminder.at < escalated.at ? reminder : escalated
}

/** The same, but for what the time has already gone by: where an escalation is due, the reminder before it is left out. */
export function dueReminder(settings: ReminderSettings, waiting: Waiting, nowMs: number): ReminderStage | undefined {
  const later = nextReminder(settings, { ...waiting, sent: [...waiting.sent, 'reminder'] })
  for (const next of [later, nextReminder(settings, waiting)]) {
    if (next !== undefined && Date.parse(next.at) <= nowMs) return next.stage
  }
  return undefined
}

export interface ReminderContent {
  readonly stage: ReminderStage
  /** The access digest that the check shows: a reminder speaks of one. */
  readonly digest: string
  readonly waitedMs: number
  /** Logins of those who could countersign, whom to tell first in front. */
  readonly logins: readonly string[]
  /** Teams that the settings name: `security`, or `acme/security`. */
  readonly teams: readonly string[]
  /** Whose the repository is. */
  readonly owner: string
  /** The decision's own sentence on who can unblock, and how. */
  readonly nextStep: string
}

/** Markdown. It mentions those people and, of an escalation, teams; whatever else comes from elsewhere is escaped. */
export function reminderText(content: ReminderContent): string {
  const { stage, waitedMs, owner, nextStep } = content
  const people = content.logins.filter((login) => LOGIN.test(login)).slice(0, MAX_MENTIONED)
  const teams =
    stage === 'escalation' ? content.teams.map((team) => `@${team.includes('/') ? team : `${owner}/${team}`}`) : []
  const mentions = [...teams, ...people.map((login) => `@${login}`)]
  const lead = mentions.length === 0 ? 'Nobody is known who could countersign this.' : `${mentions.join(' ')}:`
  const waited = `this change has waited ${inWords(waitedMs)} for somebody to countersign it.`
  return [
    `${reminderMarker(content)}\n${lead} ${mentions.length === 0 ? `T${waited.slice(1)}` : waited}`,
    proseMarkdown(nextStep),
    'The check `countersign` says what access it would add. Approve it if that is what is meant, and request changes if it is not.',
    '<sub>Reminders are set in the repository, under `reminders` in `.github/countersign.yml`. Each is sent once for what the check shows.</sub>',
  ].join('\n\n')
}

/** What a reminder of this stage and digest begins with. */
export function reminderMarker({ stage, digest }: Pick<ReminderContent, 'stage' | 'digest'>): string {
  return ownMarker(stage, digest.slice(0, MARKED_DIGITS))
}

const MARKED_DIGITS = 16
/** As many as GitHub lets be asked for their review. */
const MAX_MENTIONED = 15
/** What GitHub gives as logins; anything else is not mentioned. */
const LOGIN = /^[A-Za-z0-9][A-Za-z0-9_-]*$/
const HOUR_MS = 3_600_000

/** From the last thing that anybody said, or from when it was held. */
function after(hours: number, stage: ReminderStage, { heldSince, answeredAt }: Waiting): NextReminder {
  const since = Math.max(...[heldSince, ...answeredAt].map((at) => Date.parse(at)))
  return { stage, at: new Date(since + hours * HOUR_MS).toISOString() }
}

function inWords(ms: number): string {
  const hours = Math.max(0, Math.floor(ms / HOUR_MS))
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`
  return `${Math.floor(hours / 24)} days`
}
