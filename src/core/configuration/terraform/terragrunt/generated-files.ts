import { NOWHERE, type Span } from '../../../text/span.ts'
import type { MapEntry, TextPart, Value } from '../../../value/value.ts'
import { partsOf, textOfParts } from '../text.ts'
import { derived } from '../unknown.ts'
import { placeOf } from './checkout-path.ts'
import type { ConfigParts } from './config.ts'
import { MAX_BLOCKS } from './limits.ts'
import type { GeneratedFile } from './terragrunt-unit.ts'

/** The files that Terragrunt writes. Source: "generate" and "remote_state", Terragrunt reference. */
export function generatedFiles(parts: ConfigParts, directory: string): readonly GeneratedFile[] {
  const blocks = [...(parts.labelled.get('generate') ?? [])].slice(0, MAX_BLOCKS)
  const files = blocks.map(([name, { value, keySpan }]) =>
    generatedFile(name, value, memberOf(value, 'contents'), keySpan, directory),
  )
  const remoteState = parts.blocks.get('remote_state')
  const generate = remoteState === undefined ? undefined : memberOf(remoteState, 'generate')
  if (remoteState === undefined || generate === undefined || generate.kind === 'null') return files
  const span = generate.spans[0] ?? remoteState.spans[0] ?? NOWHERE
  const backend = backendText(remoteState, span)
  return [...files, generatedFile('remote_state', generate, backend, span, directory)]
}

function memberOf(value: Value, name: string): Value | undefined {
  return value.kind === 'map' ? value.entries.get(name)?.value : undefined
}

/** Paths are relative to where Terraform runs: the module's copy, with the unit's files beside it. */
function generatedFile(
  name: string,
  block: Value,
  contents: Value | undefined,
  span: Span,
  directory: string,
): GeneratedFile {
  const path = memberOf(block, 'path') ?? derived('generated-path', `the path of ${name}`, [block], span)
  const place = placeOf(path, directory)
  const isWithin = place.kind === 'inside' && (directory === '' || place.path.startsWith(`${directory}/`))
  return {
    name,
    path,
    repositoryPath: isWithin ? place.path : undefined,
    contents: contents ?? derived('generated-contents', `the contents of ${name}`, [block], span),
    ifExists: memberOf(block, 'if_exists'),
    disable: memberOf(block, 'disable'),
    span,
  }
}

/** The backend's configuration in Terraform's syntax, each value with its places. */
function backendText(remoteState: Value, span: Span): Value {
  const [backend, settings] = [memberOf(remoteState, 'backend'), memberOf(remoteState, 'config')]
  if (backend?.kind !== 'text') return derived('backend', 'the backend', [remoteState], span)
  const lines = settings?.kind === 'map' ? [...settings.entries] : []
  const isOpen = settings !== undefined && settings.kind !== 'map' && settings.kind !== 'null'
  if (isOpen) return derived('backend', 'the backend', [remoteState], span)
  const body = lines.flatMap(([name, entry]): TextPart[] => [
    literal(`    ${name} = `),
    ...expressionParts(entry),
    literal('\n'),
  ])
  const parts = [
    literal('terraform {\n  backend "'),
    ...partsOf(backend),
    literal('" {\n'),
    ...body,
    literal('  }\n}\n'),
  ]
  return textOfParts(parts, [span])
}

function literal(text: string): TextPart {
  return { kind: 'literal', text }
}

function expressionParts({ value }: Pick<MapEntry, 'value'>): readonly TextPart[] {
  const origins = [{ at: 0, spans: value.spans }]
  switch (value.kind) {
    case 'null':
      return [{ kind: 'literal', text: 'null', origins }]
    case 'boolean':
      return [{ kind: 'literal', text: String(value.value), origins }]
    case 'number':
      return [{ kind: 'literal', text: value.digits, origins }]
    case 'unknown':
      return [literal('"'), { kind: 'symbol', symbol: value.symbol }, literal('"')]
    case 'text':
      return [literal('"'), ...value.parts.map((part) => quotedPart(part, value.spans)), literal('"')]
    case 'list':
      return [
        literal('['),
        ...value.items.flatMap((item) => [...expressionParts({ value: item }), literal(', ')]),
        literal(']'),
      ]
    case 'map':
      return [
        literal('{ '),
        ...[...value.entries].flatMap(([key, entry]) => [
          quotedPart(literal(`"${key}"`.slice(1, -1)), entry.value.spans, '"'),
          literal(' = '),
          ...expressionParts(entry),
          literal(', '),
        ]),
        literal('}'),
      ]
  }
}

/** As it stands between quotes: escapes resolved again, and no interpolation of its own. */
function quotedPart(part: TextPart, spans: Value['spans'], quote = ''): TextPart {
  if (part.kind === 'symbol') return part
  const escaped = JSON.stringify(part.text).slice(1, -1).replaceAll('${', '$${').replaceAll('%{', '%%{')
  return { kind: 'literal', text: `${quote}${escaped}${quote}`, origins: [{ at: 0, spans }] }
}
