import { actingRoles } from '../core/configuration/acting-roles.ts'
import { isWorkflowWithOverrides } from '../core/configuration/cloudformation/parameter-file.ts'
import { listedActions } from '../core/configuration/listed-actions.ts'
import { recogniseFile } from '../core/configuration/recognise.ts'
import { isVariablesFile, ownerOfVariables } from '../core/configuration/terraform/variables-files.ts'
import { SHAPE_REASONS } from '../core/configuration/yaml-shapes.ts'
import type { SourceVersions } from '../core/difference/source-versions.ts'
import type { Fact, Location } from '../core/rules/fact.ts'
import type { HclFile } from '../core/syntax/hcl/ast.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import type { ComparedTemplates } from './cloudformation-templates.ts'
import { fileIgnores } from './file-ignores.ts'
import type { GovernedChange } from './governed-changes.ts'
import { isFrameworkFile } from './raw-policies.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

interface FilesContext {
  readonly base: SideTexts
  readonly head: SideTexts
  readonly memory: TerraformMemory
  readonly sources: SourceVersions
  /** Every path that some module or unit was decided by. */
  readonly read: ReadonlySet<string>
  readonly templates: Pick<ComparedTemplates, 'analysed' | 'problems'>
  /** Every problem of head's raw policy files. */
  readonly policyDiagnostics: readonly Diagnostic[]
}

/** What changed files say by themselves: malformed or unreadable ones, formats not analysed yet, the gate's own rules. */
export function factsOfFiles(
  governed: readonly GovernedChange[],
  context: FilesContext,
): { readonly facts: readonly Fact[]; readonly diagnostics: readonly Diagnostic[] } {
  const facts: Fact[] = []
  const diagnostics: Diagnostic[] = []
  for (const change of governed) {
    const problems = syntaxProblems(change, context)
    diagnostics.push(...problems)
    const error = problems.find((each) => each.severity === 'error')
    if (error) facts.push(malformed(change, error, context))
    facts.push(...unreadable(change, context), ...notAnalysed(change, context))
    if (!isMoved(change, governed, context)) facts.push(...newRoles(change, context))
    facts.push(...governance(change, context))
  }
  return { facts, diagnostics }
}

function syntaxProblems(
  change: GovernedChange,
  { head, memory, templates, policyDiagnostics }: FilesContext,
): readonly Diagnostic[] {
  const text = head.texts.get(change.path)
  if (text === undefined) return []
  switch (change.format) {
    case 'terraform':
    case 'terraform-json':
    case 'tfvars':
    case 'provider-lock':
    case 'terragrunt':
      return change.path.endsWith('.hcl.json') ? [] : hclProblems(memory.parse(change.path, text))
    case 'cloudformation':
      return [
        ...(templates.problems.get(change.path) ?? []),
        ...policyDiagnostics.filter(({ subject }) => subject.file === change.path),
      ]
    case 'policy-document':
    case 'policies-within':
    case 'cloudformation-parameters':
    case 'openapi':
      return policyDiagnostics.filter(({ subject }) => subject.file === change.path)
    default:
      return []
  }
}

/** What is wrong with a file's syntax, and with the inline ignores in its comments. */
function hclProblems(file: HclFile): readonly Diagnostic[] {
  return [...file.diagnostics, ...fileIgnores(file).diagnostics]
}

function malformed(change: GovernedChange, diagnostic: Diagnostic, { sources }: FilesContext): Fact {
  const lines = sources.lines('head', diagnostic.subject) ?? { startLine: 1, endLine: 1 }
  return { kind: 'malformed', address: change.path, location: { file: change.path, ...lines }, diagnostic }
}

function unreadable(change: GovernedChange, context: FilesContext): readonly Fact[] {
  const after = context.head.unreadable.get(change.path)
  const reason = after ?? context.base.unreadable.get(change.path)
  if (reason === undefined) return []
  // What cannot be read at head is not gone from there.
  const location = after === undefined ? undefined : { file: change.path, startLine: 1, endLine: 1 }
  return [undecided(change, `${change.path} ${reason}`, context, location)]
}

const NOT_ANALYSED: Readonly<Partial<Record<GovernedChange['format'], string>>> = {
  cloudformation: SHAPE_REASONS.cloudformation,
  kubernetes: SHAPE_REASONS.kubernetes,
  'other-access': SHAPE_REASONS['other-access'],
  'policy-text': 'the text speaks like a policy, and is no JSON as it stands: what becomes of it is not known',
  'statement-parts': SHAPE_REASONS['statement-parts'],
  actions: SHAPE_REASONS.actions,
}

/** What becomes of them says the module that reads them. */
const PARTS: ReadonlySet<GovernedChange['format']> = new Set(['policy-text', 'statement-parts', 'actions'] as const)

const UNOWNED_VARIABLES =
  'no root module is in the folder of these values or above it, so what they are for is not known'
const UNREAD_TERRAGRUNT = 'no unit reads this file of Terragrunt, so what it is for is not known'

/** Why nobody knows what a file is for that nothing reads. */
function unreadReason({ format, path }: GovernedChange, { base, head }: FilesContext): string | undefined {
  if (format === 'terragrunt') return UNREAD_TERRAGRUNT
  const isVariables = format === 'tfvars' || (format === 'terraform-json' && isVariablesFile(path))
  const hasOwner = [base, head].some(({ index }) => ownerOfVariables(path, index.isModule) !== undefined)
  return isVariables && !hasOwner ? UNOWNED_VARIABLES : undefined
}

function notAnalysed(change: GovernedChange, context: FilesContext): readonly Fact[] {
  if (context.templates.analysed.has(change.path)) return []
  if (PARTS.has(change.format) && context.read.has(change.path)) return []
  if (change.format === 'actions' && listsTheSame(change.path, context)) return []
  const reason = context.read.has(change.path)
    ? NOT_ANALYSED[change.format]
    : (unreadReason(change, context) ?? NOT_ANALYSED[change.format])
  return reason === undefined ? [] : [undecided(change, reason, context)]
}

/** Whether a file lists on both sides the same actions in the same order, and says no more of access. */
function listsTheSame(path: string, { base, head }: FilesContext): boolean {
  const [before, after] = [base, head].map(({ texts }) => texts.get(path))
  if (before === undefined || after === undefined || recogniseFile(path, before) !== 'actions') return false
  return listedActions(before).join('\n') === listedActions(after).join('\n')
}

/** Whether a file that goes says the very same. */
function isMoved(change: GovernedChange, governed: readonly GovernedChange[], { base, head }: FilesContext): boolean {
  const text = head.texts.get(change.path)
  return governed.some(({ path }) => head.texts.get(path) === undefined && base.texts.get(path) === text)
}

const NAMING_ROLES: Readonly<
  Partial<Record<GovernedChange['format'], (path: string, context: FilesContext) => boolean>>
> = {
  'acting-roles': () => true,
  'policies-within': () => true,
  cloudformation: (path, { head, memory }) => isFrameworkFile(head, path, memory),
  // What tells of parameters alone is told value by value.
  'cloudformation-parameters': (path, { head }) => isWorkflowWithOverrides(path, head.texts.get(path) ?? ''),
}

/** A file that names roles by which something acts, and comes to name another one. */
function newRoles(change: GovernedChange, context: FilesContext): readonly Fact[] {
  const { format, path } = change
  // A module that reads it may put the text as a whole into what it makes. Templates say themselves who acts.
  if (!(NAMING_ROLES[format]?.(path, context) ?? false)) return []
  const [before, after] = [context.base, context.head].map(({ texts }) => actingRoles(texts.get(path) ?? ''))
  const found = (after ?? []).filter((role) => before?.includes(role) !== true)
  const [first] = found
  if (first === undefined) return []
  const text = context.head.texts.get(path) ?? ''
  const line = text.slice(0, text.indexOf(first)).split('\n').length
  const reason = `what acts with the role ${first} by this file, and who may have it act, is not known here`
  return [undecided(change, reason, context, { file: path, startLine: line, endLine: line })]
}

function governance(change: GovernedChange, context: FilesContext): readonly Fact[] {
  if (change.format !== 'settings') return []
  const detail =
    change.head === undefined ? 'removes a file that governs reviews' : 'changes a file that governs reviews'
  return [
    {
      kind: 'governance',
      what: 'settings-changed',
      address: change.path,
      location: firstChange(change.path, context.sources),
      detail,
    },
  ]
}

function undecided(
  change: GovernedChange,
  reason: string,
  context: FilesContext,
  location: Location = firstChange(change.path, context.sources),
): Fact {
  const region = { address: change.path, reason, decidedAtBase: false, headCauses: [], baseCauses: [] }
  return { kind: 'undecided', address: change.path, location, region }
}

/** The first run of changed lines of a file; of base, where only lines went. */
export function firstChange(file: string, sources: SourceVersions): Location {
  const { added, removed } = sources.changes(file)
  if (added[0] !== undefined) return { file, ...added[0] }
  if (removed[0] === undefined) return { file, startLine: 1, endLine: 1 }
  const lines = (sources.text('base', file) ?? '').split('\n')
  const quote = lines.slice(removed[0].startLine - 1, removed[0].endLine).join('\n')
  const near = sources.text('head', file) === undefined ? 1 : Math.max(1, removed[0].startLine - 1)
  return { file, ...removed[0], side: 'base', annotation: { startLine: near, endLine: near, quote } }
}
