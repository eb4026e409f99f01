import type { LiteralPart, TextPart, TextValue } from '../../../value/value.ts'
import { textOfParts } from '../text.ts'

/**
 * The fields of an ARN, each of which may have unknown parts. The last one is all that is behind the account.
 * Source: "Amazon Resource Names (ARNs)", AWS Identity and Access Management User Guide.
 */
export interface ArnFields {
  readonly partition: TextValue
  readonly service: TextValue
  readonly region: TextValue
  readonly account: TextValue
  readonly resource: TextValue
}

/**
 * The fields of a text that begins with `arn:`; undefined where it has fewer. What is not known is taken for a part of
 * the field in which it stands: whoever goes by a field asks what the symbol is.
 */
export function arnFields({ parts, spans }: TextValue): ArnFields | undefined {
  const found: TextPart[][] = [[]]
  for (const part of parts) {
    if (part.kind === 'symbol' || found.length > COLONS) found.at(-1)?.push(part)
    else addPieces(found, part)
  }
  const [prefix, ...fields] = found.map((own): TextValue => ({ kind: 'text', parts: own, spans }))
  const [partition, service, region, account, resource] = fields
  const [begin] = prefix?.parts ?? []
  if (begin?.kind !== 'literal' || begin.text !== 'arn' || prefix?.parts.length !== 1) return undefined
  if (partition === undefined || service === undefined || region === undefined) return undefined
  return account === undefined || resource === undefined ? undefined : { partition, service, region, account, resource }
}

const COLONS = 5

function addPieces(found: TextPart[][], { text }: LiteralPart): void {
  let from = 0
  while (found.length <= COLONS) {
    const at = text.indexOf(':', from)
    if (at === -1) break
    add(found, text.slice(from, at))
    found.push([])
    from = at + 1
  }
  add(found, text.slice(from))
}

function add(found: TextPart[][], text: string): void {
  if (text !== '') found.at(-1)?.push({ kind: 'literal', text })
}

/** The fields as one text again, which stands where another does. */
export function textOfFields(fields: ArnFields, { spans }: TextValue): TextValue {
  const { partition, service, region, account, resource } = fields
  const colon: TextPart = { kind: 'literal', text: ':' }
  const rest = [partition, service, region, account, resource].flatMap(({ parts }) => [colon, ...parts])
  return textOfParts([{ kind: 'literal', text: 'arn' }, ...rest], spans)
}
