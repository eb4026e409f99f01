import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keepHeapSmall } from '../src/cli/small-heap.ts'
import type { Variant } from '../src/core/configuration/terraform/module-access.ts'
import { parseHcl } from '../src/core/syntax/hcl/parse.ts'
import { configure } from '../test/configuration/module-double.ts'
import { mutateTerraform } from './mutate-terraform.ts'
import { type BenchRow, printRows } from './row.ts'
import { SeededRandom } from './seeded-random.ts'
import { terraformModule } from './terraform-files.ts'

// Reads damaged Terraform for a while: `node bench/fuzz.ts --seconds 60 --seed 1`. Nothing may throw, no file may take
// longer than a second of the processor, all threads together, and the process may not grow beyond 300 MB. `--parser`
// leaves the evaluator out; `--only N` prints one file.

// Left alone, V8 lets garbage lie as long as the machine has memory: that would hide what leaks.
keepHeapSmall()

const FIXTURES = join(import.meta.dirname, '..', 'test', 'syntax', 'fixtures')
const VARIANTS: readonly Variant[] = [{ kind: 'declared' }, { kind: 'unset' }]

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    parser: { type: 'boolean' },
  },
})
const seed = Number(values.seed ?? 1)
const sources = [
  ...Array.from({ length: 20 }, (_, index) => terraformModule(index).text),
  ...readdirSync(FIXTURES).map((name) => readFileSync(join(FIXTURES, name), 'utf8')),
]

if (values.only !== undefined) process.stdout.write(damagedFile(Number(values.only)))
else printRows(`fuzz, seed ${seed}`, fuzz(Number(values.seconds ?? 30) * 1000))

function fuzz(durationMs: number): readonly BenchRow[] {
  const end = performance.now() + durationMs
  let slowest = { number: 0, allMs: 0 }
  let slowestParseMs = 0
  let number = 0
  for (; performance.now() < end; number++) {
    const text = damagedFile(number)
    try {
      const { parseMs, allMs } = read(text)
      if (allMs > slowest.allMs) slowest = { number, allMs }
      slowestParseMs = Math.max(slowestParseMs, parseMs)
    } catch (error) {
      throw new Error(`file ${number} of seed ${seed} threw`, { cause: error })
    }
  }
  const peakMb = (process.resourceUsage().maxRSS * 1024) / 1e6
  return [
    {
      name: values.parser === true ? 'damaged files read' : 'damaged files read and evaluated',
      value: number,
      unit: '',
      beside: 'none threw',
    },
    { name: `the slowest (--only ${slowest.number})`, value: slowest.allMs, unit: 'ms', beside: 'limit: 1,000 ms' },
    { name: 'the slowest parse', value: slowestParseMs, unit: 'ms' },
    { name: 'peak resident memory, the whole process', value: peakMb, unit: 'MB', beside: 'limit: 300 MB' },
  ]
}

function damagedFile(number: number): string {
  const random = new SeededRandom(seed * 1_000_003 + number)
  return mutateTerraform(random.pick(sources) ?? '', random.pick(sources) ?? '', random)
}

/** Parses the text and configures it in both of the variants that every module has; the processor time of either. */
function read(text: string): { readonly parseMs: number; readonly allMs: number } {
  const start = process.cpuUsage()
  parseHcl('main.tf', text)
  const parseMs = cpuMs(start)
  if (values.parser !== true) for (const variant of VARIANTS) configure(text, { variant })
  return { parseMs, allMs: cpuMs(start) }
}

/** Time of the processor, which other processes of the machine do not add to. */
function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
