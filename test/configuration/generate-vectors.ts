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

const directory = mkdtempSync(join(tmpdir(), 'countersign-vectors-'))
try {
  writeFileSync(join(directory, 'main.tf'), CONFIGURATION)
  const vectors = EXPRESSIONS.map((expression) => ({ expression, answer: answerOf(expression) }))
  const file = { terraform: versionOf(), vectors }
  writeFileSync(new URL('vectors.json', import.meta.url), `${JSON.stringify(file, null, 1)}\n`)
} finally {
  rmSync(directory, { recursive: true })
}

/** The JSON of the result, or null where Terraform refuses the expression. */
function answerOf(expression: string): string | null {
  try {
    const printed = execFileSync('terraform', ['console'], {
      cwd: directory,
      input: `jsonencode([${expression}])\n`,
      stdio: ['pipe', 'pipe', 'ignore'],
      encoding: 'utf8',
    })
    if (!printed.startsWith('"')) throw new Error(`no answer for ${expression}: ${printed}`)
    return z.string().parse(JSON.parse(printed)).slice(1, -1)
  } catch (error) {
    if (error instanceof Error && 'status' in error) return null
    throw error
  }
}

function versionOf(): string {
  const printed = execFileSync('terraform', ['version', '-json'], { encoding: 'utf8' })
  return z.object({ terraform_version: z.string() }).parse(JSON.parse(printed)).terraform_version
}
