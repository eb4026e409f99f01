import { nearMiss } from '../rules/near-miss.ts'
import { spokenLines } from './spoken-lines.ts'

/** What somebody asks of the app in a comment. */
export type Command =
  | { readonly [Name in Exclude<SimpleCommand, 'explain'>]: { readonly kind: Name } }[Exclude<SimpleCommand, 'explain'>]
  /** `about` is one word as it was written, without backticks around it: a rule, or a finding. */
  | { readonly kind: 'explain'; readonly about?: string }
  /** `reason` is plain text as it was written: empty where there is none, one line or more. */
  | { readonly kind: 'override'; readonly reason: string }
  /** A word that is no command, and the command that it was probably meant to be. */
  | { readonly kind: 'unknown'; readonly word: string; readonly meant?: CommandName }
  /** A command with more words behind it than it takes: none, or one behind `explain`. */
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
  const [about, ...more] = rest
  if (about === undefined) return { kind: name }
  return name === 'explain' && more.length === 0 ? { kind: name, about: aboutOf(about) } : { kind: 'not-alone', name }
}

/** Longer than the path of a file that a finding can stand in. */
const MAX_ABOUT = 4_200

/** As people copy it out of an answer. */
function aboutOf(word: string): string {
  return word.slice(0, MAX_ABOUT).replace(/^`+/, '').replace(/`+$/, '')
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
