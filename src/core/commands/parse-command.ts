import { nearMiss } from '../rules/near-miss.ts'
import { spokenLines } from './spoken-lines.ts'

/** What somebody asks of the app in a comment. */
export type Command =
  | { readonly [Name in SimpleCommand]: { readonly kind: Name } }[SimpleCommand]
  /** `reason` is plain text as it was written: empty where there is none, one line or more. */
  | { readonly kind: 'override'; readonly reason: string }
  /** A word that is no command, and the command that it was probably meant to be. */
  | { readonly kind: 'unknown'; readonly word: string; readonly meant?: CommandName }
  /** A command that takes no words, with words behind it. */
  | { readonly kind: 'not-alone'; readonly name: SimpleCommand }

type SimpleCommand = 'explain' | 'recheck' | 'request-reviewers' | 'acknowledge' | 'help'
type CommandName = SimpleCommand | 'override'

/**
 * The command of a comment, undefined where it has none: its first line that begins with `/countersign`, in any case,
 * outside of quotations, code blocks and HTML that GitHub does not show as text. Only that line counts; the reason of an
 * override may go on in the lines below it, up to the next empty one. Total and linear.
 */
export function parseCommand(text: string): Command | undefined {
  const lines = spokenLines(text)
  const at = lines.findIndex((line) => line !== undefined && COMMAND_LINE.test(line))
  const [, said = ''] = COMMAND_LINE.exec(lines[at] ?? '') ?? []
  return at < 0 ? undefined : commandOf(said.trim(), lines.slice(at + 1))
}

const COMMAND_LINE = /^\/countersign(?:\s+(.*))?$/i
const REVIEWERS = /^request\s+reviewers(?=\s|$)/i
const SIMPLE: readonly SimpleCommand[] = ['explain', 'recheck', 'request-reviewers', 'acknowledge', 'help']
const NAMES: readonly CommandName[] = [...SIMPLE, 'override']

function commandOf(said: string, below: readonly (string | undefined)[]): Command {
  const [word = '', ...rest] = said.replace(REVIEWERS, 'request-reviewers').split(/\s+/)
  if (word === '') return { kind: 'help' }
  const name = NAMES.find((each) => each === word.toLowerCase())
  if (name === undefined) return unknownOf(word)
  if (name === 'override') return { kind: name, reason: reasonOf(said.slice(word.length), below) }
  return rest.length === 0 ? { kind: name } : { kind: 'not-alone', name }
}

const MIN_BEGINNING = 3

function unknownOf(word: string): Command {
  const begun = word.toLowerCase()
  const longer = begun.length < MIN_BEGINNING ? undefined : NAMES.find((name) => name.startsWith(begun))
  const near = nearMiss(word, NAMES)
  const meant = longer ?? NAMES.find((name) => name === near)
  return { kind: 'unknown', word, ...(meant === undefined ? {} : { meant }) }
}

/** Longer than any reason that is taken, so that what is too long is seen to be. */
const MAX_REASON = 4_000

function reasonOf(said: string, below: readonly (string | undefined)[]): string {
  const end = below.findIndex((line) => line === undefined || line.trim() === '')
  const more = end < 0 ? below : below.slice(0, end)
  return [said, ...more]
    .map((line) => line?.trim() ?? '')
    .join('\n')
    .trim()
    .slice(0, MAX_REASON)
}
