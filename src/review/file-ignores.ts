import { type InlineIgnore, readIgnores } from '../core/rules/inline-ignores.ts'
import type { Waiver } from '../core/rules/waiver.ts'
import type { HclFile } from '../core/syntax/hcl/ast.ts'
import { itemRanges } from '../core/syntax/hcl/item-ranges.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'

/** The inline ignores in the comments of a file, and what is wrong with those that are not as they should be. */
export function fileIgnores({ path, text, body, comments }: HclFile): {
  readonly ignores: readonly InlineIgnore[]
  readonly diagnostics: readonly Diagnostic[]
} {
  if (!mayHaveIgnores(text)) return { ignores: [], diagnostics: [] }
  return readIgnores({ file: path, text, comments, items: itemRanges(body) })
}

/** Whether a text has what no annotation is without: most files have none, and are not looked through. */
export function mayHaveIgnores(text: string): boolean {
  return /countersign[ \t]*:/i.test(text)
}

/** Files that can have inline ignores: what is read as HCL in its native syntax. */
export function canHaveIgnores(path: string): boolean {
  return /\.(?:tf|tofu|tfvars|hcl)$/.test(path)
}

/** An inline ignore as what it is: a waiver of one finding. */
export function waiverOf(
  { rule, reason, approver, until, digest, span }: InlineIgnore,
  place: { readonly line: number; readonly column: number },
): Waiver {
  return { kind: 'inline-ignore', rule, reason, approver, until, digest, at: { file: span.file, ...place } }
}
