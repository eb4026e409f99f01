import type { Block } from '../../../syntax/hcl/ast.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import { attributeOf, blockValue } from './block-value.ts'
import { type Config, headerOf, UNOPENED } from './config.ts'
import { MAX_BLOCKS } from './limits.ts'
import { openConfig } from './open-config.ts'
import { startTerragruntRun } from './terragrunt-run.ts'
import type { StackComponent, TerragruntInput, TerragruntStack } from './terragrunt-unit.ts'

/**
 * Reads the `terragrunt.stack.hcl` of a directory: its units and stacks are made when Terragrunt generates them, and
 * are opaque until then. Source: "unit" and "stack", Terragrunt reference.
 */
export function readTerragruntStack(input: TerragruntInput): TerragruntStack {
  const { directory } = input
  const run = startTerragruntRun(input)
  const path = directory === '' ? STACK_FILE : `${directory}/${STACK_FILE}`
  const opened = openConfig(run, path, { configPath: path, originalPath: path, depth: 0 })
  if ('kind' in opened) {
    const span = { file: path, start: 0, end: 0 }
    if (opened.kind !== 'not-loaded')
      run.leaveOut({ name: path, reason: `is not read: ${UNOPENED[opened.kind]}`, span })
    return { directory, path, components: [], ...run.reading() }
  }
  const components = opened.file.body.blocks.slice(0, MAX_BLOCKS).flatMap((block) => componentOf(opened, block))
  if (opened.file.body.blocks.length > MAX_BLOCKS) {
    const span = { file: path, start: 0, end: opened.file.text.length }
    run.leaveOut({ name: path, reason: `has more than ${MAX_BLOCKS} blocks, which are not read`, span })
  }
  return { directory, path, components, ...run.reading() }
}

const STACK_FILE = 'terragrunt.stack.hcl'

function componentOf(config: Config, block: Block): readonly StackComponent[] {
  const span = headerOf(config.file, block)
  if (block.type === 'locals') return []
  if (block.type !== 'unit' && block.type !== 'stack') {
    const reason = 'is no block of a stack that is read'
    config.run.leaveOut({ name: block.type, reason, span })
    return []
  }
  const name = block.labels[0]?.text ?? ''
  const [source, path, values] = ['source', 'path', 'values'].map((each) => attributeOf(config, block, each))
  const whole = fingerprintOf(blockValue(config, block))
  const fingerprint = digestOf('terragrunt-stack', block.type, config.path, name, whole)
  return [{ kind: block.type, name, source, path, values, span, fingerprint }]
}
