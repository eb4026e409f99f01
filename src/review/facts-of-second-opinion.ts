import type { GovernanceFact } from '../core/rules/fact.ts'
import type { HclFile } from '../core/syntax/hcl/ast.ts'
import { compareSkeletons, type SkeletonComparison, skeletonOf } from '../core/syntax/hcl/skeleton.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import type { SecondOpinion } from '../ports/second-opinion.ts'
import type { TreeComparison } from './compare-trees.ts'
import type { TerraformMemory } from './terraform-memory.ts'

/** What the second parser made of the changed Terraform files. */
export interface SecondOpinions {
  readonly facts: readonly GovernanceFact[]
  /** One for each file on which it had nothing to say: named in the report, and by itself no ground to hold. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Asks an independent parser for the names in each changed Terraform file. A disagreement holds: one of the two
 * parsers misread the file, and nobody knows which. A file that is malformed for us is held already.
 */
export async function secondOpinions(
  change: TreeComparison,
  opinion: SecondOpinion,
  memory: TerraformMemory,
): Promise<SecondOpinions> {
  const facts: GovernanceFact[] = []
  const diagnostics: Diagnostic[] = []
  for (const { path, format } of change.governed) {
    const text = change.sources.text('head', path)
    if (text === undefined || (format !== 'terraform' && format !== 'tfvars')) continue
    const file = memory.parse(path, text)
    if (file.diagnostics.some((each) => each.severity === 'error')) continue
    const comparison = await compared(file, opinion)
    if (comparison.kind === 'disagrees') facts.push(disagreement(file, comparison.differences[0], change))
    if (comparison.kind === 'no-opinion') diagnostics.push(noOpinion(file, comparison.reason))
  }
  return { facts, diagnostics }
}

async function compared(file: HclFile, opinion: SecondOpinion): Promise<SkeletonComparison> {
  const reading = await opinion.read(file.path, file.text)
  return reading.kind === 'outline' ? compareSkeletons(skeletonOf(file), reading.outline) : reading
}

function disagreement(
  file: HclFile,
  { range, detail }: { readonly range: { readonly start: number; readonly end: number }; readonly detail: string },
  { sources }: TreeComparison,
): GovernanceFact {
  const lines = sources.lines('head', { file: file.path, ...range }) ?? { startLine: 1, endLine: 1 }
  const location = { file: file.path, ...lines }
  return { kind: 'governance', what: 'second-opinion-disagrees', address: file.path, location, detail }
}

function noOpinion({ path }: HclFile, reason: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'no-second-opinion',
    summary: 'A second parser had no opinion on this file',
    detail: `The file was read by one parser only: ${reason}.`,
    subject: { file: path, start: 0, end: 0 },
  }
}
