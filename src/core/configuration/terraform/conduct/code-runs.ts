import type { Block } from '../../../syntax/hcl/ast.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { addressesIn } from '../access/referenced.ts'
import type { Declarations, ResourceDeclaration } from '../declarations.ts'
import { blockSpan } from '../overrides.ts'
import { blockFingerprint, declaredFingerprint, syntaxFingerprint } from '../syntax-fingerprint.ts'
import type { Conduct } from './conduct.ts'
import { blocksWithin, type ModuleFiles } from './module-files.ts'

/** Provisioners that run something: here, or on what was made. */
const RUNNING: ReadonlySet<string> = new Set(['local-exec', 'remote-exec'])

/** Resources and data sources whose provider runs a program on the machine that Terraform runs on. */
const PROGRAMS: ReadonlySet<string> = new Set(['data.external', 'shell_script', 'data.shell_script'])

/**
 * Programs that Terraform runs. Sources: "The external Data Source", hashicorp/external provider; "Provisioners",
 * Terraform language documentation.
 */
export function codeRuns({ directory, declarations }: ModuleFiles): readonly Conduct[] {
  return [...declarations.resources.values()].flatMap((resource): readonly Conduct[] => {
    const kind = `${resource.mode === 'data' ? 'data.' : ''}${resource.type}`
    const program = PROGRAMS.has(kind) ? [programOf(directory, declarations, resource)] : []
    return [...program, ...provisionersOf(directory, declarations, resource)]
  })
}

function programOf(directory: string, declarations: Declarations, resource: ResourceDeclaration): Conduct {
  const { address, mode } = resource
  return {
    what: 'runs-code',
    key: `${directory}/${address}`,
    place: `${directory}/`,
    says: digestOf('program', declaredFingerprint(resource), ...behind(resource.block, declarations)),
    address,
    detail: mode === 'data' ? 'runs a program whenever it is planned' : 'runs a program when it is applied',
    span: blockSpan(resource),
  }
}

function provisionersOf(
  directory: string,
  declarations: Declarations,
  { address, blocks }: ResourceDeclaration,
): readonly Conduct[] {
  return blocks.flatMap(({ block, file }): readonly Conduct[] => {
    const kind = block.labels[0]?.text ?? ''
    if (block.type !== 'provisioner' || !RUNNING.has(kind)) return []
    const connection = blocksWithin(block, 'connection').map(blockFingerprint)
    return [
      {
        what: 'runs-code',
        key: `${directory}/${address}`,
        place: `${directory}/`,
        says: digestOf('provisioner', kind, blockFingerprint(block), ...connection, ...behind(block, declarations)),
        address,
        detail: kind === 'local-exec' ? 'runs a command where Terraform runs' : 'runs commands on what it makes',
        span: { file, start: block.start, end: block.end },
      },
    ]
  })
}

/** What the names in a block stand for in its module: local values and defaults of variables, through any number. */
function behind(block: Block, { locals, variables }: Declarations): readonly string[] {
  const found = new Set(addressesIn(block))
  const told: string[] = []
  // A set that grows while it is walked.
  for (const address of found) {
    const [kind, name = ''] = address.split('.')
    const local = kind === 'local' ? locals.get(name)?.expression : undefined
    const expression = kind === 'var' ? variables.get(name)?.attributes.get('default')?.attribute.expression : local
    if (expression === undefined) continue
    told.push(digestOf(address, syntaxFingerprint(expression)))
    for (const inner of addressesIn(expression)) found.add(inner)
  }
  return told.sort()
}
