import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Asks the Terraform on this machine whether it accepts each text of conformance/verdicts.jsonl, and rewrites the file.
// The first line names the version. Add a case as a line {"text": "…"}, then run this.

const path = join(import.meta.dirname, 'conformance', 'verdicts.jsonl')
const cases = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line.includes('"text"'))
  .map((line): unknown => JSON.parse(line))

const version = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8' })
if (version.status !== 0) throw new Error('terraform does not run on this machine')
const { terraform_version: terraform } = JSON.parse(version.stdout)

const lines = cases.map((one) => {
  if (typeof one !== 'object' || one === null || !('text' in one)) throw new Error(`no case: ${JSON.stringify(one)}`)
  const { status } = spawnSync('terraform', ['fmt', '-'], { input: String(one.text) })
  return JSON.stringify({ text: one.text, accepted: status === 0 })
})
writeFileSync(path, `${[JSON.stringify({ terraform }), ...lines].join('\n')}\n`)
