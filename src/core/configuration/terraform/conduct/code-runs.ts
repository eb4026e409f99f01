import type { Block } from '../../../syntax/hcl/ast.ts'
import type { Span } from '../../../text/span.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { addressesIn } from '../access/referenced.ts'
import type { Declarations, ResourceDeclaration } from '../declarations.ts'
import { blockSpan } from '../overrides.ts'
import { blockFingerprint, declaredFingerprint, syntaxFingerprint } from '../syntax-fingerprint.ts'
import type { Conduct } from './conduct.ts'
import { blocksWithin, type ModuleFiles } from './module-files.ts'

/** Provisioners that run something, here or on what was made, or write files there that may be run. */
const RUNNING: ReadonlyMap<string, string> = new Map([
  ['local-exec', 'runs a command where Terraform runs'],
  ['remote-exec', 'runs commands on what it makes'],
  ['file', 'writes files on what it makes'],
])

const PLANNED = 'runs a program whenever it is planned'

/** Resources and data sources that run a program: on the machine that Terraform runs on, or by its login elsewhere. */
const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ['data.external', PLANNED],
  ['data.local_command', PLANNED],
  ['data.shell_script', PLANNED],
  ['shell_script', 'runs a program when it is applied'],
  ['data.aws_lambda_invocation', 'calls a function whenever it is planned'],
  ['aws_lambda_invocation', 'calls a function when it is applied'],
])

/** Resources and data sources that send a request to an address, and take what it answers. */
const REQUESTS: ReadonlyMap<string, string> = new Map([
  ['data.http', 'sends a request whenever it is planned'],
  ['data.terracurl_request', 'sends a request whenever it is planned'],
  ['terracurl_request', 'sends requests when it is applied'],
  ['restapi_object', 'sends requests when it is applied'],
  ['data.restapi_object', 'sends a request whenever it is planned'],
])

/** What a type does beside making a resource. */
function actOf(type: string): Pick<Conduct, 'what' | 'detail'> | undefined {
  const [program, request] = [PROGRAMS.get(type), REQUESTS.get(type)]
  if (program !== undefined) return { what: 'runs-code', detail: program }
  return request === undefined ? undefined : { what: 'asks-elsewhere', detail: request }
}

/**
 * Programs that Terraform runs, and requests that it sends. Sources: "The external Data Source", hashicorp/external provider; "http", hashicorp/http provider; "Provisioners" and
 * "Checks", Terraform language documentation; `aws_lambda_invocation`, AWS provider.
 */
export function codeRuns(module: ModuleFiles): readonly Conduct[] {
  const { directory, declarations } = module
  const declared = [...declarations.resources.values()].flatMap((resource): readonly Conduct[] => {
    const { mode, type, address, block } = resource
    const act = actOf(mode === 'data' ? `data.${type}` : type)
    const says = declaredFingerprint(resource)
    const program = act === undefined ? [] : [programOf(module, { ...act, address, says, block }, blockSpan(resource))]
    return [...program, ...provisionersOf(directory, declarations, resource)]
  })
  return [...declared, ...checkRuns(module)]
}

/** A check may have a data source of its own, which is read whenever something is planned. */
function checkRuns(module: ModuleFiles): readonly Conduct[] {
  return module.files.flatMap(({ path: file, body }) =>
    body.blocks.flatMap((check) => {
      if (check.type !== 'check') return []
      return blocksWithin(check, 'data').flatMap((block): readonly Conduct[] => {
        const [type = '', name = ''] = block.labels.map(({ text }) => text)
        const act = actOf(`data.${type}`)
        if (act === undefined) return []
        const address = `check.${check.labels[0]?.text ?? ''}.data.${type}.${name}`
        const span = { file, start: block.start, end: block.end }
        return [programOf(module, { ...act, address, says: blockFingerprint(block), block }, span)]
      })
    }),
  )
}

interface Program extends Pick<Conduct, 'what' | 'address' | 'detail' | 'says'> {
  readonly block: Block
}

function programOf({ directory, declarations }: ModuleFiles, program: Program, span: Span): Conduct {
  const { what, address, detail, says, block } = program
  return {
    what,
    key: `${directory}/${address}`,
    place: `${directory}/`,
    says: digestOf('program', says, ...behind(block, declarations)),
    address,
    detail,
    span,
  }
}

function provisionersOf(
  directory: string,
  declarations: Declarations,
  { address, blocks }: ResourceDeclaration,
): readonly Conduct[] {
  return blocks.flatMap(({ block, file }): readonly Conduct[] => {
    const kind = block.labels[0]?.text ?? ''
    const detail = block.type === 'provisioner' ? RUNNING.get(kind) : undefined
    if (detail === undefined) return []
    const connection = blocksWithin(block, 'connection').map(blockFingerprint)
    return [
      {
        what: 'runs-code',
        key: `${directory}/${address}`,
        place: `${directory}/`,
        says: digestOf('provisioner', kind, blockFingerprint(block), ...connection, ...behind(block, declarations)),
        address,
        detail,
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
