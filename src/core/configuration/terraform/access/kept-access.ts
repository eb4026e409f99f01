import type { OpaqueAccess } from '../../../authorization/access.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { TextPart, TextValue, Value } from '../../../value/value.ts'
import { asText, plainText, textOfParts } from '../text.ts'
import { arnFields } from './arn-fields.ts'
import type { KeptPart } from './kept-part.ts'
import { keptPartsOf } from './kept-parts.ts'
import { BLOCK } from './unread-part.ts'

/** What a resource says by which it may come to give more, by where it says it. */
export interface KeptAccess extends Required<Pick<OpaqueAccess, 'kept' | 'reason'>> {
  readonly at: string
  /** Where it is written; absent where nothing is. */
  readonly spans: Value['spans']
}

/** All of a resource's; `body` is its arguments and blocks, or its properties. */
export function keptAccess(type: string, body: Value): readonly KeptAccess[] {
  return keptPartsOf(type).map((row) => keptBy(row, body))
}

function keptBy(row: KeptPart, body: Value): KeptAccess {
  const found = row.at
    .flatMap((path) => valuesAt(body, path.split('.'), row.isWhole))
    .filter((value) => isMeant(value, row))
  const said = found.map((value) => saidBy(value, row))
  const kept = {
    limits: row.counts === 'means' ? [] : said,
    means: row.counts === 'limit' ? [] : said,
  }
  const [first = ''] = row.at
  const reason = `${first} decides ${row.says}, and what it comes to is not known`
  return { at: row.at.join(' '), kept, reason, spans: found[0]?.spans ?? [] }
}

/** The values at a path through maps and lists; each item of a list is one, but of one that counts as a whole. */
function valuesAt(value: Value, [first, ...rest]: readonly string[], isWhole?: true): readonly Value[] {
  if (value.kind === 'list' && !(isWhole === true && first === undefined))
    return value.items.flatMap((item) => valuesAt(item, first === undefined ? [] : [first, ...rest], isWhole))
  if (value.kind === 'null') return []
  if (first === undefined || value.kind !== 'map') return [value]
  // A name may have dots itself.
  const whole = value.entries.get([first, ...rest].join('.'))
  if (whole !== undefined && rest.length > 0) return [whole.value]
  const entries = [...value.entries].filter(([name]) => name.replace(BLOCK, '') === first)
  return entries.flatMap(([, entry]) => valuesAt(entry.value, rest, isWhole))
}

/** What cannot be made out may be meant. */
function isMeant(value: Value, { only = {} }: KeptPart): boolean {
  return Object.entries(only).every(([path, values]) => {
    const found = within(value, path)
    return found.some((each) => values.includes(plainText(each) ?? values[0] ?? ''))
  })
}

/** What stands at a path of an item. */
function within(value: Value, path: string): readonly Value[] {
  return path === '' ? [value] : valuesAt(value, path.split('.'))
}

/** Which item it is, and what of it decides whether it is meant, where that is not known. */
function saidBy(value: Value, row: KeptPart): string {
  const { of, only = {} } = row
  if (of === undefined) return whichBy(value, row)
  const open = Object.keys(only).flatMap((path) => within(value, path).filter((each) => plainText(each) === undefined))
  const told = of === '' ? [] : within(value, of).map((each) => plainText(each) ?? fingerprintOf(each))
  return digestOf('item', ...told, ...open.map(fingerprintOf))
}

function whichBy(value: Value, { by }: KeptPart): string {
  const text = asText(value)
  const [first] = text?.parts ?? []
  if (text === undefined || first === undefined) return fingerprintOf(value)
  const isWhich = by === undefined || by === 'family'
  if (first.kind === 'symbol' && isDeclared(first.symbol.address)) {
    return isWhich ? digestOf('declared', first.symbol.address.replace(/\.\w+$/, '')) : OWN
  }
  if (by === 'family') return (plainText(text) ?? fingerprintOf(text)).replace(/:\d+$/, '')
  return isWhich ? fingerprintOf(value) : ownerOf(text, by)
}

const OWN = 'what is declared beside it'

/** Whether a symbol stands for something of a resource, and not for a variable or what a data source says. */
function isDeclared(address: string): boolean {
  return !/^(?:module\.[^.]+\.)*(?:data|var|local|each|count|path|terraform|self)\./.test(address)
}

/** Of an ARN the account, of an address the host and what first stands behind it, of an image its registry. */
function ownerOf(text: TextValue, by: 'owner' | 'registry'): string {
  const fields = arnFields(text)
  if (fields !== undefined) {
    const { account, resource } = fields
    return fingerprintOf(account.parts.length === 0 ? upTo(resource, 1) : account)
  }
  const [first] = text.parts
  const scheme = first?.kind === 'literal' ? /^[a-z0-9]+:\/\//.exec(first.text)?.[0] : undefined
  if (scheme !== undefined) return fingerprintOf(upTo(text, scheme.startsWith('s3') ? 3 : 4))
  return by === 'registry' ? fingerprintOf(upTo(text, 1, '')) : fingerprintOf(text)
}

/** A text up to its nth slash; without so many the whole of it, or what is given. */
function upTo(text: TextValue, slashes: number, otherwise?: string): TextValue {
  const parts: TextPart[] = []
  let left = slashes
  for (const part of text.parts) {
    if (part.kind === 'symbol') {
      parts.push(part)
      continue
    }
    const pieces = part.text.split('/')
    if (pieces.length > left)
      return textOfParts([...parts, { kind: 'literal', text: pieces.slice(0, left).join('/') }], text.spans)
    left -= pieces.length - 1
    parts.push({ kind: 'literal', text: part.text })
  }
  return otherwise === undefined ? text : textOfParts([{ kind: 'literal', text: otherwise }], text.spans)
}
