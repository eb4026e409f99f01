import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { memorySourceTrees } from '../src/adapters/memory/source-trees.ts'
import { firstOf } from '../src/adapters/module-sources/first-of.ts'
import { compareTrees } from '../src/review/compare-trees.ts'
import { openSide } from '../src/review/side-texts.ts'
import { type TerraformMemory, terraformMemory } from '../src/review/terraform-memory.ts'
import { type BenchRow, printRows } from './row.ts'
import { callersOf, type GeneratedTree, terraformTree, widened } from './terraform-tree.ts'

const WARM_ROUNDS = 9

/** What one process measures over the generated repository. */
interface Figures {
  readonly files: number
  readonly sizeMb: number
  readonly coldMs: number
  readonly everythingMs: number
  readonly warmMs: number
  readonly peakMb: number
}

/** A repository of 5,000 files from nothing, and a change of one file in it, in a process of its own. */
export async function terraformBench(): Promise<readonly BenchRow[]> {
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), 'measure'], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  const figures: Figures = JSON.parse(run.stdout)
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
      name: `the same, read before: ${callers} root modules, 4 variants`,
      value: figures.warmMs,
      unit: 'ms',
      beside: 'limit: 100',
    },
    { name: 'every root module evaluated, nothing read before', value: figures.everythingMs, unit: 'ms' },
    { name: 'peak resident memory', value: figures.peakMb, unit: 'MB', beside: 'limit: 600' },
  ]
}

async function measure(): Promise<Figures> {
  const tree = terraformTree()
  const texts = Object.values(tree)
  const memory = terraformMemory()
  const coldMs = await timeOf(tree, widened(tree, 0), memory)
  const warm: number[] = []
  for (let round = 1; round <= WARM_ROUNDS; round++) warm.push(await timeOf(tree, widened(tree, round), memory))
  const everythingMs = await timeOf({}, tree, terraformMemory())
  return {
    files: texts.length,
    sizeMb: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6,
    coldMs,
    everythingMs,
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
  if (process.argv[2] === 'measure') process.stdout.write(JSON.stringify(await measure()))
  else printRows('terraform', await terraformBench())
}
