import type { AccessRequest, PolicyKind } from '../../authorization/access.ts'
import { evaluate } from '../../authorization/aws/evaluate.ts'
import type { PolicyDocument } from '../../authorization/aws/policy.ts'
import type { UnknownSymbol } from '../../value/value.ts'
import { type Alphabet, isLetter, OTHER, type Word } from './letters.ts'
import type { Found } from './question.ts'
import { hasSymbols, substitute, typedSymbols } from './substitute.ts'

export interface Sides {
  readonly base: readonly PolicyDocument[]
  readonly head: readonly PolicyDocument[]
  readonly kind: PolicyKind
}

/** `keyNames`: condition keys as policies spell them, by their lower case. */
export interface NamedFound extends Found {
  readonly keyNames: ReadonlyMap<string, string>
}

/** Characters tried for `OTHER`: the first that proves the point is taken, the last ones hardly stand in a policy. */
const FRESH: readonly string[] = ['x', 'a', 'z', '0', 'q', '\u00f8', '\u{2c60}', '\u{a640}']

/** The texts that words become: for the replay, and for people. */
interface Spelling {
  readonly other: string
  readonly region: string
  readonly account: string
}

/**
 * Makes a request of what the search found, and replays it: head must allow it and base must not. Unknown texts are
 * replayed as texts of their own, and shown as `${address}`. Undefined where no spelling stands the replay.
 */
export function proveWitness(found: NamedFound, sides: Sides, alphabet: Alphabet): AccessRequest | undefined {
  const symbols = new Map<string, string>()
  const typed = typedSymbols([...sides.base, ...sides.head])
  const textOfSymbol = (symbol: UnknownSymbol): string => {
    const known = symbols.get(symbol.fingerprint)
    if (known !== undefined) return known
    const text = typed.get(symbol.fingerprint) ?? `unknown${symbols.size}`
    symbols.set(symbol.fingerprint, text)
    return text
  }
  const known = (documents: readonly PolicyDocument[]) =>
    documents.flatMap((document) => (hasSymbols(document) ? substitute([document], textOfSymbol) : [document]))
  const replayed = { ...sides, base: known(sides.base), head: known(sides.head) }
  for (const candidate of [...completed(found), found]) {
    for (const spelling of spellings()) {
      const request = requestOf(candidate, spelling, alphabet, textOfSymbol)
      if (!stands(request, replayed)) continue
      return requestOf(candidate, spelling, alphabet, (symbol) => `\${${symbol.address}}`)
    }
  }
  return undefined
}

const SEPARATORS: ReadonlySet<string> = new Set('/-_:.')

/** A name that ends in a separator reads like a part of one: something after it is easier to picture. */
function completed(found: NamedFound): readonly NamedFound[] {
  const last = found.resource.at(-1)
  const isOpen = last !== undefined && last < OTHER && SEPARATORS.has(String.fromCharCode(last))
  return isOpen ? [{ ...found, resource: [...found.resource, OTHER] }] : []
}

function stands(request: AccessRequest, sides: Sides): boolean {
  if (evaluate(sides.head, sides.kind, request) !== 'allowed') return false
  const base = evaluate(sides.base, sides.kind, request)
  return base === 'not-allowed' || base === 'explicitly-denied'
}

/** Telling spellings first. */
function spellings(): readonly Spelling[] {
  return [
    { other: 'x', region: 'us-east-1', account: '111122223333' },
    ...FRESH.map((other) => ({ other, region: other, account: other })),
  ]
}

type SymbolText = (symbol: UnknownSymbol) => string

function requestOf(found: NamedFound, spelling: Spelling, alphabet: Alphabet, symbolText: SymbolText): AccessRequest {
  const spell = (word: Word) => spellWord(word, spelling, alphabet, symbolText)
  const context = [...found.context].map(([key, words]): [string, string | readonly string[]] => {
    const [first = '', ...others] = words.map(spell)
    return [found.keyNames.get(key) ?? key, others.length === 0 ? first : [first, ...others]]
  })
  const principal = found.principal && { type: found.principal.type, id: spell(found.principal.id) }
  return {
    ...(principal === undefined ? {} : { principal }),
    action: found.action,
    resource: spell(found.resource),
    // Keys come from policies, so that `__proto__` has to be a key like any other.
    context: Object.fromEntries(context),
  }
}

const REGION_SEGMENT = 3
const ACCOUNT_SEGMENT = 4

/** `OTHER` alone as the region or account of an ARN becomes one that people recognize. */
function spellWord(word: Word, spelling: Spelling, alphabet: Alphabet, symbolText: SymbolText): string {
  const marked = word.map((code) => {
    if (code === OTHER) return '\u0000'
    if (!isLetter(code)) return String.fromCharCode(code)
    const letter = alphabet.letterOf(code)
    return letter?.kind === 'symbol' ? symbolText(letter.symbol) : spelling.other.repeat(3)
  })
  const segments = marked.join('').split(':')
  const isArn = segments[0] === 'arn' && segments.length > ACCOUNT_SEGMENT
  return segments
    .map((segment, index) => {
      if (isArn && index === REGION_SEGMENT && segment === '\u0000') return spelling.region
      if (isArn && index === ACCOUNT_SEGMENT && segment === '\u0000') return spelling.account
      return segment.replaceAll('\u0000', spelling.other)
    })
    .join(':')
}
