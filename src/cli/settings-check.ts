import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { extendSignatures } from '../core/authorship/signatures.ts'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import { effectivePolicy, type Floor } from '../core/rules/effective-policy.ts'
import { locate } from '../core/rules/locate.ts'
import { FLOOR_SETTINGS, readPolicyFiles } from '../core/rules/policy-files.ts'
import type { Rule } from '../core/rules/rule.ts'
import { REPOSITORY_SETTINGS, type ReadSettings } from '../core/rules/settings.ts'
import { waiverProblems } from '../core/rules/waiver-problems.ts'
import { loadBundle } from './bundle.ts'
import { diskPolicyFiles } from './disk-policy.ts'

/** A repository's settings as the app reads them, with everything that it would say about them. */
export interface CheckedSettings {
  readonly settings: ReadSettings
  /** The rules of the folders that they name, and of those that the floor names. */
  readonly rules: readonly Rule[]
  /** The settings and rules that are there. */
  readonly files: readonly string[]
  /** At the files' paths as `folder` names them. */
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/**
 * Checks the settings in a folder, which is `.github` of a repository, or the root of an organisation's repository of
 * that name. `rules` are the rules there are. Throws `Fault`.
 */
export async function checkSettings(folder: string, rules: readonly Rule[], floor?: Floor): Promise<CheckedSettings> {
  const isOwn = basename(folder) === '.github' && !existsSync(join(folder, '.git'))
  const [root, names] = isOwn ? [dirname(folder), REPOSITORY_SETTINGS] : [folder, FLOOR_SETTINGS]
  const files = await diskPolicyFiles(root, names)
  const known = [...rules, ...(floor?.layer?.rules ?? [])]
  const repository = readPolicyFiles(files, known, { names, prefix: '' })
  const quiet = floor === undefined ? {} : { floor: { ...floor, problems: [] } }
  const { settings, rules: added } = effectivePolicy({ ...quiet, repository })
  const { signatures } = repository.settings
  const unusable = signatures === undefined ? [] : extendSignatures(loadBundle().signatures, signatures).diagnostics
  const problems = [
    ...settings.located,
    ...locate(repository.document?.text ?? '', unusable),
    ...waiverProblems(repository.settings, Date.now()),
  ]
  const there = [files.yml === undefined ? [] : [names.yml], files.yaml === undefined ? [] : [names.yaml]].flat()
  return {
    settings,
    rules: added,
    files: [...there, ...files.rules.keys()].map((path) => join(root, path)),
    diagnostics: [
      ...problems.map((each) => ({ ...each, file: join(root, each.file) })),
      ...(floor?.problems ?? floor?.layer?.located ?? []),
    ],
  }
}
