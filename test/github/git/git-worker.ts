import { spawn } from 'node:child_process'
import { z } from 'zod'

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** What `run-git.ts` asks of this process: one git command. */
export const gitJob = z.object({
  id: z.number(),
  directory: z.string(),
  args: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  input: bytes.optional(),
})
export type GitJob = z.infer<typeof gitJob>

/** What became of it; `failure` where git could not be started at all. */
export const gitOutcome = z.object({
  id: z.number(),
  code: z.number(),
  stdout: bytes,
  stderr: z.string(),
  failure: z.string().optional(),
})
type GitOutcome = z.infer<typeof gitOutcome>

function run({ id, directory, args, environment, input }: GitJob, tell: (outcome: GitOutcome) => void): void {
  const child = spawn('git', args, { cwd: directory, env: environment, stdio: ['pipe', 'pipe', 'pipe'] })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  child.on('error', ({ message }) => tell({ id, code: -1, stdout: Buffer.alloc(0), stderr: '', failure: message }))
  // A git that refuses its input early closes the pipe; its exit code and message say why.
  child.stdin.on('error', () => undefined)
  child.on('close', (code) => {
    tell({ id, code: code ?? -1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') })
  })
  child.stdin.end(input)
}

if (import.meta.main) {
  process.on('message', (message) => run(gitJob.parse(message), (outcome) => process.send?.(outcome)))
  process.on('disconnect', () => process.exit())
}
