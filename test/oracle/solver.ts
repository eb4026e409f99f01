import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export type SolverAnswer = 'sat' | 'unsat' | 'unknown'

export interface SolverLimits {
  /** Time that each strategy is given. */
  readonly strategyTimeoutMs: number
  readonly memoryKiB: number
  /** A process is replaced after so many questions, so that what it keeps does not pile up. */
  readonly questionsPerProcess: number
}

const DEFAULT_LIMITS: SolverLimits = { strategyTimeoutMs: 1_000, memoryKiB: 4_000_000, questionsPerProcess: 500 }

/**
 * Ways to search, tried one after the other: as the solver thinks best; by short texts first, which is quick where
 * there is a request; and with regular expressions taken apart, which is quick where there is none.
 */
const STRATEGIES: readonly string[] = ['', '--strings-fmf', '--re-elim=on']

const PROGRAM = 'cvc5'

/** Whether cvc5 can be started. */
export function hasSolver(): boolean {
  try {
    execFileSync(PROGRAM, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * Answers questions with cvc5, one after the other, many by one process a strategy. A question that takes too long,
 * needs too much memory or ends the process is `unknown`. Throws where cvc5 does not understand a question, which is
 * a bug of the encoding.
 */
export class Solver {
  readonly #limits: SolverLimits
  readonly #processes = new Map<string, RunningSolver>()

  constructor(limits: Partial<SolverLimits> = {}) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
  }

  async ask(commands: readonly string[]): Promise<SolverAnswer> {
    for (const strategy of STRATEGIES) {
      const answer = await this.#askOne(strategy, commands)
      if (answer !== 'unknown') return answer
    }
    return 'unknown'
  }

  close(): void {
    for (const process of this.#processes.values()) process.close()
    this.#processes.clear()
  }

  async #askOne(strategy: string, commands: readonly string[]): Promise<SolverAnswer> {
    const process = this.#processes.get(strategy) ?? new RunningSolver(strategy, this.#limits)
    this.#processes.set(strategy, process)
    const answer = await process.ask(commands)
    if (answer === 'ended' || process.asked >= this.#limits.questionsPerProcess) {
      process.close()
      this.#processes.delete(strategy)
    }
    if (answer === 'ended') return 'unknown'
    if (answer === 'sat' || answer === 'unsat' || answer === 'unknown') return answer
    this.close()
    throw new Error(`cvc5 says ${answer} to\n${commands.join('\n')}`)
  }
}

/** The solver looks at its clock now and then; one that does not is ended. */
const GRACE_MS = 2_000

/** One process, which forgets a question with `(reset)`. */
class RunningSolver {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #patienceMs: number
  #hasEnded = false
  #answered: ((line: string) => void) | undefined
  #asked = 0

  constructor(strategy: string, { memoryKiB, strategyTimeoutMs }: SolverLimits) {
    this.#patienceMs = strategyTimeoutMs + GRACE_MS
    const options = `--lang=smt2 --strings-exp --tlimit-per=${strategyTimeoutMs} ${strategy}`
    // The shell bounds its own memory and then becomes the solver.
    this.#child = spawn('sh', ['-c', `ulimit -v ${memoryKiB}; exec ${PROGRAM} ${options} -`])
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      if (line !== '') this.#answered?.(line)
    })
    this.#child.stderr.resume()
    this.#child.stdin.on('error', () => this.#end())
    this.#child.on('close', () => this.#end())
  }

  get asked(): number {
    return this.#asked
  }

  /** The line that the solver says, or `ended` where it no longer answers. */
  async ask(commands: readonly string[]): Promise<string> {
    if (this.#hasEnded) return 'ended'
    this.#asked++
    const { promise, resolve } = Promise.withResolvers<string>()
    this.#answered = resolve
    const timer = setTimeout(() => resolve('ended'), this.#patienceMs)
    this.#child.stdin.write(`${[...commands, '(check-sat)', '(reset)'].join('\n')}\n`)
    const answer = await promise
    clearTimeout(timer)
    this.#answered = undefined
    return answer
  }

  close(): void {
    this.#child.kill('SIGKILL')
  }

  #end(): void {
    this.#hasEnded = true
    this.#answered?.('ended')
  }
}
