import type { AccessRequest } from '../../authorization/access.ts'
import { evaluate, type Verdict } from '../../authorization/aws/evaluate.ts'
import type { PolicyDocument } from '../../authorization/aws/policy.ts'
import type { TextValue, UnknownSymbol } from '../../value/value.ts'
import type { PolicySet } from '../policy-set.ts'
import { aliasesOf } from './condition-key.ts'
import { type Alphabet, isLetter, OTHER, type Word } from './letters.ts'
import type { Lexicon, ResourceReading } from './lexicon.ts'
import { pictured } from './pictured.ts'
import type { Found } from './question.ts'
import { hasSymbols, substitute, typedSymbols } from './substitute.ts'

/** Characters tried for `OTHER`: the first that proves the point is taken, the last ones hardly stand in a policy. */
const FRESH: readonly string[] = ['x', 'a', 'z', '0', 'q', '\u00f8', '\u{2c60}', '\u{a640}']

/** The texts that words become: for the replay, and for people. */
interface Spelling {
  readonly other: string
  readonly region: string
  readonly account: string
}

/** Makes requests of what a search found, and replays them. What it knows of the policies is worked out once. */
export class Replay {
  readonly #base: PolicySet
  readonly #head: PolicySet
  readonly #alphabet: Alphabet
  readonly #resources: ResourceReading
  readonly #symbols = new Map<string, string>()
  #known: { readonly base: PolicySet; readonly head: PolicySet } | undefined
  #keyNames: ReadonlyMap<string, string> | undefined

  constructor(base: PolicySet, head: PolicySet, { alphabet, resources }: Lexicon) {
    this.#base = base
    this.#head = head
    this.#alphabet = alphabet
    this.#resources = resources
  }

  /**
   * A request that head allows and base does not, told by the evaluator. Unknown texts are replayed as texts of their
   * own, and shown as `${address}`. Undefined where no spelling stands the replay.
   */
  prove(found: Found): AccessRequest | undefined {
    const { base, head } = this.#knownSides()
    for (const candidate of pictured(found)) {
      for (const spelling of spellings()) {
        const request = this.#requestOf(candidate, spelling, (symbol) => this.#textOf(symbol))
        if (this.#verdict(head, request) !== 'allowed') continue
        // Not where the evaluator cannot tell.
        if (!KEPT_OUT.has(this.#verdict(base, request))) continue
        return this.#requestOf(candidate, spelling, (symbol) => `\${${symbol.address}}`)
      }
    }
    return undefined
  }

  #verdict({ documents, kind }: PolicySet, request: AccessRequest): Verdict {
    return evaluate(documents, kind, request, this.#resources)
  }

  /** Both sides with every unknown text replaced by one of its own. */
  #knownSides() {
    if (this.#known !== undefined) return this.#known
    const documents = [...this.#base.documents, ...this.#head.documents]
    if (documents.some(hasSymbols)) {
      for (const [fingerprint, text] of typedSymbols(documents)) this.#symbols.set(fingerprint, text)
    }
    const known = (set: PolicySet): PolicySet => ({
      ...set,
      documents: set.documents.flatMap((document) =>
        hasSymbols(document) ? substitute([document], (symbol) => this.#textOf(symbol)) : [document],
      ),
    })
    this.#known = { base: known(this.#base), head: known(this.#head) }
    return this.#known
  }

  #textOf(symbol: UnknownSymbol): string {
    const text = this.#symbols.get(symbol.fingerprint) ?? `unknown${this.#symbols.size}`
    this.#symbols.set(symbol.fingerprint, text)
    return text
  }

  #requestOf(found: Found, spelling: Spelling, symbolText: SymbolText): AccessRequest {
    const fixed = new Map<string, string>()
    const spell = (word: Word) => spellWord(word, spelling, this.#alphabet, symbolText, fixed)
    const spellValue = (key: string, word: Word) => (isSomeAccount(key, word) ? spelling.account : spell(word))
    // What a variable stands for where its key has a value of its own, such as the account of the caller.
    for (const [key, [only = [], ...others]] of found.context) {
      if (others.length === 0 && !only.some(isLetter)) fixed.set(key, spellValue(key, only))
    }
    this.#keyNames ??= keyNames([...this.#head.documents, ...this.#base.documents])
    const names = this.#keyNames
    const context = [...found.context].flatMap(([key, words]) => {
      const [first = '', ...others] = words.map((word) => spellValue(key, word))
      const value = others.length === 0 ? first : [first, ...others]
      return namesOf(key, names).map((name): [string, string | readonly string[]] => [name, value])
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
}

/** Any account: the one that stands in the ARN. */
function isSomeAccount(key: string, word: Word): boolean {
  return key.endsWith('account') && word.length === 1 && word[0] === OTHER
}

const KEPT_OUT: ReadonlySet<Verdict> = new Set<Verdict>(['not-allowed', 'explicitly-denied'])

/** Accounts and regions as AWS's documentation has them: the first that is none of the policies' own. */
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2']
const ACCOUNTS = ['111122223333', '444455556666', '777788889999']

/** Telling spellings first. */
function spellings(): readonly Spelling[] {
  return [
    ...REGIONS.flatMap((region) => ACCOUNTS.map((account) => ({ other: 'x', region, account }))),
    ...FRESH.map((other) => ({ other, region: other, account: other })),
  ]
}

type SymbolText = (symbol: UnknownSymbol) => string

/** Condition keys as the policies spell them, in conditions before variables, by their lower case. */
function keyNames(documents: readonly PolicyDocument[]): ReadonlyMap<string, string> {
  const statements = documents.flatMap((document) => document.statements).filter((each) => each.kind === 'statement')
  const conditions = statements.flatMap((statement) => statement.conditions).filter((each) => each.kind === 'condition')
  const texts = [
    ...statements.flatMap(({ resource }) => resource?.patterns ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]
  const names = new Map<string, string>()
  for (const name of [...conditions.map(({ key }) => key), ...texts.flatMap(variableNames)]) {
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  }
  return names
}

function variableNames({ parts }: TextValue): readonly string[] {
  return parts.flatMap((part) =>
    part.kind === 'literal' ? [...part.text.matchAll(/\$\{([^},]*)/g)].map(([, name = '']) => name.trim()) : [],
  )
}

/** The names under which the policies ask for a key: the search knows the account of a resource by one name. */
function namesOf(key: string, names: ReadonlyMap<string, string>): readonly string[] {
  const asked = [key, ...aliasesOf(key)].flatMap((each) => names.get(each) ?? [])
  return asked.length === 0 ? [key] : asked
}

const REGION_SEGMENT = 3
const ACCOUNT_SEGMENT = 4

/** `OTHER` alone as the region or account of an ARN becomes one that people recognize. */
function spellWord(
  word: Word,
  spelling: Spelling,
  alphabet: Alphabet,
  symbolText: SymbolText,
  fixed: ReadonlyMap<string, string>,
): string {
  const marked = word.map((code) => {
    if (code === OTHER) return '\u0000'
    if (!isLetter(code)) return String.fromCharCode(code)
    const letter = alphabet.letterOf(code)
    if (letter?.kind === 'symbol') return symbolText(letter.symbol)
    const value = letter && fixed.get(letter.key)
    if (value !== undefined) return value
    if (letter?.kind === 'variable' && letter.key.endsWith('account')) return spelling.account
    // Two variables are two texts.
    return spelling.other.repeat(3 + alphabet.variableNumber(code))
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
