import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadRules } from '../../src/core/rules/load.ts'
import type { Rule } from '../../src/core/rules/rule.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** Every file below rules/ whose name ends so, by its path from the repository's root. */
export function ruleFiles(extension: 'yml' | 'md'): ReadonlyMap<string, string> {
  const paths = globSync(`rules/*/*.${extension}`, { cwd: ROOT }).sort()
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]))
}

/** The rules that come with the package; fails where one of them does not load. */
export function builtInRules(): readonly Rule[] {
  const { rules, diagnostics } = loadRules(ruleFiles('yml'))
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ summary }) => summary).join('\n'))
  return rules
}
