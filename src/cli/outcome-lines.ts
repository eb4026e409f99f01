import { appendFileSync, closeSync, createReadStream, openSync, statSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { type Outcome, outcomeSchema } from '../core/backtest/replayed.ts'
import { Fault } from '../ports/fault.ts'
import { inputLines } from './input-lines.ts'

const SCHEMA_NAME = 'countersign.backtest-lines/1'
const MAX_LINE_CHARS = 4_000_000

/** Which rules a file of results was made with: results of others must not be mixed with them. */
export interface LinesHeader {
  readonly rules: string
  /** Null where there is no second set of rules. */
  readonly against: string | null
  /** Whose pull requests the changes are; absent where they are steps of a local history. */
  readonly pullsOf?: string
  /** A digest of the organisation's settings; absent where there are none. */
  readonly floor?: string
}

/** A file of results that a run adds to and a later one goes on from. */
export interface OutcomeLines {
  /** What an earlier run has found, by commit; changes that failed are left out, to be tried again. */
  readonly known: ReadonlyMap<string, Outcome>
  append(outcome: Outcome): void
}

/**
 * Opens the file, or makes it. A line that was cut off when an earlier run ended is passed over. A problem is told where
 * the file is something else, or was made with other rules: it stays as it is. Throws `Fault` where it cannot be used.
 */
export async function openOutcomeLines(
  path: string,
  { rules, against, pullsOf, floor }: LinesHeader,
): Promise<OutcomeLines | { readonly problem: string }> {
  const header = {
    ...{ schema: SCHEMA_NAME, rules, against },
    ...(pullsOf === undefined ? {} : { pullsOf }),
    ...(floor === undefined ? {} : { floor }),
  }
  if (sizeOf(path) === 0) writeLines(path, () => writeFileSync(path, `${JSON.stringify(header)}\n`))
  const known = new Map<string, Outcome>()
  try {
    for await (const { number, text } of inputLines(createReadStream(path), MAX_LINE_CHARS)) {
      const data = parsed(text)
      if (number === 1) {
        const problem = problemOf(path, data, header)
        if (problem !== undefined) return { problem }
        continue
      }
      const { success, data: outcome } = outcomeSchema.safeParse(data)
      if (!success) continue
      if (hasFailed(outcome)) known.delete(outcome.sha)
      else known.set(outcome.sha, outcome)
    }
  } catch (cause) {
    throw new Fault('invalid', `${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
  // The line feed ends a line that was cut off; a line without anything in it is passed over.
  writeLines(path, () => appendFileSync(path, '\n'))
  return { known, append: (outcome) => writeLines(path, () => appendFileSync(path, `${JSON.stringify(outcome)}\n`)) }
}

function sizeOf(path: string): number {
  try {
    const info = statSync(path)
    if (!info.isFile()) throw new Fault('invalid', `${path} is no file that results could be kept in`)
    return info.size
  } catch (error) {
    if (error instanceof Fault) throw error
    // Whether it can be made is found out by making it, and never takes the place of a file that came meanwhile.
    writeLines(path, () => closeSync(openSync(path, 'ax')))
    return 0
  }
}

function writeLines(path: string, write: () => void): void {
  try {
    write()
  } catch (cause) {
    throw new Fault('unavailable', `${path} cannot be written: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

const headerSchema = z.object({
  schema: z.literal(SCHEMA_NAME),
  rules: z.string(),
  against: z.string().nullable(),
  pullsOf: z.string().optional(),
  floor: z.string().optional(),
})

function problemOf(path: string, data: unknown, expected: LinesHeader): string | undefined {
  const { success, data: header } = headerSchema.safeParse(data)
  if (!success) return `${path} is no file of results that this version of countersign backtest has written`
  if (header.pullsOf !== expected.pullsOf) {
    // The same commit may end another change there: one of several commits, from another base.
    return `${path} was made of ${header.pullsOf ?? 'a local history'}: name a new file, or remove this one`
  }
  if (header.floor !== expected.floor)
    return `${path} was made with other settings of an organisation: name a new file, or remove this one`
  if (header.rules === expected.rules && header.against === expected.against) return undefined
  return `${path} was made with other rules or another version: name a new file, or remove this one`
}

function hasFailed({ verdict, against }: Outcome): boolean {
  return verdict.kind === 'failed' || against?.kind === 'failed'
}
