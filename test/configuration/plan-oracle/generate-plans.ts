/**
 * Writes each module's plan.json: what Terraform itself plans for it, with a fake provider and without a network.
 * Needs `terraform` on the path; the tests need only the files. Run with
 * `npm exec -- node test/configuration/plan-oracle/generate-plans.ts [module…]`.
 */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startFakeProvider } from './fake-provider.ts'
import { goldenPlan, TerraformPlan, TerraformState } from './reduce-plan.ts'

const PROVIDERS = ['aws', 'google', 'kubernetes', 'random', 'null']
const MODULES = join(import.meta.dirname, 'fixtures')

const run = promisify(execFile)
const names = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(MODULES).sort()
const provider = await startFakeProvider()
const refused: string[] = []
for (const name of names) await generate(name)
provider.close()
console.log(`${names.length - refused.length} plans written`)
if (refused.length > 0) {
  console.error(refused.join('\n'))
  process.exitCode = 1
}

async function generate(name: string): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'countersign-plan-'))
  try {
    cpSync(join(MODULES, name), copy, { recursive: true })
    const root = existsSync(join(copy, 'root')) ? join(copy, 'root') : copy
    await terraform(root, ['init', '-backend=false'])
    await terraform(root, ['plan', '-lock=false', '-out=plan'])
    const plan = TerraformPlan.parse(JSON.parse(await terraform(root, ['show', '-json', 'plan'])))
    await terraform(root, ['apply', 'plan'])
    const state = TerraformState.parse(JSON.parse(await terraform(root, ['show', '-json'])))
    writeFileSync(join(MODULES, name, 'plan.json'), `${JSON.stringify(goldenPlan(plan, state), null, 2)}\n`)
  } catch (error) {
    refused.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    rmSync(copy, { recursive: true })
  }
}

async function terraform(root: string, args: readonly string[]): Promise<string> {
  const addr = { Network: 'tcp', String: provider.address }
  const reattach = { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: addr }
  const attached = PROVIDERS.map((name) => [`registry.terraform.io/hashicorp/${name}`, reattach])
  const env = {
    PATH: process.env['PATH'],
    HOME: root,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    TF_CLI_ARGS: '-no-color',
    TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(attached)),
  }
  const { stdout } = await run('terraform', args, {
    cwd: root,
    env,
    maxBuffer: 64_000_000,
  })
  return stdout
}
