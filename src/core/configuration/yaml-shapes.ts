import { listedActions } from './listed-actions.ts'

/** What a YAML text is by words that only such texts are written with. */
export type YamlShape =
  | 'cloudformation'
  | 'cloudformation-parameters'
  | 'kubernetes'
  | 'other-access'
  | 'statement-parts'
  /** Actions of AWS, and nothing beside them. */
  | 'actions'

/** Actions of AWS and what they are for, without the rest of a statement. */
const STATEMENT_PARTS: readonly RegExp[] = [
  /\bactions?['"]?\s*:[\s['"-]*(?:\*|(?!arn:)[a-z0-9-]{2,40}:(?:\*|[A-Z][A-Za-z]*\*?))['"\],\s][\s\S]{0,400}?\bresources?['"]?\s*:/i,
  /\bresources?['"]?\s*:[\s\S]{0,400}?\bactions?['"]?\s*:[\s['"-]*(?!arn:)[a-z0-9-]{2,40}:(?:\*|[A-Z][A-Za-z]*\*?)(?:['"\],\s]|$)/i,
]

/** Whether a text of YAML or JSON lists actions of AWS beside what they are for. */
export function hasStatementParts(text: string): boolean {
  return STATEMENT_PARTS.some((pattern) => pattern.test(text))
}

/** A policy in base64. */
export const ENCODED_POLICY = /polic(?:y|ies)[\w.-]{0,40}['"]?\s*:\s*['"]?e(?:y[AIJ]|w[0o])[A-Za-z0-9+/\s]{24}/im

/** The shape of a YAML text, whether it can be parsed or not; undefined where it has none of these. */
export function yamlShape(text: string): YamlShape | undefined {
  const shaped = SHAPES.find(([pattern]) => pattern.test(text))
  return shaped?.[1] ?? (listedActions(text).length > 0 ? 'actions' : undefined)
}

const SHAPES: readonly (readonly [RegExp, YamlShape])[] = [
  [/^[ \t]*['"]?AWSTemplateFormatVersion['"]?\s*:|\bType['"]?\s*:\s*['"]?AWS::/m, 'cloudformation'],
  [/(?:^|[\s{,])['"]?(?:ParameterKey|parameter[_-]overrides)['"]?\s*:/m, 'cloudformation-parameters'],
  [/\bkind['"]?\s*:\s*['"]?((Cluster)?Role(Binding)?|NetworkPolicy|ServiceAccount)\b/m, 'kubernetes'],
  [/\bEffect['"]?\s*:\s*['"]?(Allow\b|Deny\b|\{\{|\$\{)/im, 'other-access'],
  [
    /\bmembers['"]?\s*:[\s['"-]*(user|group|serviceAccount|domain|principal(Set)?|allUsers|allAuthenticatedUsers)\b/,
    'other-access',
  ],
  [/\b(includedPermissions|notActions|dataActions)['"]?\s*:/m, 'other-access'],
  [ENCODED_POLICY, 'other-access'],
  // What a patch puts into a policy.
  [
    /\bpath['"]?\s*:\s*['"]?\/\S{0,200}?\/(?:Statement|Effect|Principal|Condition|\w{0,40}polic(?:y|ies)\w{0,40})(?:\/|['"]?\s*$)/im,
    'other-access',
  ],
  ...STATEMENT_PARTS.map((pattern): readonly [RegExp, YamlShape] => [pattern, 'statement-parts']),
]

/** Why what has a shape is not decided. */
export const SHAPE_REASONS: Readonly<Record<YamlShape, string>> = {
  cloudformation: 'the file speaks of CloudFormation resources and is no template that can be read',
  'cloudformation-parameters': 'the file gives values to parameters of a template that is not known',
  kubernetes: 'Kubernetes manifests are not analysed yet',
  'other-access': 'the file looks like access, in a form that is not analysed yet',
  'statement-parts': 'the file names actions and what they are for, and nothing here reads it',
  actions: 'the file lists actions of AWS, and whom they are for and on what is not known here',
}
