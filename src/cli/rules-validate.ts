import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { parseSignatures } from '../core/authorship/signatures.ts'
import type { LocatedDiagnostic } from '../core/report/review-result.ts'
import type { TextStyle } from '../core/report/text-report.ts'
import type { Floor } from '../core/rules/effective-policy.ts'
import { FLOOR_SETTINGS } from '../core/rules/policy-files.ts'
import { plural } from '../core/text/figures.ts'
import { visibleText } from '../core/text/visible-text.ts'
import { loadBundle } from './bundle.ts'
import { type CommandStreams, written } from './command-streams.ts'
import { diagnosticLines } from './diagnostic-lines.ts'
import { CLEAR, PROBLEMS } from './exit-codes.ts'
import { FLOOR_OPTION, floorOf } from './floor-file.ts'
import { checkIgnores } from './ignores-check.ts'
import { pathKind, type RuleFolder, readRuleFile, readRuleFolder } from './rule-folder.ts'
import { located, rulesOfFolder } from './rule-set.ts'
import { checkSettings } from './settings-check.ts'
import { terminalStyle } from './terminal-style.ts'

/** `countersign rules validate`: what the app says about settings, rules and inline ignores, before they are merged. */
export function rulesValidateCommand(streams: CommandStreams): Command {
  const command = new Command('validate')
    .description(
      'Checks settings, rules and inline ignores, with the errors that the app gives, at file, line and column',
    )
    .argument('[path...]', "a repository, its settings file, a folder of rules or a rule's file")
    .option(...FLOOR_OPTION)
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
  return command.action(async (paths: readonly string[], { format, floor: file }: ValidateOptions) => {
    const floor = file === undefined ? undefined : await floorOf(file, loadBundle().rules)
    const named = paths.length > 0 ? paths : [repositoryHere()].filter((root) => root !== undefined)
    if (named.length === 0)
      return command.error('error: here is no repository; name a settings file or a folder of rules')
    const checks: Check[] = []
    for (const path of named) {
      const check = await checkPath(path, floor)
      if (check === undefined) return command.error(`error: ${path} holds neither settings nor rules`)
      checks.push(check)
    }
    const files = checks.flatMap((each) => each.files)
    const diagnostics = checks.flatMap((each) => each.diagnostics)
    const valid = !diagnostics.some(({ severity }) => severity === 'error')
    const text =
      format === 'json'
        ? `${JSON.stringify({ schema: 'countersign.rules-validate/1', valid, files, diagnostics }, undefined, 2)}\n`
        : validateText(files, diagnostics, terminalStyle(process.stdout))
    await written(streams.stdout, text)
    streams.setExitCode(valid ? CLEAR : PROBLEMS)
  })
}

interface ValidateOptions {
  readonly format: 'text' | 'json'
  readonly floor?: string
}

const HELP = `
Without a path the settings of the repository here are checked. A folder with .git or .github in it is a repository,
of which the settings are checked, with the rules in the folders that they name and the inline ignores beside its
configuration; any other folder is one of rules.
A countersign.yml outside of a folder .github is an organisation's, as in its repository of that name.

Exit code: 0 valid, 1 there are errors, 2 an environment fault, 64 usage`

interface Check {
  readonly files: readonly string[]
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/** The root of the repository that the current folder is in; undefined where it is in none. */
function repositoryHere(): string | undefined {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return relative(process.cwd(), folder) || '.'
    if (dirname(folder) === folder) return undefined
  }
}

/** Undefined where the path is no place for either settings or rules. */
async function checkPath(path: string, floor: Floor | undefined): Promise<Check | undefined> {
  const check = (folder: string) => checkSettings(folder, loadBundle().rules, floor)
  const kind = await pathKind(path)
  if (kind === 'file') {
    if (/^countersign\.ya?ml$/.test(basename(path))) return check(dirname(path))
    return path.endsWith('.yml') ? checkRules(await readRuleFile(path)) : undefined
  }
  if (kind !== 'directory') return undefined
  if (basename(path) === '.github') return check(path)
  const isRepository = existsSync(join(path, '.git')) || existsSync(join(path, '.github'))
  return isRepository ? checkRepository(path, floor) : checkRules(await readRuleFolder(path))
}

/** Its settings, the rules of their folders, and the inline ignores beside its configuration. */
async function checkRepository(root: string, floor: Floor | undefined): Promise<Check> {
  const builtIn = loadBundle().rules
  const { files, diagnostics, rules } = await checkSettings(join(root, '.github'), builtIn, floor)
  const atRoot = await checkRoot(root)
  const ignores = await checkIgnores(root, [...builtIn, ...(floor?.layer?.rules ?? []), ...rules])
  return {
    files: [...files, ...atRoot.files, ...ignores.files],
    diagnostics: [...diagnostics, ...atRoot.diagnostics, ...ignores.diagnostics],
  }
}

/** What stands at the root is an organisation's, in its repository `.github`, and nobody's in any other one. */
async function checkRoot(root: string): Promise<Check> {
  const [found] = [FLOOR_SETTINGS.yml, FLOOR_SETTINGS.yaml].filter((name) => existsSync(join(root, name)))
  if (found === undefined) return { files: [], diagnostics: [] }
  const { files, diagnostics } = await checkSettings(root, loadBundle().rules)
  return {
    files,
    diagnostics: basename(resolve(root)) === '.github' ? diagnostics : [...diagnostics, ofFloor(root, found)],
  }
}

function ofFloor(root: string, name: string): LocatedDiagnostic {
  const summary = "these are an organisation's settings"
  const detail = `They are read in a repository of the name .github alone. A repository's own stand at .github/${name}.`
  return { severity: 'warning', code: 'settings-at-root', file: join(root, name), line: 1, column: 1, summary, detail }
}

/** Docs are left to `rules test`, which runs them. */
function checkRules(folder: RuleFolder): Check | undefined {
  const files = [...folder.files.keys()].filter((path) => path.endsWith('.yml'))
  if (files.length === 0 && folder.diagnostics.length === 0) return undefined
  const signatures = [...folder.files].filter(([path]) => path.endsWith('authorship/signatures.yml'))
  const unusable = signatures.flatMap(([path, text]) => parseSignatures(text, path).diagnostics)
  return { files, diagnostics: [...rulesOfFolder(folder).diagnostics, ...located(unusable, folder.files)] }
}

function validateText(files: readonly string[], diagnostics: readonly LocatedDiagnostic[], style: TextStyle): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  const [first] = files
  const checked = files.length === 1 && first !== undefined ? visibleText(first) : plural(files.length, 'file')
  const warned = warnings === 0 ? '' : `, ${plural(warnings, 'warning')}`
  if (errors > 0)
    return `${diagnosticLines(diagnostics, style)}${style.severity('high', plural(errors, 'error'))}${warned} in ${checked}\n`
  const nothing = 'no settings file: the defaults apply'
  return `${diagnosticLines(diagnostics, style)}${style.good('valid')}: ${files.length === 0 ? nothing : `${checked}${warned}`}\n`
}
