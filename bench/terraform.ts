import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parse as hcl2json } from '@cdktf/hcl2json'
import hcl2Parser from 'hcl2-parser'
import { memorySourceTrees } from '../src/adapters/memory/source-trees.ts'
import { firstOf } from '../src/adapters/module-sources/first-of.ts'
import { changedPaths } from '../src/review/change-set.ts'
import { compareTrees } from '../src/review/compare-trees.ts'
import { sideModules } from '../src/review/side-modules.ts'
import { openSide } from '../src/review/side-texts.ts'
import { type TerraformMemory, terraformMemory } from '../src/review/terraform-memory.ts'
import { moduleVariants } from '../src/review/terraform-modules.ts'
import { reachedRoots } from '../src/review/terraform-roots.ts'
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
  /** Of a change that was not measured yet: only reading and evaluating the root modules that it reaches. */
  readonly evaluationMs: number
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
    { name: `another file changes, the rest read before: ${callers} root modules`, value: figures.warmMs, unit: 'ms' },
    { name: 'of that, their reading and evaluation', value: figures.evaluationMs, unit: 'ms', beside: 'limit: 100' },
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
  const evaluations: number[] = []
  for (let round = 1; isChange && round <= WARM_ROUNDS; round++) {
    warm.push(await timeOf(tree, widened(tree, round), memory))
    evaluations.push(await evaluationTimeOf(tree, widened(tree, round + WARM_ROUNDS), memory))
  }
  return {
    files: texts.length,
    sizeMb: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6,
    coldMs,
    warmMs: medianOf(warm),
    evaluationMs: medianOf(evaluations),
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

function medianOf(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[figures.length >> 1] ?? 0
}

/** Milliseconds from the root modules that a change reaches to what it changes in them. */
async function evaluationTimeOf(from: GeneratedTree, to: GeneratedTree, memory: TerraformMemory): Promise<number> {
  const trees = memorySourceTrees({ base: from, head: to })
  const sideOf = async (id: string) => ({ texts: await openSide({ trees, id }), modules: sideModules(firstOf([]), id) })
  const [base, head] = [await sideOf('base'), await sideOf('head')]
  const changed = changedPaths(base.texts.entries, head.texts.entries)
  const { roots } = await reachedRoots(changed, base, head, memory)
  const paths = changed.map(({ path }) => path)
  const start = performance.now()
  for (const root of roots) await moduleVariants(root, base, head, memory, paths)
  return performance.now() - start
}

if (import.meta.main) {
  const [, , what] = process.argv
  if (what !== undefined) process.stdout.write(JSON.stringify(await measure(what)))
  else printRows('terraform', await terraformBench())
}
