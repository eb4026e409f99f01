import { relative, sep } from 'node:path'
import { packageVersion, readBundledRules } from '../adapters/filesystem/bundled-rules.ts'
import { parseSignatures } from '../core/authorship/signatures.ts'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import { ruleIdOf } from '../core/rules/load.ts'
import type { Rule } from '../core/rules/rule.ts'
import { type Bundle, readBundle } from '../review/bundle.ts'
import { readRuleFolder } from './rule-folder.ts'
import { located, rulesOfFolder } from './rule-set.ts'

/** Rule files by their path below `rules/`, as text: what a bundle is made of, and can be sent to a thread. */
export type RuleFiles = ReadonlyMap<string, string>

const SIGNATURES = 'authorship/signatures.yml'

/**
 * The rules of the installation with those of a folder, `<category>/<name>.yml`: a file of the same name takes the
 * place of the installation's, every other one is added. Without a folder they are the installation's alone. Where one
 * of the folder's files is wrong, its problems are the answer. Throws `Fault` where the folder cannot be read.
 */
export async function replayRules(
  folder: string | undefined,
): Promise<{ readonly files: RuleFiles } | { readonly problems: readonly LocatedDiagnostic[] }> {
  const bundled = readBundledRules()
  if (folder === undefined) return { files: bundled }
  const read = await readRuleFolder(folder)
  const rules = [...read.files].filter(([path]) => path.endsWith('.yml'))
  const problems = [
    ...rulesOfFolder(read).diagnostics,
    ...rules.flatMap(([path, text]) => misplaced(folder, path, text)),
    ...(rules.length === 0 ? [nothingAt(folder)] : []),
  ].filter(({ severity }) => severity === 'error')
  if (problems.length > 0) return { problems }
  return { files: new Map([...bundled, ...rules.map(([path, text]) => [below(folder, path), text] as const)]) }
}

/**
 * What judges with these files. What is not the installation's is there to be tried: in preview it acts unless settings
 * turn it off, and it takes the place of a rule that the repository brings by its name.
 */
export function bundleOf(files: RuleFiles): Bundle {
  const bundle = readBundle(files, packageVersion())
  const bundled = readBundledRules()
  const tried = (rule: Rule): Rule => {
    const file = `${rule.id}.yml`
    if (files.get(file) === bundled.get(file)) return rule
    const lifecycle = rule.lifecycle === 'preview' ? 'stable' : rule.lifecycle
    return bundled.has(file) ? { ...rule, lifecycle } : { ...rule, lifecycle, standsIn: true }
  }
  return { ...bundle, rules: bundle.rules.map(tried) }
}

function below(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/')
}

/** A file that no rule would be read from must not be passed over: it may be the one that is tried. */
function misplaced(folder: string, path: string, text: string): readonly LocatedDiagnostic[] {
  const name = below(folder, path)
  if (name === SIGNATURES) {
    const { diagnostics } = parseSignatures(text, path)
    return located(diagnostics, new Map([[path, text]]))
  }
  const isPlaced = ruleIdOf(name) !== undefined && name.split('/').length === 2
  return isPlaced ? [] : [{ ...nothingAt(path), summary: 'a rule does not stand here' }]
}

function nothingAt(file: string): LocatedDiagnostic {
  const detail = 'Rules stand at <category>/<name>.yml in the folder that is named, such as access/broader-access.yml.'
  return { severity: 'error', code: 'rule-invalid', file, line: 1, column: 1, summary: 'no rule is here', detail }
}
