import type { ConfiguredAccess, PolicyKind } from '../core/authorization/access.ts'
import { configureParameterFile } from '../core/configuration/cloudformation/parameter-file.ts'
import { configurePolicyFile, type PolicyFileContext } from '../core/configuration/policy-document/configure.ts'
import { configureYaml, type YamlFile } from '../core/configuration/policy-document/yaml/configure-yaml.ts'
import { holdsPolicies } from '../core/configuration/policy-document/yaml/holds-policies.ts'
import { configureApiFile } from '../core/configuration/terraform/openapi-file.ts'
import type { GovernedChange } from './governed-changes.ts'
import type { SideTexts } from './side-texts.ts'
import type { TerraformMemory } from './terraform-memory.ts'

/** What the settings say that the policies in a file are for. */
export type ChoosePolicyKind = (path: string) => PolicyKind | undefined

type Configure = (path: string, text: string, context?: PolicyFileContext) => ConfiguredAccess

/** Files that are read each by itself. */
const RAW_FORMATS: Readonly<Partial<Record<GovernedChange['format'], Configure>>> = {
  'policy-document': configurePolicyFile,
  'cloudformation-parameters': configureParameterFile,
  openapi: configureApiFile,
}

interface Sides {
  readonly base: SideTexts
  readonly head: SideTexts
  readonly memory: Pick<TerraformMemory, 'template'>
}

/** Every changed raw policy document of both sides, all of a side together, so that a rename pairs. */
export function rawPolicies(
  governed: readonly GovernedChange[],
  { base, head, memory }: Sides,
  kindOf: ChoosePolicyKind = () => undefined,
): Readonly<Record<'base' | 'head', ConfiguredAccess>> {
  const documents = governed.flatMap(({ path, format }) => {
    const configure = RAW_FORMATS[format]
    return configure === undefined ? [] : [{ path, configure }]
  })
  const read = ({ texts }: SideTexts, contextOf: (path: string) => PolicyFileContext): readonly ConfiguredAccess[] =>
    documents.flatMap(({ path, configure }) => {
      const text = texts.get(path)
      return text === undefined ? [] : [configure(path, text, { chosen: kindOf(path), ...contextOf(path) })]
    })
  const before = read(base, () => ({}))
  const after = read(head, (path) => ({ isNew: (kind) => !hadKind(before, head, path, kind) }))
  const holds: Readonly<Partial<Record<GovernedChange['format'], (path: string) => boolean>>> = {
    'policies-within': () => true,
    cloudformation: (path) => [base, head].some((side) => isFrameworkFile(side, path, memory)),
    // A workflow that gives values to parameters may hold policies, too.
    'cloudformation-parameters': (path) =>
      !path.endsWith('.toml') && [base, head].some(({ texts }) => holdsPolicies(path, texts.get(path) ?? '')),
  }
  const giving = new Set(
    governed.filter(({ format }) => format === 'cloudformation-parameters').map(({ path }) => path),
  )
  const paths = governed.filter(({ path, format }) => holds[format]?.(path) === true).map(({ path }) => path)
  const pairs = pairedFiles(filesOf(paths, base, memory, giving), filesOf(paths, head, memory, giving)).map(
    ([before, after]) => configureYaml(before, after, kindOf(after?.path ?? before?.path ?? '')),
  )
  return {
    base: together([...before, ...pairs.map((pair) => pair.base)]),
    head: together([...after, ...pairs.map((pair) => pair.head)]),
  }
}

/** Whether base has a policy of the kind in a file, or in one that went from beside it and may be the same. */
function hadKind(before: readonly ConfiguredAccess[], { texts }: SideTexts, path: string, kind: PolicyKind): boolean {
  const policies = before.flatMap((each) => each.policies).filter((policy) => policy.kind === kind)
  return policies.some(
    ({ span: { file } }) => file === path || (!texts.has(file) && isBeside({ path: file }, { path })),
  )
}

function filesOf(
  paths: readonly string[],
  side: SideTexts,
  memory: Sides['memory'],
  giving: ReadonlySet<string>,
): readonly YamlFile[] {
  return paths.flatMap((path) => {
    const text = side.texts.get(path)
    return text === undefined
      ? []
      : [{ path, text, hasTemplate: isFrameworkFile(side, path, memory), givesParameters: giving.has(path) }]
  })
}

/** Whether a program puts resources of a file into a template that it makes. */
export function isFrameworkFile({ texts, originOf }: SideTexts, path: string, memory: Sides['memory']): boolean {
  const text = texts.get(path)
  return text !== undefined && memory.template(originOf(path), text).template?.included !== undefined
}

type Pair = readonly [base: YamlFile | undefined, head: YamlFile | undefined]

/** A file that went, and the only one that came to its folder, are one that was renamed. */
function pairedFiles(base: readonly YamlFile[], head: readonly YamlFile[]): readonly Pair[] {
  const [before, after] = [new Map(base.map((each) => [each.path, each])), new Set(head.map(({ path }) => path))]
  const gone = base.filter(({ path }) => !after.has(path))
  const come = head.filter(({ path }) => !before.has(path))
  const renamed = new Map(
    come.flatMap((file) => {
      const [from, ...others] = gone.filter((each) => isBeside(each, file))
      const isOnly = others.length === 0 && come.every((each) => each === file || !isBeside(each, file))
      return from !== undefined && isOnly ? [[file.path, from] as const] : []
    }),
  )
  const taken = new Set(renamed.values())
  return [
    ...head.map((file): Pair => [before.get(file.path) ?? renamed.get(file.path), file]),
    ...gone.filter((file) => !taken.has(file)).map((file): Pair => [file, undefined]),
  ]
}

function isBeside(one: Pick<YamlFile, 'path'>, other: Pick<YamlFile, 'path'>): boolean {
  return folderOf(one) === folderOf(other)
}

function folderOf({ path }: Pick<YamlFile, 'path'>): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

function together(read: readonly ConfiguredAccess[]): ConfiguredAccess {
  return {
    policies: read.flatMap((each) => each.policies),
    reaches: read.flatMap((each) => each.reaches),
    opaque: read.flatMap((each) => each.opaque),
    diagnostics: read.flatMap((each) => each.diagnostics),
  }
}
