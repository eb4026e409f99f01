import { parse as hcl2json } from '@cdktf/hcl2json'
import hcl2Parser from 'hcl2-parser'
import { parseHcl } from '../src/core/syntax/hcl/parse.ts'
import { type BenchRow, printRows } from './row.ts'
import { type GeneratedFile, terraformFiles } from './terraform-files.ts'
import { formattingMs } from './terraform-format.ts'

const FILES = 400
/** The peers on npm are slower by two orders of magnitude: they read a part of the files. */
const PEER_FILES = 60
/** Terraform is started once for all of these: the more files, the less its start counts. */
const TERRAFORM_FILES = 2_000
const ROUNDS = 5

/** Megabytes of Terraform a second: our parser beside hcl2-parser, hcl2json and Terraform, the same files in the same run. */
export async function parserBench(): Promise<readonly BenchRow[]> {
  const files = terraformFiles(FILES)
  const peerFiles = files.slice(0, PEER_FILES)
  const ours = await speedOf(files, ROUNDS, ({ path, text }) => parseChecked(path, text))
  const parser = await speedOf(peerFiles, 1, ({ text }) => hcl2Parser.parseToString(text))
  const json = await speedOf(peerFiles, 1, ({ path, text }) => hcl2json(path, text))
  const times = (peer: number) => `ours is ${(ours / peer).toFixed(ours > 10 * peer ? 0 : 1)} times as fast`
  const unit = 'MB/s'
  return [
    { name: 'Terraform files', value: ours, unit, beside: 'target: 8 MB/s' },
    { name: 'the same, hcl2-parser', value: parser, unit, beside: times(parser) },
    { name: 'the same, @cdktf/hcl2json', value: json, unit, beside: times(json) },
    ...terraformRows(times),
  ]
}

/** `terraform fmt -check` over a folder of many files, its start told apart; nothing where Terraform is not installed. */
function terraformRows(times: (peer: number) => string): readonly BenchRow[] {
  const files = terraformFiles(TERRAFORM_FILES)
  const startMs = formattingMs([])
  const allMs = formattingMs(files)
  if (startMs === undefined || allMs === undefined) return []
  const speed = sizeMb(files) / ((allMs - startMs) / 1e3)
  const beside = `parses, formats and reads the disk; ${times(speed)}`
  return [
    { name: 'the same, terraform fmt -check, without its start', value: speed, unit: 'MB/s', beside },
    { name: 'the start of terraform fmt', value: startMs, unit: 'ms' },
  ]
}

function parseChecked(path: string, text: string): void {
  const { diagnostics } = parseHcl(path, text)
  if (diagnostics.length > 0) throw new Error(`${path}: ${diagnostics[0]?.detail}`)
}

/** The best of several rounds after one to warm up, in megabytes (10⁶ bytes) a second. */
async function speedOf(
  files: readonly GeneratedFile[],
  rounds: number,
  parse: (file: GeneratedFile) => unknown,
): Promise<number> {
  let bestMs = Number.POSITIVE_INFINITY
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now()
    for (const file of files) await parse(file)
    if (round > 0) bestMs = Math.min(bestMs, performance.now() - start)
  }
  return sizeMb(files) / (bestMs / 1e3)
}

function sizeMb(files: readonly GeneratedFile[]): number {
  return files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6
}

if (import.meta.main) printRows('parser', await parserBench())
