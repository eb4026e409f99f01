import type { ActionFacts } from '../../authorization/aws/catalogue/catalogue.ts'
import { patternOf, type Token } from '../../authorization/aws/pattern.ts'
import type { Automaton } from './automaton.ts'
import { patternWord } from './cover-lexeme.ts'
import type { Lexeme, Lexicon } from './lexicon.ts'
import { SOME_NAME } from './principal-patterns.ts'

/** What the resources of an action look like. */
export type Root = readonly RootFormat[]

/** One ARN format. The automaton keeps names of one part, such as a bucket's, apart from what follows them. */
export interface RootFormat {
  readonly lexeme: Lexeme
  readonly automaton: Automaton
}

/**
 * The resources that requests of an action can name, most telling first. An action that the catalogue does not know
 * may act on nothing in particular, or on anything. One of which it knows no resource types names no resource, or one of its service: AWS adds
 * types over time.
 */
export function resourceRoots(facts: ActionFacts | undefined, lexicon: Lexicon): readonly Root[] {
  const none = [rootFormat(NO_RESOURCE, lexicon)]
  if (facts === undefined) return [none, [rootFormat(ANYTHING, lexicon)]]
  if (facts.formats.length === 0) return [none, [rootFormat(serviceFormat(facts), lexicon)]]
  const formats = widestOf(facts.formats, lexicon)
  return facts.resourceOptional ? [formats, none] : [formats]
}

/** The request of an action without a resource names `*`. */
const NO_RESOURCE = '*'

const ANYTHING = '${Anything}'

/** Anything of the action's own service, wherever it is. */
function serviceFormat({ name }: ActionFacts): string {
  return `arn:\${Partition}:${name.slice(0, name.indexOf(':'))}:\${AnyRegion}:\${AnyAccount}:\${Rest}`
}

/** The formats without those that another one covers: `thing/${Id}` stands for `thing/${Id}/part/${Part}` as well. */
function widestOf(formats: readonly string[], lexicon: Lexicon): Root {
  const key = formats.join(' ')
  const known = widestFormats.get(key)
  if (known !== undefined) return known.map((format) => rootFormat(format, lexicon))
  const kept: string[] = []
  for (const format of [...formats].sort((one, other) => one.length - other.length)) {
    const word = patternWord(rootFormat(format, lexicon).lexeme, lexicon)
    if (!kept.some((other) => rootFormat(other, lexicon).automaton.accepts(word))) kept.push(format)
  }
  widestFormats.set(key, kept)
  return kept.map((format) => rootFormat(format, lexicon))
}

/** By the catalogue's own lists of formats, of which there are some hundreds. */
const widestFormats = new Map<string, readonly string[]>()

/** Formats are read once a comparison. */
function rootFormat(format: string, lexicon: Lexicon): RootFormat {
  const known = rootFormats.get(lexicon) ?? new Map<string, RootFormat>()
  rootFormats.set(lexicon, known)
  const root = known.get(format) ?? readFormat(format, lexicon)
  known.set(format, root)
  return root
}

const rootFormats = new WeakMap<Lexicon, Map<string, RootFormat>>()

const FORMAT_PIECES = /(\$\{[^}]*\}|\*)/

/**
 * `arn:${Partition}:s3:::${BucketName}/${ObjectName}`: a variable is any text that is not empty, within a segment in the
 * first five; `*` is any text. A partition begins with `aws`; a bucket's name holds neither `/` nor `:`, which is what
 * keeps buckets and objects apart.
 */
function readFormat(format: string, lexicon: Lexicon): RootFormat {
  const lexeme = lexicon.lexeme(
    patternOf(format === NO_RESOURCE ? [{ kind: 'literal', text: format }] : tokensOf(format)),
  )
  return { lexeme, automaton: lexicon.automaton(lexeme, 'any') }
}

function tokensOf(format: string): readonly Token[] {
  let colons = format === ANYTHING ? SEGMENTS : 0
  return format.split(FORMAT_PIECES).flatMap((piece): readonly Token[] => {
    const inSegment = colons < SEGMENTS - 1
    if (piece.startsWith('${')) return variableTokens(piece.slice('${'.length, -1), inSegment)
    if (piece === '*') return [{ kind: 'wildcard', many: true, inSegment }]
    colons += piece.split(':').length - 1
    return piece === '' ? [] : [{ kind: 'literal', text: piece }]
  })
}

const SEGMENTS = 6

function variableTokens(name: string, inSegment: boolean): readonly Token[] {
  if (name === 'Partition') {
    return [
      { kind: 'literal', text: 'aws' },
      { kind: 'wildcard', many: true, inSegment },
    ]
  }
  if (name === 'BucketName') return SOME_NAME
  if (name === 'AnyRegion' || name === 'AnyAccount') return [{ kind: 'wildcard', many: true, inSegment }]
  return [
    { kind: 'wildcard', many: false, inSegment },
    { kind: 'wildcard', many: true, inSegment },
  ]
}
