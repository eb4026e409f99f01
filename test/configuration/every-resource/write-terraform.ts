import {
  type Arguments,
  isBlock,
  isSpecial,
  type Scenario,
  type Special,
  type State,
  type Written,
} from './scenario.ts'

/** A module with one state of a scenario. `rewritten`: the same in other words, under another name. */
export function terraformOf({ type, beside = {} }: Scenario, state: State, rewritten = false): string {
  const locals: string[] = []
  const writer = { rewritten, locals }
  const others = Object.entries(beside).map(([other, given]) =>
    resource(other, 'it', given, { ...writer, rewritten: false }),
  )
  const name = rewritten ? 'renamed' : 'it'
  const own = state === 'nothing' ? [] : [resource(type, name, state, writer)]
  const moved = rewritten ? [`moved {\n  from = ${type}.it\n  to = ${type}.renamed\n}`] : []
  const said =
    locals.length === 0 ? [] : [`locals {\n${locals.map((each, at) => `  given_${at} = ${each}`).join('\n')}\n}`]
  const blocks = [ALWAYS, ...others, ...own, ...said, ...moved].join('\n\n')
  return blocks.includes('var.unknown') ? `${blocks}\n\nvariable "unknown" {}` : blocks
}

/** Each root has something, whatever the state. */
const ALWAYS = 'resource "null_resource" "it" {}'

interface Writer {
  /** Through locals, in the other order. */
  readonly rewritten: boolean
  readonly locals: string[]
}

function resource(type: string, name: string, given: Arguments, writer: Writer): string {
  return `resource "${type}" "${name}" {\n${body(given, writer)}\n}`
}

function body(given: Arguments, writer: Writer): string {
  const lines = Object.entries(given).flatMap(([name, value]) => argument(name, value, writer))
  return (writer.rewritten ? lines.toReversed() : lines).join(writer.rewritten ? '\n\n' : '\n')
}

function argument(name: string, value: Written, writer: Writer): readonly string[] {
  if (isBlock(value)) return [`${name} {\n${body(value, writer)}\n}`]
  if (Array.isArray(value) && value.some(isBlock)) return value.flatMap((each) => argument(name, each, writer))
  const written = expression(value)
  if (!writer.rewritten) return [`${name} = ${written}`]
  writer.locals.push(written)
  return [`${name}   =   (local.given_${writer.locals.length - 1}) # the same`]
}

function expression(value: Written): string {
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(expression).join(', ')}]`
  if (isSpecial(value)) return special(value)
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)} = ${expression(inner)}`)
    .join(', ')} }`
}

function special(value: Special): string {
  switch (value.special) {
    case 'unknown':
      return 'var.unknown'
    case 'map':
      return expression(value.entries)
    case 'json':
      return `jsonencode(${expression(value.value)})`
    case 'document':
      return `jsonencode(${expression({ Version: '2012-10-17', Statement: value.statements })})`
    case 'reference':
      return `${value.to}.it.${value.attribute}`
  }
}
