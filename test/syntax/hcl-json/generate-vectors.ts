/**
 * Writes vectors.json: what Terraform itself makes of the values of local-values.ts. Needs `terraform` on the path;
 * the tests need only the file. Run with `npm exec -- node test/syntax/hcl-json/generate-vectors.ts`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { CONFIGURATION, VALUES } from './local-values.ts'

const directory = mkdtempSync(join(tmpdir(), 'countersign-vectors-'))
try {
  writeFileSync(join(directory, 'context.tf.json'), JSON.stringify(CONFIGURATION))
  const vectors = VALUES.map((value) => ({ value, answer: answerOf(value) }))
  const file = { terraform: versionOf(), vectors }
  writeFileSync(new URL('vectors.json', import.meta.url), `${JSON.stringify(file, null, 1)}\n`)
} finally {
  rmSync(directory, { recursive: true })
}

/** The JSON of the value in an array, or null where Terraform refuses it. */
function answerOf(value: string): string | null {
  writeFileSync(join(directory, 'value.tf.json'), `{"locals": {"value": ${value}}}`)
  const input = 'jsonencode([local.value])\n'
  try {
    const printed = execFileSync('terraform', ['console'], {
      cwd: directory,
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
      encoding: 'utf8',
    })
    // With an error in the configuration the console says so and answers that nothing is known.
    return printed.startsWith('"') ? z.string().parse(JSON.parse(printed)) : null
  } catch (error) {
    if (error instanceof Error && 'status' in error) return null
    throw error
  }
}

function versionOf(): string {
  const printed = execFileSync('terraform', ['version', '-json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  })
  return z.object({ terraform_version: z.string() }).parse(JSON.parse(printed)).terraform_version
}
