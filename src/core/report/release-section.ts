import type { Decision } from '../gate/decision.ts'
import { timeText } from '../gate/release-text.ts'
import type { Settings } from '../rules/settings.ts'
import { codeSpan, proseMarkdown } from './escape-markdown.ts'
import type { Section } from './markdown-sections.ts'

/** The issue that follows an override up, or why there is none. */
export type FollowUp =
  | { readonly kind: 'issue'; readonly number: number }
  | { readonly kind: 'none'; readonly why: string }

/** What stands beside the sentence that a change was released. */
export function releaseLead(followUp: FollowUp | undefined): readonly string[] {
  switch (followUp?.kind) {
    case undefined:
      return []
    case 'issue':
      return [`It is followed up in #${followUp.number}.`]
    case 'none':
      return [proseMarkdown(`No issue could be opened to follow it up: ${followUp.why}.`)]
  }
}

/** The start of an overridden change's title. */
export function overrideTitle({ release }: Decision): string {
  return release?.kind === 'override'
    ? `Overridden by ${release.login} until ${timeText(release.expiresAt)}`
    : 'Overridden'
}

/** Who acknowledged their own change, for its title. */
export function acknowledgers({ release }: Decision): string {
  const logins = release?.kind === 'acknowledgement' ? release.logins : []
  return logins.length > 1 ? `${logins.join(' and ')}, who answer for it` : `its author ${logins.join('')} alone`
}

/** What was stated in comments and releases nothing. */
export function statementsSection({ refused }: Decision): Section {
  const items = refused.map(({ login, kind, reason }) => {
    const what = kind === 'override' ? 'stated an override' : 'acknowledged it'
    return `- ${codeSpan(login)} ${what}: does not count. ${proseMarkdown(reason)}`
  })
  return { heading: 'Statements', items, fold: false }
}

/** What the settings say of passing without a countersignature. */
export function releaseSettings({ override, selfAcknowledgement }: Settings): readonly string[] {
  return [
    ...(selfAcknowledgement ? ['- where nobody else may write, a change may be acknowledged by its author'] : []),
    ...(override === undefined
      ? []
      : [`- ${codeSpan(override.team)} may release a change in an emergency, for ${override.hours} hours`]),
  ]
}
