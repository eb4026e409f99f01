import { type EffectivePolicy, effectivePolicy, type Floor } from '../core/rules/effective-policy.ts'
import { FLOOR_SETTINGS, type PolicyFiles, readPolicyFiles } from '../core/rules/policy-files.ts'
import type { Rule } from '../core/rules/rule.ts'
import { REPOSITORY_SETTINGS, type ReadSettings, type SettingsNames } from '../core/rules/settings.ts'
import type { KeptPolicy } from '../ports/policy-records.ts'
import type { Bundle } from './bundle.ts'
import { policyFilesAt, policyPaths } from './policy-files-at.ts'
import type { SideTexts } from './side-texts.ts'

/** What is known of a policy beside the files at the tip of the base branch. */
export interface PolicyContext {
  /** The organisation's; absent where nobody has looked for one. */
  readonly floor?: Floor
  /** Whether the repository's root holds the organisation's floor. */
  readonly holdsFloor?: boolean
  readonly lastGood?: () => Promise<KeptPolicy | undefined>
}

/** What judges what lands on a commit. */
export interface Policy {
  readonly settings: ReadSettings
  /** The installation's, with the rules of the organisation's and the repository's folders. */
  readonly bundle: Bundle
  /** Part of what an approval is bound to: see `EffectivePolicy`. */
  readonly content: string
  /** The repository's own files, where they could be read whole: none where there is no settings file. */
  readonly readable?: ReadonlyMap<string, string>
  /** Whether a change to the path changes a policy. */
  readonly isPolicy: (path: string) => boolean
}

/** Reads the policy at a tree, in all its layers. Throws `Fault`. */
export async function readPolicy(side: SideTexts, bundle: Bundle, context: PolicyContext = {}): Promise<Policy> {
  const files = await policyFilesAt(side, REPOSITORY_SETTINGS)
  const { settings, rules, content } = await effective(files, bundle.rules, context)
  const isOwn = policyPaths(side, REPOSITORY_SETTINGS, files)
  const isFloor = context.holdsFloor === true ? await floorPaths(side) : () => false
  return {
    settings,
    bundle: rules.length === 0 ? bundle : { ...bundle, rules: sorted([...bundle.rules, ...rules]) },
    content,
    ...(settings.readable ? { readable: keptFiles(files, REPOSITORY_SETTINGS) ?? new Map() } : {}),
    isPolicy: (path) => isOwn(path) || isFloor(path),
  }
}

async function effective(
  files: PolicyFiles,
  builtIn: readonly Rule[],
  { floor, lastGood }: PolicyContext,
): Promise<EffectivePolicy> {
  const known = [...builtIn, ...(floor?.layer?.rules ?? [])]
  const common = floor === undefined ? {} : { floor }
  const repository = readPolicyFiles(files, known)
  if (repository.readable) return effectivePolicy({ ...common, repository })
  const kept = await lastGood?.()
  const layer = kept && readPolicyFiles(filesOf(kept.files, REPOSITORY_SETTINGS), known)
  // What this version cannot read any more is of no use.
  const usable = kept !== undefined && layer?.readable === true ? { lastGood: { commit: kept.commit, layer } } : {}
  return effectivePolicy({ ...common, ...usable, repository })
}

function sorted(rules: readonly Rule[]): readonly Rule[] {
  return rules.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

async function floorPaths(side: SideTexts): Promise<(path: string) => boolean> {
  return policyPaths(side, FLOOR_SETTINGS, await policyFilesAt(side, FLOOR_SETTINGS))
}

/** A policy's files by path, to be kept; undefined where there is no settings file. */
export function keptFiles(
  { yml, yaml, rules }: PolicyFiles,
  names: SettingsNames,
): ReadonlyMap<string, string> | undefined {
  if (yml === undefined && yaml === undefined) return undefined
  const settings = yml === undefined ? [names.yaml, yaml ?? ''] : [names.yml, yml]
  const [path = names.yml, text = ''] = settings
  return new Map([[path, text], ...rules])
}

/** The same, read back. */
export function filesOf(kept: ReadonlyMap<string, string>, names: SettingsNames): PolicyFiles {
  const [yml, yaml] = [kept.get(names.yml), kept.get(names.yaml)]
  const rules = [...kept].filter(([path]) => path !== names.yml && path !== names.yaml)
  return {
    ...(yml === undefined ? {} : { yml }),
    ...(yaml === undefined ? {} : { yaml }),
    rules: new Map(rules),
    problems: [],
  }
}
