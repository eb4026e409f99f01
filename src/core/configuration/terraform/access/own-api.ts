import { onlyUnder } from '../../../authorization/aws/only-under.ts'
import type { PolicyDocument, ReadStatement, Statement } from '../../../authorization/aws/policy.ts'
import type { Span } from '../../../text/span.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { knownText, type TextPart, type TextValue, textOf, type UnknownSymbol } from '../../../value/value.ts'
import { textOfParts } from '../text.ts'
import { type ArnFields, arnFields, textOfFields } from './arn-fields.ts'
import type { ConfiguredResource, DeploymentPart } from './resource.ts'

/** The API that a policy stands on: its id, and where it is deployed to. */
export interface OwnApi {
  readonly id: TextValue | undefined
  readonly isDeployedTo: NonNullable<ConfiguredResource['isDeployedTo']>
}

/**
 * The policy of an API, in which `execute-api:/stage/method/path` stands for the ARN of this very API, and so does an
 * ARN whose parts refer to it. Only requests to it are asked of the policy: its partition, region and account are
 * whatever they are. An ARN with another id says something if that is the API's own one, and otherwise nothing.
 * Source: "Create and attach an API Gateway resource policy to an API", Amazon API Gateway Developer Guide.
 */
export function withOwnApi(document: PolicyDocument, api: OwnApi): PolicyDocument {
  return { ...document, statements: document.statements.flatMap((statement) => ofStatement(statement, document, api)) }
}

function ofStatement(statement: Statement, document: PolicyDocument, api: OwnApi): readonly Statement[] {
  if (statement.kind === 'opaque' || statement.resource === undefined) return [statement]
  const { resource } = statement
  const found = resource.patterns.flatMap((pattern) => ofOwnApi(pattern, api))
  // Whether what it excepts is there at all is not known: it stays as it is written.
  const isWritten = (each: Named) => resource.negated || each.only === undefined
  const certain = found.filter(isWritten).map((each) => (each.only === undefined ? each.text : each.written))
  const possible = Map.groupBy(
    found.filter((each) => !isWritten(each)),
    ({ only }) => only?.fingerprint,
  )
  const on = (patterns: readonly TextValue[]): ReadStatement => ({ ...statement, resource: { ...resource, patterns } })
  return [
    ...(certain.length > 0 || possible.size === 0 ? [on(certain)] : []),
    ...[...possible.values()].flatMap((own) => {
      const symbols = own.slice(0, 1).flatMap(({ only }) => only ?? [])
      return onlyUnder({ ...document, statements: [on(own.map(({ text }) => text))] }, symbols).statements
    }),
  ]
}

/** A pattern over requests to the API itself. */
interface Named {
  readonly written: TextValue
  readonly text: TextValue
  /** It names the API only if this is the API's id. */
  readonly only?: UnknownSymbol
}

const SHORT = 'execute-api:/'

function ofOwnApi(written: TextValue, api: OwnApi): readonly Named[] {
  const [first, second, ...others] = written.parts
  if (first?.kind === 'literal' && first.text.startsWith(SHORT)) {
    const rest: TextPart = { kind: 'literal', text: first.text.slice(SHORT.length - 1) }
    return [{ written, text: wholeArn([rest, ...written.parts.slice(1)], written, api) }]
  }
  const isOwnArn = first?.kind === 'symbol' && isExecutionArn(first.symbol, api)
  if (isOwnArn && second?.kind === 'literal' && second.text.startsWith('/')) {
    return [{ written, text: wholeArn([second, ...others], written, api) }]
  }
  const fields = arnFields(written)
  if (fields === undefined || knownText(fields.service) !== 'execute-api') return [{ written, text: written }]
  const placed = deployedAnywhere(fields, api)
  return ofResource(fields.resource, api).map(({ text, ...named }) => {
    return { ...named, written, text: textOfFields({ ...placed, resource: text }, written) }
  })
}

function wholeArn(rest: readonly TextPart[], { spans }: TextValue, api: OwnApi): TextValue {
  return textOfParts([{ kind: 'literal', text: 'arn:*:execute-api:*:*:' }, ...ownId(api, spans), ...rest], spans)
}

/** Where it is not written out, the same for every API and on both sides: no policy is asked about another API. */
function ownId({ id }: OwnApi, [span = { file: '', start: 0, end: 0 }]: readonly Span[]): readonly TextPart[] {
  if (id !== undefined && knownText(id) !== undefined) return id.parts
  const fingerprint = digestOf('own-api')
  const reason = 'is chosen by API Gateway'
  return [{ kind: 'symbol', symbol: { address: 'this-api', fingerprint, reason, span, form: 'identifier' } }]
}

/** What refers to the place of the API says no more than `*` does. */
function deployedAnywhere(fields: ArnFields, api: OwnApi): ArnFields {
  const ofPart = (part: DeploymentPart): TextValue => {
    const symbol = onlySymbol(fields[part])
    const isOwn = symbol === undefined ? isPartition(part, fields[part]) : api.isDeployedTo(part, symbol)
    return isOwn ? textOf('*', fields[part].spans) : fields[part]
  }
  return { ...fields, partition: ofPart('partition'), region: ofPart('region'), account: ofPart('account') }
}

/** What is deployed in one partition cannot name another. */
function isPartition(part: DeploymentPart, text: TextValue): boolean {
  return part === 'partition' && /^aws(?:-[a-z]+)*$/.test(knownText(text) ?? '')
}

/** `id/stage/method/path`. An id that is `*` passes over slashes: what is behind it may come later, too. */
function ofResource(resource: TextValue, api: OwnApi): readonly Named[] {
  const { spans } = resource
  const behindId = (parts: readonly TextPart[]) => textOfParts([...ownId(api, spans), ...parts], spans)
  const written: Named = { written: resource, text: resource }
  const { id, behind } = dividedAtSlash(resource)
  if (id === undefined || behind[0] === undefined) return [written]
  const text = behindId(behind)
  if (id === '*') {
    const later = behindId([{ kind: 'literal', text: '/*' }, ...behind])
    return [
      { written: resource, text },
      { written: resource, text: later },
    ]
  }
  if (isOwnId(id, api)) return [{ written: resource, text }]
  const isOther = typeof id === 'string' && api.id !== undefined && knownText(api.id) !== undefined
  const only = isOther ? undefined : possibleId(id, spans)
  return only === undefined ? [written] : [{ written: resource, text, only }]
}

interface Divided {
  /** What stands before the first slash, as far as that is one text or one symbol. */
  readonly id?: string | UnknownSymbol
  readonly behind: readonly TextPart[]
}

function dividedAtSlash({ parts: [first, ...rest] }: TextValue): Divided {
  if (first?.kind === 'literal') {
    const at = first.text.indexOf('/')
    if (at === -1) return { behind: [] }
    return { id: first.text.slice(0, at), behind: [{ kind: 'literal', text: first.text.slice(at) }, ...rest] }
  }
  const [next] = rest
  const isWhole = next?.kind === 'literal' && next.text.startsWith('/')
  return first !== undefined && isWhole ? { id: first.symbol, behind: rest } : { behind: [] }
}

function isOwnId(id: string | UnknownSymbol, { id: own }: OwnApi): boolean {
  if (own === undefined) return false
  return typeof id === 'string' ? id === knownText(own) : id.fingerprint === onlySymbol(own)?.fingerprint
}

/** An id that is one, whatever API it belongs to; undefined where it may stand for several. */
function possibleId(id: string | UnknownSymbol, [span = { file: '', start: 0, end: 0 }]: readonly Span[]) {
  const isOne = typeof id === 'string' ? /^[a-z\d]+$/i.test(id) : id.form === 'identifier'
  if (!isOne) return undefined
  const [address, fingerprint] = typeof id === 'string' ? [id, id] : [id.address, id.fingerprint]
  return { address, fingerprint: digestOf('api-id', fingerprint), reason: 'may be the id of another API', span }
}

/** Of the resource whose id it is: both by addresses that hold nothing unknown. */
function isExecutionArn({ address }: UnknownSymbol, { id }: OwnApi): boolean {
  const known = id === undefined ? undefined : onlySymbol(id)
  const own = /^(.*)\.id$/s.exec(known?.address ?? '')?.[1]
  return own !== undefined && STATIC_ADDRESS.test(own) && address === `${own}.execution_arn`
}

const KEY = String.raw`(?:\[(?:\d+|"[^"\\]*")\])?`
const STATIC_ADDRESS = new RegExp(
  String.raw`^(?:module\.[\w-]+${KEY}\.)*(?:data\.)?aws_api_gateway_rest_api\.[\w-]+${KEY}$`,
)

function onlySymbol({ parts }: TextValue): UnknownSymbol | undefined {
  const [first, ...others] = parts
  return first?.kind === 'symbol' && others.length === 0 ? first.symbol : undefined
}
