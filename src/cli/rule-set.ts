import { join } from 'node:path'
import { readBundledRule } from '../adapters/filesystem/bundled-rules.ts'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import { loadRules } from '../core/rules/load.ts'
import { locate } from '../core/rules/locate.ts'
import type { Rule } from '../core/rules/rule.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'
import { Fault } from '../ports/fault.ts'
import { loadBundle } from './bundle.ts'
import { type RuleFolder, readRuleFolder } from './rule-folder.ts'

/** A rule and where it comes from. */
export interface SourcedRule {
  readonly rule: Rule
  /** `built-in`, or the path of its file. */
  readonly source: string
  /** The path of its doc, and its text where it has one. */
  readonly doc: { readonly file: string; readonly text: string | undefined }
}

export interface RuleSet {
  /** Sorted by id. A rule of the folder takes the place of a built-in one of its name. */
  readonly rules: readonly SourcedRule[]
  /** Why some of the folder's rules are not among them. */
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/**
 * The built-in rules, with those of a folder where one is named. What speaks where the review itself failed stays as it
 * is: without it a failure would pass. Throws `Fault` where the folder cannot be read.
 */
export async function loadRuleSet(folder?: string): Promise<RuleSet> {
  const own = folder === undefined ? { rules: [], diagnostics: [] } : rulesOfFolder(await readRuleFolder(folder))
  const fixed = new Map(loadBundle().rules.flatMap((rule) => (rule.fixed ? [[rule.id, rule] as const] : [])))
  const isWeaker = ({ rule }: SourcedRule) => {
    const kept = fixed.get(rule.id)
    return kept !== undefined && !(rule.fixed && rule.when.source === kept.when.source)
  }
  const added = own.rules.filter((each) => !isWeaker(each)).map(tried)
  const ids = new Set(added.map(({ rule }) => rule.id))
  const rules = [...builtIn().filter(({ rule }) => !ids.has(rule.id)), ...added]
  return {
    rules: rules.sort((one, other) => (one.rule.id < other.rule.id ? -1 : 1)),
    diagnostics: [...own.diagnostics, ...own.rules.filter(isWeaker).map(fixedRule)],
  }
}

/** The repository may have it in a folder of its own already; the name of a built-in rule it may not use. */
function tried(each: SourcedRule): SourcedRule {
  const isNew = loadBundle().rules.every(({ id }) => id !== each.rule.id)
  return isNew ? { ...each, rule: { ...each.rule, standsIn: true } } : each
}

function fixedRule({ rule, source }: SourcedRule): LocatedDiagnostic {
  const summary = `the built-in rule \`${rule.id}\` cannot be replaced`
  const detail = 'It speaks where the review itself failed. Without it a failure would pass. Choose another name.'
  return { severity: 'error', code: 'rule-invalid', file: source, line: 1, column: 1, summary, detail }
}

/** The rules that a folder's files hold, and what is wrong with the others. */
export function rulesOfFolder({ files, diagnostics }: RuleFolder): RuleSet {
  const rules: SourcedRule[] = []
  const loaded = loadRules(files)
  for (const rule of loaded.rules) {
    const source = [...files.keys()].find((path) => `/${path}`.endsWith(`/${rule.id}.yml`)) ?? rule.id
    const file = source.replace(/\.yml$/, '.md')
    rules.push({ rule, source, doc: { file, text: files.get(file) } })
  }
  return { rules, diagnostics: located([...diagnostics, ...loaded.diagnostics], files) }
}

/** With lines and columns, in the order of files and places. */
export function located(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, string>,
): readonly LocatedDiagnostic[] {
  const all = diagnostics.flatMap((each) => locate(files.get(each.subject.file) ?? '', [each]))
  return all.sort((one, other) =>
    one.file === other.file ? one.line - other.line || one.column - other.column : one.file < other.file ? -1 : 1,
  )
}

function builtIn(): readonly SourcedRule[] {
  return loadBundle().rules.map((rule) => ({ rule, source: 'built-in', doc: bundledDoc(rule.id) }))
}

function bundledDoc(id: string): SourcedRule['doc'] {
  const file = `${id}.md`
  try {
    return { file: join('rules', file), text: readBundledRule(file) }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { file: join('rules', file), text: undefined }
  }
}
