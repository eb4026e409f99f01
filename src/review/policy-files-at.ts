import type { PolicyFiles } from '../core/rules/policy-files.ts'
import { ruleFolderFiles, ruleFoldersIn } from '../core/rules/rule-folders.ts'
import type { SettingsNames } from '../core/rules/settings.ts'
import type { SideTexts } from './side-texts.ts'

/** The files of a policy in a tree: the settings, and the rules in the folders that these name. Throws `Fault`. */
export async function policyFilesAt(side: SideTexts, names: SettingsNames): Promise<PolicyFiles> {
  await side.load([names.yml, names.yaml])
  const [yml, yaml] = [names.yml, names.yaml].map((path) => textOf(side, path))
  const { paths, problems } = ruleFolderFiles(ruleFolders(yml, yaml), side.stored.values())
  await side.load(paths)
  const unread = paths.flatMap((file) => {
    const reason = side.unreadable.get(file)
    return reason === undefined ? [] : [{ file, why: `The file ${reason}.` }]
  })
  return {
    ...(yml === undefined ? {} : { yml }),
    ...(yaml === undefined ? {} : { yaml }),
    rules: new Map(paths.flatMap((path) => [[path, side.texts.get(path) ?? ''] as const])),
    problems: [...problems, ...unread],
  }
}

/** Whether two policies are written alike. */
export function isSamePolicy(one: PolicyFiles, other: PolicyFiles): boolean {
  const [first, second] = [one, other].map(({ yml, yaml, rules, problems }) =>
    JSON.stringify([yml ?? null, yaml ?? null, [...rules], problems]),
  )
  return first === second
}

/** Stands for a settings file that is no text: read as YAML it is an error, and so it holds. */
const NOT_TEXT = '\u0000'

function textOf({ unreadable, texts }: SideTexts, path: string): string | undefined {
  return unreadable.has(path) ? NOT_TEXT : texts.get(path)
}

function ruleFolders(...texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => (text === undefined ? [] : ruleFoldersIn(text))))]
}

/** Which paths of a repository a policy is read from; a change to one of them changes what judges changes. */
export function policyPaths(
  side: Pick<SideTexts, 'originOf'>,
  names: SettingsNames,
  { yml, yaml }: Pick<PolicyFiles, 'yml' | 'yaml'>,
): (path: string) => boolean {
  // What a link leads to is what is read.
  const settings = new Set([names.yml, names.yaml].flatMap((path) => [path, side.originOf(path)]))
  const folders = ruleFolders(yml, yaml)
  return (path) =>
    settings.has(path) ||
    folders.some((folder) => path === folder || (path.startsWith(`${folder}/`) && /\.ya?ml$/i.test(path)))
}
