import { MEND_SETTINGS, NOT_TEXT, type PolicyFiles } from '../core/rules/policy-files.ts'
import { type RuleFileProblem, ruleFolderFiles, ruleFoldersIn } from '../core/rules/rule-folders.ts'
import type { SettingsNames } from '../core/rules/settings.ts'
import type { SideTexts } from './side-texts.ts'

/** The files of a policy in a tree: the settings, and the rules in the folders that these name. Throws `Fault`. */
export async function policyFilesAt(side: SideTexts, names: SettingsNames): Promise<PolicyFiles> {
  const both = [names.yml, names.yaml]
  await side.load(both)
  const unreadSettings = both.flatMap((path) => whyUnread(side, path))
  const unreadPaths = new Set(unreadSettings.map(({ file }) => file))
  const [yml, yaml] = both.map((path) => (unreadPaths.has(path) ? NOT_TEXT : side.texts.get(path)))
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
    problems: [...unreadSettings, ...problems, ...unread],
  }
}

/** Whether two policies are written alike. */
export function isSamePolicy(one: PolicyFiles, other: PolicyFiles): boolean {
  const [first, second] = [one, other].map(({ yml, yaml, rules, problems }) =>
    JSON.stringify([yml ?? null, yaml ?? null, [...rules], problems]),
  )
  return first === second
}

/** What stands in the place of settings and is no text is not passed over: the defaults may ask for less. */
function whyUnread({ unreadable, texts, entries }: SideTexts, path: string): readonly RuleFileProblem[] {
  const reason = unreadable.get(path) ?? (texts.has(path) ? undefined : whyNoFile(entries, path))
  return reason === undefined ? [] : [{ file: path, why: `It ${reason}. ${MEND_SETTINGS}` }]
}

function whyNoFile(entries: SideTexts['entries'], path: string): string | undefined {
  const isFolder = entries.keys().some((each) => each.startsWith(`${path}/`))
  return isFolder ? 'is a folder, and settings are a file' : undefined
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
    [names.yml, names.yaml].some((each) => path.startsWith(`${each}/`)) ||
    folders.some((folder) => path === folder || (path.startsWith(`${folder}/`) && /\.ya?ml$/i.test(path)))
}
