import type { Diagnostic } from '../../text/diagnostic.ts'

/** UTF-16 offsets into the file's text, end exclusive. Exact for every node. */
export interface Range {
  readonly start: number
  readonly end: number
}

export interface HclFile {
  readonly path: string
  readonly text: string
  readonly body: Body
  readonly comments: readonly Comment[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface Comment extends Range {
  /** The text between the markers, untrimmed. */
  readonly text: string
}

/** A block's body reaches from after `{` to before `}`; a file's body is the whole file. */
export interface Body extends Range {
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly blocks: readonly Block[]
}

export interface Attribute extends Range {
  readonly name: string
  readonly nameRange: Range
  readonly expression: Expression
}

export interface Block extends Range {
  readonly type: string
  readonly typeRange: Range
  readonly labels: readonly Label[]
  /** From the type to the last label. */
  readonly headerRange: Range
  readonly body: Body
}

/** The range includes the quotes where there are any; `text` has escapes resolved. */
export interface Label extends Range {
  readonly text: string
}

export type Expression =
  | NullLiteral
  | BooleanLiteral
  | NumberLiteral
  | Template
  | Tuple
  | ObjectConstructor
  | Variable
  | GetAttribute
  | Index
  | Splat
  | Call
  | Conditional
  | Binary
  | Unary
  | ForExpression
  | Parenthesized
  | Malformed

interface NullLiteral extends Range {
  readonly kind: 'null'
}

interface BooleanLiteral extends Range {
  readonly kind: 'boolean'
  readonly value: boolean
}

/** `digits` as written, e.g. `1e3` or `0.10`. */
export interface NumberLiteral extends Range {
  readonly kind: 'number'
  readonly digits: string
}

/**
 * A quoted string or heredoc. A string without interpolation has one literal part (or none when empty).
 * `identifier`: a bare object key; `bare`: the text of a template file. A template of one interpolation and
 * nothing else is that expression's value itself; any other template is text. Strip markers may leave a literal
 * part with empty text: it keeps such a template text.
 */
export interface Template extends Range {
  readonly kind: 'template'
  readonly form: 'quoted' | 'heredoc' | 'identifier' | 'bare'
  readonly parts: readonly TemplatePart[]
}

export type TemplatePart = TemplateLiteral | Interpolation | TemplateIf | TemplateFor

/**
 * `text` with escapes resolved, strip markers and heredoc indentation applied; the range is the source's.
 * literal-part.ts makes it a part of a text value that remembers where each line was written.
 */
export interface TemplateLiteral extends Range {
  readonly kind: 'literal'
  readonly text: string
  /** Absent where the text is the source's range, character by character; otherwise its pieces, in order. */
  readonly segments?: readonly LiteralSegment[]
}

/**
 * The piece of a literal's text from offset `at` to the next segment's `at` was written at this source range:
 * character by character where the lengths agree, as one escape sequence where they do not.
 */
export interface LiteralSegment extends Range {
  readonly at: number
}

export interface Interpolation extends Range {
  readonly kind: 'interpolation'
  readonly expression: Expression
}

export interface TemplateIf extends Range {
  readonly kind: 'if'
  readonly condition: Expression
  readonly then: readonly TemplatePart[]
  readonly otherwise: readonly TemplatePart[]
}

export interface TemplateFor extends Range {
  readonly kind: 'for'
  readonly keyName?: string
  readonly valueName: string
  readonly collection: Expression
  readonly parts: readonly TemplatePart[]
}

export interface Tuple extends Range {
  readonly kind: 'tuple'
  readonly items: readonly Expression[]
}

/** A key written as a bare identifier is a `template` of one literal; `(expr)` keys are `parenthesized`. */
export interface ObjectConstructor extends Range {
  readonly kind: 'object'
  readonly items: readonly ObjectItem[]
}

export interface ObjectItem extends Range {
  readonly key: Expression
  readonly value: Expression
}

/** The root of a traversal: `var` in `var.name`. */
export interface Variable extends Range {
  readonly kind: 'variable'
  readonly name: string
}

export interface GetAttribute extends Range {
  readonly kind: 'attribute'
  readonly object: Expression
  readonly name: string
  readonly nameRange: Range
}

/** `object[key]`; the legacy form `object.0` is the same node with a number literal as key. */
export interface Index extends Range {
  readonly kind: 'index'
  readonly object: Expression
  readonly key: Expression
}

/** `source.*.a.b` (attribute) or `source[*].a[0]` (full): the steps are applied to every element, in order. */
export interface Splat extends Range {
  readonly kind: 'splat'
  readonly form: 'attribute' | 'full'
  readonly source: Expression
  readonly traversal: readonly SplatStep[]
}

export type SplatStep =
  | (Range & { readonly kind: 'attribute'; readonly name: string })
  | (Range & { readonly kind: 'index'; readonly key: Expression })
  | SplatInSplat

/** `.b[*].c` within `a[*].b[*].c`: a splat over what the steps before it gave, once for each element of the outer one. */
interface SplatInSplat extends Range {
  readonly kind: 'splat'
  readonly form: 'attribute' | 'full'
  readonly traversal: readonly SplatStep[]
}

/** `name` includes a namespace: `provider::aws::arn_parse`. */
export interface Call extends Range {
  readonly kind: 'call'
  readonly name: string
  readonly nameRange: Range
  readonly arguments: readonly Expression[]
  readonly expandFinal: boolean
}

export interface Conditional extends Range {
  readonly kind: 'conditional'
  readonly condition: Expression
  readonly then: Expression
  readonly otherwise: Expression
}

export type BinaryOperator = '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%' | '&&' | '||'

export interface Binary extends Range {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export interface Unary extends Range {
  readonly kind: 'unary'
  readonly operator: '-' | '!'
  readonly operand: Expression
}

/** `[for k, v in c : value if condition]` (tuple) or `{for … : key => value... if condition}` (object). */
export interface ForExpression extends Range {
  readonly kind: 'for'
  readonly form: 'tuple' | 'object'
  readonly keyName?: string
  readonly valueName: string
  readonly collection: Expression
  readonly key?: Expression
  readonly value: Expression
  readonly grouping: boolean
  readonly condition?: Expression
}

interface Parenthesized extends Range {
  readonly kind: 'parenthesized'
  readonly expression: Expression
}

/** What could not be parsed; a diagnostic tells why. It evaluates to an unknown value. */
interface Malformed extends Range {
  readonly kind: 'malformed'
}
