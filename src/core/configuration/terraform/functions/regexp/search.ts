import type { Instruction, Program } from './compile.ts'
import type { Assertion } from './node.ts'

/** Start and end of the match and of each group, in characters; -1 for a group that took no part. */
export type Captures = readonly number[]

/** What a search may still cost: one for every instruction at every character. */
export interface Effort {
  remaining: number
}

/**
 * The first match from `from` on, by Pike's method: all ways at once, in the order of preference, so that the time
 * goes with the length of the text. `too-long` where the effort is used up.
 */
export function search(
  program: Program,
  text: readonly number[],
  from: number,
  effort: Effort,
): Captures | 'none' | 'too-long' {
  let matched: Captures | undefined
  let threads: readonly Thread[] = []
  for (let at = from; at <= text.length; at += 1) {
    const started =
      matched === undefined ? [...threads.map(asState), { at: program.start, captures: [] }] : threads.map(asState)
    if (started.length === 0) break
    const reached = follow(program, started, text, at, effort)
    if (effort.remaining <= 0) return 'too-long'
    const end = reached.findIndex((thread) => thread.instruction.kind === 'match')
    if (end !== -1) matched = reached[end]?.captures
    threads = advance(end === -1 ? reached : reached.slice(0, end), text[at])
  }
  return matched ?? 'none'
}

/** A way that has come as far as an instruction that takes a character, or to the end. */
interface Thread {
  readonly instruction: Instruction
  readonly captures: Captures
}

interface State {
  readonly at: number
  readonly captures: Captures
}

function asState({ instruction, captures }: Thread): State {
  return { at: instruction.kind === 'character' ? instruction.next : 0, captures }
}

function advance(threads: readonly Thread[], codePoint: number | undefined): readonly Thread[] {
  if (codePoint === undefined) return []
  return threads.filter(({ instruction }) => instruction.kind === 'character' && instruction.test(codePoint))
}

/** Follows everything that takes no character; the first way to an instruction is the one that counts. */
function follow(
  program: Program,
  states: readonly State[],
  text: readonly number[],
  at: number,
  effort: Effort,
): readonly Thread[] {
  const reached: Thread[] = []
  const seen = new Set<number>()
  const stack: State[] = states.toReversed()
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    effort.remaining -= 1
    if (seen.has(state.at)) continue
    seen.add(state.at)
    const { captures } = state
    const instruction = program.instructions[state.at]
    if (instruction === undefined) continue
    if (instruction.kind === 'fork')
      stack.push({ at: instruction.second, captures }, { at: instruction.first, captures })
    else if (instruction.kind === 'save') {
      stack.push({ at: instruction.next, captures: saved(captures, instruction.slot, at) })
    } else if (instruction.kind === 'assertion') {
      if (holds(instruction.assertion, text, at)) stack.push({ at: instruction.next, captures })
    } else reached.push({ instruction, captures })
  }
  return reached
}

function saved(captures: Captures, slot: number, at: number): Captures {
  const copy = [...captures]
  while (copy.length <= slot) copy.push(-1)
  copy[slot] = at
  return copy
}

function holds(assertion: Assertion, text: readonly number[], at: number): boolean {
  switch (assertion) {
    case 'text-start':
      return at === 0
    case 'text-end':
      return at === text.length
    case 'line-start':
      return at === 0 || text[at - 1] === 10
    case 'line-end':
      return at === text.length || text[at] === 10
    case 'boundary':
      return isWord(text[at - 1]) !== isWord(text[at])
    case 'no-boundary':
      return isWord(text[at - 1]) === isWord(text[at])
  }
}

function isWord(codePoint: number | undefined): boolean {
  return codePoint !== undefined && codePoint < 0x80 && /\w/.test(String.fromCharCode(codePoint))
}
