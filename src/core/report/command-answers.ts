import type { Command } from '../commands/parse-command.ts'
import { codeSpan, proseMarkdown } from './escape-markdown.ts'

/** The answer to what is no command, or is to be told what there is. */
export function helpAnswer(
  login: string,
  command: Extract<Command, { readonly kind: 'help' | 'unknown' | 'not-alone' }>,
): string {
  const list = COMMANDS.map(([usage, what]) => `- ${codeSpan(`/countersign ${usage}`)}: ${what}`)
  return [`${codeSpan(login)}, ${helpLead(command)}`, list.join('\n')].join('\n\n')
}

/** The answer to somebody who may not ask for this; `reason` is a whole sentence. */
export function refusalAnswer(login: string, reason: string): string {
  return `${codeSpan(login)}, this was not done. ${proseMarkdown(reason)}`
}

/** The answer where nobody was asked for a review. */
export function nobodyAskedAnswer(login: string, reason: string): string {
  return `${codeSpan(login)}, nobody was asked for a review. ${proseMarkdown(reason)}`
}

const COMMANDS: readonly (readonly [usage: string, what: string])[] = [
  ['explain', 'why this change is held or not, who can countersign it, and which approvals do not count.'],
  ['explain rule…', 'what one rule says of each finding, part by part; or every rule, of one finding by its number.'],
  ['recheck', 'examines the pull request anew.'],
  ['request-reviewers', 'asks the fewest people who can countersign this change for their review.'],
  ['acknowledge', 'where nobody else may write to the repository and its settings provide for it.'],
  ['override reason…', 'releases a held change in an emergency, where the settings name a team that may.'],
  ['help', 'this list.'],
]

function helpLead(command: Extract<Command, { readonly kind: 'help' | 'unknown' | 'not-alone' }>): string {
  switch (command.kind) {
    case 'help':
      return 'these are the commands:'
    case 'unknown': {
      const meant = command.meant === undefined ? '' : ` Was ${codeSpan(command.meant)} meant?`
      return `${codeSpan(command.word)} is no command, and nothing was done.${meant} These are the commands:`
    }
    case 'not-alone':
      return `${codeSpan(command.name)} takes ${command.name === 'explain' ? 'one word' : 'no words'} behind it, and nothing was done. These are the commands:`
  }
}
