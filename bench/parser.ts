import { parse as hcl2json } from '@cdktf/hcl2json'
import hcl2Parser from 'hcl2-parser'
import { parseHcl } from '../src/core/syntax/hcl/parse.ts'
import { type BenchRow, printRows } from './row.ts'
import { type GeneratedFile, terraformFiles } from './terraform-files.ts'

const FILES = 400
/** The peers are slower by two orders of magnitude: they read a part of the files. */
const PEER_FILES = 60
const ROUNDS = 5

/** Megabytes of Terraform a second: our parser beside hcl2-parser and hcl2json, the same files in the same run. */
export async function parserBench(): Promise<readonly BenchRow[]> {
  const files = terraformFiles(FILES)
  const peerFiles = files.slice(0, PEER_FILES)
  const ours = await speedOf(files, ROUNDS, ({ path, text }) => parseChecked(path, text))
  const parser = await speedOf(peerFiles, 1, ({ text }) => hcl2Parser.parseToString(text))
  const json = await speedOf(peerFiles, 1, ({ path, text }) => hcl2json(path, text))
  const unit = 'MB/s'
  return [
    { name: 'Terraform files', value: ours, unit, beside: 'target: 8 MB/s' },
    {
      name: 'the same, hcl2-parser',
      value: parser,
      unit,
      beside: `ours is ${(ours / parser).toFixed(0)} times as fast`,
    },
    {
      name: 'the same, @cdktf/hcl2json',
      value: json,
      unit,
      beside: `ours is ${(ours / json).toFixed(0)} times as fast`,
    },
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
  const sizeBytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  let bestMs = Number.POSITIVE_INFINITY
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now()
    for (const file of files) await parse(file)
    if (round > 0) bestMs = Math.min(bestMs, performance.now() - start)
  }
  return sizeBytes / 1e6 / (bestMs / 1e3)
}

if (import.meta.main) printRows('parser', await parserBench())
