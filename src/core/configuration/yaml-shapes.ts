/** What a YAML text is by words that only such texts are written with. */
export type YamlShape = 'cloudformation' | 'cloudformation-parameters' | 'kubernetes' | 'other-access'

/** The shape of a YAML text, whether it can be parsed or not; undefined where it has none of these. */
export function yamlShape(text: string): YamlShape | undefined {
  return SHAPES.find(([pattern]) => pattern.test(text))?.[1]
}

const SHAPES: readonly (readonly [RegExp, YamlShape])[] = [
  [/^[ \t]*['"]?AWSTemplateFormatVersion['"]?\s*:|\bType['"]?\s*:\s*['"]?AWS::/m, 'cloudformation'],
  [/^[ \t-]*['"]?ParameterKey['"]?\s*:/m, 'cloudformation-parameters'],
  [/\bkind['"]?\s*:\s*['"]?((Cluster)?Role(Binding)?|NetworkPolicy|ServiceAccount)\b/m, 'kubernetes'],
  [/\bEffect['"]?\s*:\s*['"]?(Allow\b|Deny\b|\{\{|\$\{)/im, 'other-access'],
  [
    /\bmembers['"]?\s*:[\s['"-]*(user|group|serviceAccount|domain|principal(Set)?|allUsers|allAuthenticatedUsers)\b/,
    'other-access',
  ],
  [/\b(includedPermissions|notActions|dataActions)['"]?\s*:/m, 'other-access'],
]

/** Why what has a shape is not decided. */
export const SHAPE_REASONS: Readonly<Record<YamlShape, string>> = {
  cloudformation: 'the file speaks of CloudFormation resources and is no template that can be read',
  'cloudformation-parameters': 'the file gives values to parameters of a template that is not known',
  kubernetes: 'Kubernetes manifests are not analysed yet',
  'other-access': 'the file looks like access, in a form that is not analysed yet',
}
