import { boundedText, quotedText } from '../text/quoted-text.ts'
import type { CommitAuthorship, CommitFacts } from './authorship.ts'
import { foldLookAlikes } from './look-alikes.ts'
import { ownLines } from './message-lines.ts'
import { readTrailer, type Trailer, undecorated } from './trailers.ts'

/** Which trailers a commit must carry one of, as administrators wrote their keys. */
export interface Declaration {
  readonly trailers: readonly string[]
  /** Those of them that say that no AI tool took part. */
  readonly withoutAi: readonly string[]
}

export interface DeclarationProblem {
  readonly what: 'undeclared' | 'declaration-contradicted'
  /** What is the matter with the commit, for people: part of a sentence, fit to be shown. */
  readonly detail: string
}

/**
 * What is wrong with what a commit declares about AI tools: one of the trailers must be there, on any line of the
 * commit's own words and with a value, and none may deny what a mark shows. Undefined where all is well.
 */
export function declarationProblem(
  { message }: Pick<CommitFacts, 'message'>,
  { verdict, evidence }: Pick<CommitAuthorship, 'verdict' | 'evidence'>,
  declaration: Declaration,
): DeclarationProblem | undefined {
  const declared = trailersOf(message, new Set(declaration.trailers.map(folded)))
  if (declared.length === 0) {
    return { what: 'undeclared', detail: `carries none of the trailers ${declaration.trailers.join(', ')}` }
  }
  const [mark] = evidence
  if ((verdict !== 'ai' && verdict !== 'ai-assisted') || mark === undefined) return undefined
  const withoutAi = new Set(declaration.withoutAi.map(folded))
  const denial = declared.find(({ key, value }) => withoutAi.has(key) || NOTHING.test(value))
  if (denial === undefined) return undefined
  const said = quotedText(`${writtenKey(denial.key, declaration)}: ${denial.value}`)
  const shown = `${boundedText(mark.where)} ${quotedText(mark.match)}`
  return {
    what: 'declaration-contradicted',
    detail: `declares ${said}, and carries the mark of ${quotedText(mark.tool)} (${shown})`,
  }
}

/** More of them in one message tell nothing new. */
const MAX_DECLARED = 50
/** `Assisted-by: none` is as much of a denial as `No-AI: true`. */
const NOTHING = /^(?:none|no|nobody|nothing|n\/a)(?:[\s.,;!]|$)/i

function trailersOf(message: string, keys: ReadonlySet<string>): readonly Trailer[] {
  const found: Trailer[] = []
  for (const line of ownLines(message)) {
    const trailer = readTrailer(undecorated(foldLookAlikes(line)), (key) => keys.has(key))
    if (trailer !== null && trailer.value !== '') found.push(trailer)
    if (found.length >= MAX_DECLARED) break
  }
  return found
}

function writtenKey(key: string, { trailers }: Declaration): string {
  return trailers.find((each) => folded(each) === key) ?? key
}

function folded(key: string): string {
  return key.toLowerCase()
}
