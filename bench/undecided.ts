import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { directoryTrees } from '../src/adapters/filesystem/directory-trees.ts'
import { gitTrees } from '../src/adapters/git/git-trees.ts'
import { firstOf } from '../src/adapters/module-sources/first-of.ts'
import type { Statement } from '../src/core/authorization/aws/policy.ts'
import type { Diagnostic } from '../src/core/text/diagnostic.ts'
import { indexLines, positionAt } from '../src/core/text/lines.ts'
import type { Span } from '../src/core/text/span.ts'
import { changedPaths } from '../src/review/change-set.ts'
import { sideModules } from '../src/review/side-modules.ts'
import { openSide, type SideTexts } from '../src/review/side-texts.ts'
import { terraformMemory } from '../src/review/terraform-memory.ts'
import { type ModuleVariant, moduleVariants } from '../src/review/terraform-modules.ts'
import { reachedRoots } from '../src/review/terraform-roots.ts'
import { unitVariants } from '../src/review/terragrunt-units.ts'
import { type Knowledge, knowledgeOf, UNDECIDED_ELEMENTS } from './statement-knowledge.ts'

/**
 * How much of the AWS policies of real Terraform the evaluator leaves undecided, and why:
 * `node bench/undecided.ts PATH…`, each a directory or a repository (bare or not, read at HEAD). Every root module is
 * evaluated in every variant, as a review of the whole tree does. `--json` prints what was counted, a line a path.
 */
async function main(): Promise<void> {
  const paths = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  const asJson = process.argv.includes('--json')
  for (const path of paths) {
    const survey = await surveyOf(path)
    process.stdout.write(asJson ? `${JSON.stringify(survey)}\n` : `${textOf(survey)}\n`)
  }
}

interface Survey {
  readonly path: string
  readonly roots: number
  /** Of Terragrunt. */
  readonly units: number
  readonly variants: number
  readonly elapsedMs: number
  /** Of the process: of several paths, the largest so far. */
  readonly peakMiB: number
  readonly documents: number
  /** Statements with the values that are written, and with any others that variables may have: each counted once. */
  readonly declared: Tally
  readonly any: Tally
  /** Module calls that are not read and unsupported resources, each once. */
  readonly opaque: readonly Reason[]
  readonly unreadCalls: number
  readonly diagnostics: readonly Reason[]
}

interface Tally {
  readonly statements: number
  readonly known: number
  /** Resources, principals or condition values have unknown parts: they are compared as symbols. */
  readonly symbolic: number
  /** What they say is known or symbolic; whether they are there hangs on a condition that is unknown. */
  readonly conditional: number
  /** What they say is not known. */
  readonly undecided: number
  /** What is undecided, by element. */
  readonly elements: Readonly<Record<string, number>>
  readonly reasons: readonly Reason[]
}

interface Reason {
  readonly what: string
  readonly count: number
  readonly examples: readonly string[]
}

async function surveyOf(path: string): Promise<Survey> {
  const startedAt = performance.now()
  const isGit = existsSync(join(path, '.git')) || (existsSync(join(path, 'HEAD')) && existsSync(join(path, 'objects')))
  const git = gitTrees(path)
  const trees = isGit ? git : directoryTrees()
  try {
    const head = await openSide({ trees, id: isGit ? 'HEAD' : path })
    return { path, ...(await evaluateAll(head)), elapsedMs: performance.now() - startedAt, peakMiB: peakMiB() }
  } finally {
    git.close()
  }
}

function peakMiB(): number {
  return process.resourceUsage().maxRSS / 1024
}

async function evaluateAll(side: SideTexts): Promise<Omit<Survey, 'path' | 'elapsedMs' | 'peakMiB'>> {
  const nothing = await openSide({ trees: directoryTrees(), id: undefined })
  const memory = terraformMemory()
  const [base, head] = [nothing, side].map((texts) => ({ texts, modules: sideModules(firstOf([]), '') }))
  if (base === undefined || head === undefined) throw new Error('two sides were made')
  const { roots, units, runIn } = await reachedRoots(changedPaths(nothing.entries, side.entries), base, head, memory)
  const [declared, any] = [new Collection(), new Collection()]
  const [opaque, diagnostics] = [new Places(), new Places()]
  const documents = new Set<string>()
  const unread = new Set<string>()
  let variants = 0
  const count = ({ variant, head: access }: ModuleVariant): void => {
    variants++
    const isDeclared = variant !== 'with other values of its variables'
    for (const { document, span } of access.policies) {
      documents.add(keyOf(span))
      for (const statement of document.statements) {
        if (isDeclared) declared.add(statement)
        any.add(statement)
      }
    }
    for (const each of access.opaque) opaque.add(each.reason, each.span)
    for (const each of access.unread) unread.add(keyOf(each.span))
    for (const each of access.diagnostics) diagnostics.add(titleOf(each), each.subject)
  }
  for (const root of roots) for (const each of await moduleVariants(root, base, head, memory, [])) count(each)
  for (const unit of units) for (const each of await unitVariants(unit, base, head, memory, runIn)) count(each)
  const placeOf = placesIn(side)
  return {
    roots: roots.length,
    units: units.length,
    variants,
    documents: documents.size,
    declared: declared.tally(placeOf),
    any: any.tally(placeOf),
    opaque: opaque.reasons(placeOf),
    unreadCalls: unread.size,
    diagnostics: diagnostics.reasons(placeOf),
  }
}

function titleOf({ severity, code, summary }: Diagnostic): string {
  return `${severity} ${code}: ${summary}`
}

function keyOf({ file, start, end }: Span): string {
  return `${file}:${start}:${end}`
}

/** `path:line`, for people. */
function placesIn(side: SideTexts): (span: Span) => string {
  return ({ file, start }) => {
    const text = side.texts.get(file)
    return text === undefined ? file : `${file}:${positionAt(indexLines(text), start).line}`
  }
}

/** Statements by where they are written: what is unknown of one in any module, instance or variant is unknown of it. */
class Collection {
  readonly #statements = new Map<string, { readonly span: Span; readonly unknown: Map<string, Knowledge> }>()

  add(statement: Statement): void {
    const { span } = statement
    const found = this.#statements.get(keyOf(span)) ?? { span, unknown: new Map<string, Knowledge>() }
    this.#statements.set(keyOf(span), found)
    for (const each of knowledgeOf(statement)) found.unknown.set(`${each.element} ${each.reason}`, each)
  }

  tally(placeOf: (span: Span) => string): Tally {
    const elements: Record<string, number> = {}
    const reasons = new Places()
    let [known, conditional, undecided] = [0, 0, 0]
    for (const { span, unknown } of this.#statements.values()) {
      const all = [...unknown.values()]
      const isUndecided = all.some(({ element }) => UNDECIDED_ELEMENTS.has(element))
      const telling = all.filter(({ element }) => UNDECIDED_ELEMENTS.has(element) || element === 'presence')
      if (all.length === 0) known++
      else if (isUndecided) undecided++
      else if (telling.length > 0) conditional++
      for (const element of new Set(telling.map((each) => each.element)))
        elements[element] = (elements[element] ?? 0) + 1
      for (const { element, reason, address } of telling) reasons.add(`${element} ${reason}`, span, address)
    }
    const statements = this.#statements.size
    const symbolic = statements - known - conditional - undecided
    return { statements, known, symbolic, conditional, undecided, elements, reasons: reasons.reasons(placeOf) }
  }
}

const MAX_EXAMPLES = 4

/** What was said, how often, and where: each place once. */
class Places {
  readonly #found = new Map<string, Map<string, { readonly span: Span; readonly address: string }>>()

  add(what: string, span: Span, address = ''): void {
    const places = this.#found.get(what) ?? new Map<string, { readonly span: Span; readonly address: string }>()
    this.#found.set(what, places.set(keyOf(span), { span, address }))
  }

  reasons(placeOf: (span: Span) => string): readonly Reason[] {
    return [...this.#found]
      .map(([what, places]) => ({
        what,
        count: places.size,
        examples: [...places.values()]
          .slice(0, MAX_EXAMPLES)
          .map((each) => `${placeOf(each.span)} ${each.address}`.trim()),
      }))
      .sort((left, right) => right.count - left.count)
  }
}

function textOf(survey: Survey): string {
  const { path, roots, units, variants, documents, elapsedMs, peakMiB: peak, declared, any, unreadCalls } = survey
  return [
    `${path}: ${roots} root modules, ${units} units, ${variants} variants, ${documents} documents; ${seconds(elapsedMs)} s, ${Math.round(peak)} MiB`,
    tallyText('with the declared values', declared, unreadCalls),
    tallyText('with any values of variables', any, unreadCalls),
    listText('undecided with the declared values', declared.reasons),
    listText('undecided with any values', any.reasons),
    listText('not analysed', survey.opaque),
    listText('diagnostics', survey.diagnostics),
  ].join('\n')
}

function seconds(elapsedMs: number): string {
  return (elapsedMs / 1000).toFixed(1)
}

function tallyText(title: string, tally: Tally, unreadCalls: number): string {
  const { statements, known, symbolic, conditional, undecided, elements } = tally
  const share = percent(undecided, statements)
  const withCalls = percent(undecided + unreadCalls, statements + unreadCalls)
  const parts = Object.entries(elements).map(([element, count]) => `${element} ${count}`)
  return `  ${title}: ${statements} statements, ${known} known, ${symbolic} with symbols, ${conditional} of unknown presence (${percent(conditional, statements)}), ${undecided} undecided (${share}; ${withCalls} with ${unreadCalls} unread module calls)${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
}

function percent(part: number, whole: number): string {
  return `${(whole === 0 ? 0 : (100 * part) / whole).toFixed(1)} %`
}

function listText(title: string, reasons: readonly Reason[]): string {
  const lines = reasons.map(({ what, count, examples }) => `    ${count} × ${what}\n        ${examples.join('; ')}`)
  return [`  ${title}:`, ...lines].join('\n')
}

await main()
