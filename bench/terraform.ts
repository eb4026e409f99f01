import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parse as hcl2json } from '@cdktf/hcl2json'
import hcl2Parser from 'hcl2-parser'
import { memorySourceTrees } from '../src/adapters/memory/source-trees.ts'
import { firstOf } from '../src/adapters/module-sources/first-of.ts'
import { compareTrees } from '../src/review/compare-trees.ts'
import { openSide } from '../src/review/side-texts.ts'
import { type TerraformMemory, terraformMemory } from '../src/review/terraform-memory.ts'
import { type BenchRow, printRows } from './row.ts'
import type { GeneratedFile } from './terraform-files.ts'
import { formattingMs } from './terraform-format.ts'
import { callersOf, type GeneratedTree, terraformTree, widened } from './terraform-tree.ts'

const WARM_ROUNDS = 9
/** The server is started so (Dockerfile, `npm start`). */
const AS_THE_SERVER = ['--max-semi-space-size=64']

/** What a process measures over the generated repository: a change of one file, or everything at once. */
interface Figures {
  readonly files: number
  readonly sizeMb: number
  readonly coldMs: number
  readonly warmMs: number
  readonly peakMb: number
}

/** A repository of 5,000 files from nothing, and a change of one file in it, in a process of its own. */
export async function terraformBench(): Promise<readonly BenchRow[]> {
  const figures = measured('change')
  const everything = measured('everything')
  const size = `${figures.files} files, ${figures.sizeMb.toFixed(1)} MB`
  const callers = callersOf(0)
  return [
    {
      name: `one file changes, nothing read before (${size})`,
      value: figures.coldMs,
      unit: 'ms',
      beside: 'limit: 3,000',
    },
    {
      name: `the same, read before: ${callers} root modules`,
      value: figures.warmMs,
      unit: 'ms',
      beside: 'limit: 100',
    },
    { name: 'peak resident memory of these', value: figures.peakMb, unit: 'MB', beside: 'limit: 600' },
    ...(await parsingRows()),
    { name: 'everything is new: 600 root modules, 3 variants', value: everything.coldMs, unit: 'ms' },
    { name: 'peak resident memory of that', value: everything.peakMb, unit: 'MB' },
  ]
}

/** The peers on npm are slow: they parse a part of the files, and the rest is worked out. */
const PEER_FILES = 100

/** What only parsing all these files takes the peers, which evaluate nothing. */
async function parsingRows(): Promise<readonly BenchRow[]> {
  const files = Object.entries(terraformTree()).map(([path, text]) => ({ path, text }))
  // Every so manyth, so that all kinds of files are among them.
  const every = Math.floor(files.length / PEER_FILES)
  const some = files.filter((_, index) => index % every === 0)
  const share = sizeMbOf(files) / sizeMbOf(some)
  const name = 'only parsing all of these files'
  const beside = `from ${some.length} of them`
  const format = formattingMs(files)
  return [
    {
      name: `${name}, hcl2-parser`,
      value: share * (await msOf(some, (text) => hcl2Parser.parseToString(text))),
      unit: 'ms',
      beside,
    },
    {
      name: `${name}, @cdktf/hcl2json`,
      value: share * (await msOf(some, (text) => hcl2json('main.tf', text))),
      unit: 'ms',
      beside,
    },
    ...(format === undefined ? [] : [{ name: `${name}, terraform fmt -check`, value: format, unit: 'ms' }]),
  ]
}

function sizeMbOf(files: readonly GeneratedFile[]): number {
  return files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6
}

async function msOf(files: readonly GeneratedFile[], parse: (text: string) => unknown): Promise<number> {
  const start = performance.now()
  for (const { text } of files) await parse(text)
  return performance.now() - start
}

function measured(what: 'change' | 'everything'): Figures {
  const run = spawnSync(process.execPath, [...AS_THE_SERVER, fileURLToPath(import.meta.url), what], {
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

async function measure(what: string): Promise<Figures> {
  const tree = terraformTree()
  const texts = Object.values(tree)
  const memory = terraformMemory()
  const isChange = what === 'change'
  const coldMs = await timeOf(isChange ? tree : {}, isChange ? widened(tree, 0) : tree, memory)
  const warm: number[] = []
  for (let round = 1; isChange && round <= WARM_ROUNDS; round++) {
    warm.push(await timeOf(tree, widened(tree, round), memory))
  }
  return {
    files: texts.length,
    sizeMb: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6,
    coldMs,
    warmMs: warm.sort((one, other) => one - other)[WARM_ROUNDS >> 1] ?? 0,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }
}

/** Milliseconds from two listed trees to the facts. */
async function timeOf(from: GeneratedTree, to: GeneratedTree, memory: TerraformMemory): Promise<number> {
  const trees = memorySourceTrees({ base: from, head: to })
  const [base, head] = [await openSide({ trees, id: 'base' }), await openSide({ trees, id: 'head' })]
  const start = performance.now()
  const revisions = { base: 'base', head: 'head' }
  const { facts } = await compareTrees({ base, head, revisions, sources: firstOf([]), memory })
  const elapsedMs = performance.now() - start
  if (!facts.some(({ kind }) => kind === 'granted')) throw new Error('the change must grant something')
  return elapsedMs
}

if (import.meta.main) {
  const [, , what] = process.argv
  if (what !== undefined) process.stdout.write(JSON.stringify(await measure(what)))
  else printRows('terraform', await terraformBench())
}
