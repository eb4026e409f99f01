import { type Pattern, parsePattern, patternOf, type Token } from '../../authorization/aws/pattern.ts'
import type { PrincipalMember, PrincipalType } from '../../authorization/aws/policy.ts'
import { knownText, type TextPart, type TextValue, textOf } from '../../value/value.ts'
import type { Lexeme, Lexicon } from './lexicon.ts'

/** One principal that a statement names, as patterns over the ids of callers. */
export interface CompiledMember {
  readonly type: PrincipalType
  /** `*`: everyone, of whatever type. */
  readonly isEveryone: boolean
  /** The very id. */
  readonly exact: Lexeme
  /** Callers it stands for besides: an account's principals, a role's sessions. Not in NotPrincipal. */
  readonly wider: readonly Lexeme[]
  /** Callers it may stand for besides, where it is not known whether it is an account or a role. Not in NotPrincipal. */
  readonly perhaps: readonly Lexeme[]
  readonly id: string
}

const RUN: Token = { kind: 'wildcard', many: true, inSegment: true }
const ONE: Token = { kind: 'wildcard', many: false, inSegment: true }
const REST: Token = { kind: 'wildcard', many: true, inSegment: false }
/** A name of one part, such as a session's: neither a path nor a further segment of an ARN. */
export const SOME_NAME: readonly Token[] = [
  { kind: 'wildcard', many: false, inSegment: true, inName: true },
  { kind: 'wildcard', many: true, inSegment: true, inName: true },
]
/** `aws`, `aws-cn`, … */
const PARTITION: readonly Token[] = [{ kind: 'literal', text: 'arn:aws' }, RUN]

export function compileMember(member: PrincipalMember, lexicon: Lexicon): CompiledMember {
  const isEveryone = member.type === 'AWS' && knownText(member.id) === '*'
  const exact = lexicon.lexeme(isEveryone ? patternOf([REST]) : exactPattern(member.id))
  const name = member.type === 'AWS' ? iamName(member.id) : undefined
  const lexemes = (patterns: readonly Pattern[]) => patterns.map((pattern) => lexicon.lexeme(pattern))
  const wider = name === undefined ? [] : lexemes(widerPatterns(name))
  const perhaps = name === undefined || wider.length > 0 ? [] : lexemes(perhapsPatterns(name, exact.id))
  return { type: member.type, isEveryone, exact, wider, perhaps, id: `${member.type} ${exact.id}` }
}

/** `arn:<any>:<any>:<any>:ACCOUNT:<any>`: every ARN of an account. */
export function accountPattern(account: readonly Token[]): Pattern {
  const inSegment = account.map((token) => (token.kind === 'literal' ? token : { ...token, inSegment: true }))
  return patternOf([
    literal('arn:'),
    RUN,
    literal(':'),
    RUN,
    literal(':'),
    RUN,
    literal(':'),
    ...inSegment,
    literal(':'),
    REST,
  ])
}

/** What callers look like: users, roles, an account's root, sessions, federated users. */
export const CALLER_SHAPES: readonly Pattern[] = [
  shape('iam', ':user/'),
  shape('iam', ':role/'),
  patternOf([...PARTITION, literal(':iam::'), ...some(RUN), literal(':root')]),
  patternOf([
    ...PARTITION,
    literal(':sts::'),
    ...some(RUN),
    literal(':assumed-role/'),
    ...SOME_NAME,
    literal('/'),
    ...SOME_NAME,
  ]),
  shape('sts', ':federated-user/'),
]

function shape(service: string, kind: string): Pattern {
  return patternOf([...PARTITION, literal(`:${service}::`), ...some(RUN), literal(kind), ...some(RUN)])
}

function some(run: Token): readonly Token[] {
  return [ONE, run]
}

function literal(text: string): Token {
  return { kind: 'literal', text }
}

function exactPattern(id: TextValue): Pattern {
  return parsePattern(id, { reading: 'exact', version: '2008-10-17' })
}

/** An ARN of IAM, by its segments that are not always the same. */
interface IamName {
  readonly partition: readonly TextPart[]
  readonly account: readonly TextPart[]
  /** `root`, `role/…`, `user/…`. */
  readonly rest: readonly TextPart[]
}

function iamName(id: TextValue): IamName | undefined {
  const [arn, partition, service, region, account, rest, ...others] = splitSegments(id)
  if (plain(arn) !== 'arn' || plain(service) !== 'iam' || plain(region) !== '') return undefined
  if (partition === undefined || account === undefined || rest === undefined || others.length > 0) return undefined
  return { partition, account, rest }
}

/** What is not known may be an account's root, or a role: then it stands for others of the account as well. */
function perhapsPatterns({ account, rest }: IamName, id: string): readonly Pattern[] {
  const symbol = rest.find((part) => part.kind === 'symbol')
  const [first] = rest
  const begin = first?.kind === 'literal' ? first.text : ''
  const mayBe = (kind: string) => kind.startsWith(begin) || begin.startsWith(kind)
  if (symbol === undefined || !(mayBe('root') || mayBe('role/'))) return []
  const [token] = exactPattern(textFrom([symbol])).tokens
  const upToRest = accountPattern(exactPattern(textFrom(account)).tokens).tokens.slice(0, -1)
  // Not the symbol alone: that equals one text, and what it stands for may be all names there are. Two names with one
  // symbol need not stand for the same.
  return token === undefined ? [] : [{ ...patternOf([...upToRest, token, REST]), id: `${id} or wider` }]
}

function widerPatterns({ partition, account, rest }: IamName): readonly Pattern[] {
  if (plain(rest) === 'root') return [accountPattern(exactPattern(textFrom(account)).tokens)]
  const name = roleName(rest)
  if (name === undefined) return []
  const tokens = (parts: readonly TextPart[]) => exactPattern(textFrom(parts)).tokens
  return [
    patternOf([
      literal('arn:'),
      ...tokens(partition),
      literal(':sts::'),
      ...tokens(account),
      literal(':assumed-role/'),
      ...tokens(name),
      literal('/'),
      ...SOME_NAME,
    ]),
  ]
}

/** The parts of a text between its colons. */
function splitSegments(text: TextValue): readonly (readonly TextPart[])[] {
  const segments: TextPart[][] = [[]]
  for (const part of text.parts) {
    const pieces =
      part.kind === 'symbol' ? [part] : part.text.split(':').map((piece) => ({ kind: 'literal' as const, text: piece }))
    pieces.forEach((piece, index) => {
      if (index > 0) segments.push([])
      if (piece.kind === 'symbol' || piece.text !== '') segments.at(-1)?.push(piece)
    })
  }
  return segments
}

/** The name in `role/path/NAME`: sessions do not carry the path. */
function roleName(parts: readonly TextPart[]): readonly TextPart[] | undefined {
  const [first, ...others] = parts
  if (first?.kind !== 'literal' || !first.text.startsWith('role/')) return undefined
  const last = parts.at(-1)
  if (last?.kind === 'literal' && last.text.includes('/')) {
    const name = last.text.slice(last.text.lastIndexOf('/') + 1)
    const isWhole = parts.length === 1 || last !== first
    return name !== '' && isWhole ? [{ kind: 'literal', text: name }] : undefined
  }
  const name = [{ kind: 'literal' as const, text: first.text.slice(first.text.lastIndexOf('/') + 1) }, ...others]
  return others.some((part) => part.kind === 'literal' && part.text.includes('/'))
    ? undefined
    : name.filter((part) => part.kind === 'symbol' || part.text !== '')
}

function plain(parts: readonly TextPart[] | undefined): string | undefined {
  return parts === undefined ? undefined : knownText(textFrom(parts))
}

function textFrom(parts: readonly TextPart[]): TextValue {
  return { ...textOf('', []), parts }
}
