/**
 * Writes vectors.json: what Terraform itself makes of the expressions of expressions.ts. Needs `terraform` on the
 * path; the tests need only the file. Run with `npm exec -- node test/configuration/generate-vectors.ts`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { CONFIGURATION, EXPRESSIONS } from './expressions.ts'

/** Expressions a run of the console; it reads lines of at most 64 KiB. */
const BATCH = 100

const directory = mkdtempSync(join(tmpdir(), 'countersign-vectors-'))
try {
  writeFileSync(join(directory, 'main.tf'), CONFIGURATION)
  const answers = answersOf(EXPRESSIONS)
  const vectors = EXPRESSIONS.map((expression, at) => JSON.stringify({ expression, answer: answers[at] ?? null }))
  const text = `{"terraform":${JSON.stringify(versionOf())},"vectors":[\n${vectors.join(',\n')}\n]}\n`
  writeFileSync(new URL('vectors.json', import.meta.url), text)
} finally {
  rmSync(directory, { recursive: true })
}

/** The JSON of each result, or null where Terraform refuses the expression. What spoils a batch is found by halving. */
function answersOf(expressions: readonly string[]): readonly (string | null)[] {
  if (expressions.length > BATCH) {
    const batches = Math.ceil(expressions.length / BATCH)
    return Array.from({ length: batches }, (_, at) => answersOf(expressions.slice(at * BATCH, (at + 1) * BATCH))).flat()
  }
  const printed = ask(`jsonencode([${expressions.map((each) => `try(jsonencode([${each}]), null)`).join(', ')}])`)
  if (printed?.startsWith('"')) {
    const answers = z.array(z.string().nullable()).parse(JSON.parse(z.string().parse(JSON.parse(printed))))
    return answers.map((answer) => answer?.slice(1, -1) ?? null)
  }
  if (expressions.length > 1) {
    const half = Math.ceil(expressions.length / 2)
    return [...answersOf(expressions.slice(0, half)), ...answersOf(expressions.slice(half))]
  }
  if (printed !== undefined) throw new Error(`no answer for ${expressions[0]}: ${printed}`)
  return [null]
}

/** What the console prints, or undefined where it fails. */
function ask(line: string): string | undefined {
  try {
    return execFileSync('terraform', ['console'], {
      cwd: directory,
      input: `${line}\n`,
      stdio: ['pipe', 'pipe', 'ignore'],
      encoding: 'utf8',
    })
  } catch (error) {
    if (error instanceof Error && 'status' in error) return undefined
    throw error
  }
}

function versionOf(): string {
  const printed = execFileSync('terraform', ['version', '-json'], { encoding: 'utf8' })
  return z.object({ terraform_version: z.string() }).parse(JSON.parse(printed)).terraform_version
}
