import type { ConfiguredAccess, PolicyKind } from '../../authorization/access.ts'
import { readPolicyDocument } from '../../authorization/aws/read-document.ts'
import { withWholeApiArns } from '../../authorization/aws/short-api-arns.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { mayHaveComments, withoutComments } from '../../syntax/json/without-comments.ts'
import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Value } from '../../value/value.ts'
import { guessPolicyKind, kindOfNew } from './recognise.ts'

/** What is known of a raw policy file beside its path and its text. */
export interface PolicyFileContext {
  /** What the settings say that it is for. */
  readonly chosen?: PolicyKind | undefined
  /** Whether nothing was there before that it can be, were it of a kind. */
  readonly isNew?: (kind: PolicyKind) => boolean
}

/** A raw policy file as access of its own: whoever it is attached to, nobody here knows, so the file is the holder. */
export function configurePolicyFile(
  path: string,
  text: string,
  { chosen, isNew = () => false }: PolicyFileContext = {},
): ConfiguredAccess {
  const { value, diagnostics } = parseJson(path, mayHaveComments(path) ? withoutComments(text) : text)
  const content = value === undefined || hasError(diagnostics) ? unreadable(path, text) : value
  const guess = guessPolicyKind(path, content)
  const kind = chosen ?? (isNew(guess) ? kindOfNew(guess) : guess)
  const read = readPolicyDocument(content, kind)
  const span = { file: path, start: 0, end: text.length }
  return {
    policies: [{ holder: `file:${path}`, kind, address: path, document: withWholeApiArns(read.document), span }],
    reaches: [],
    opaque: [],
    diagnostics: [...diagnostics, ...read.diagnostics],
  }
}

/** A file that is not sound JSON may say anything; it is the same as another one only where the text is. */
function unreadable(path: string, text: string): Value {
  const span = { file: path, start: 0, end: text.length }
  const symbol = { address: path, fingerprint: `malformed ${text}`, reason: 'is not valid JSON', span }
  return { kind: 'unknown', symbol, spans: [span] }
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === 'error')
}
