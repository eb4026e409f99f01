import { parseJson } from '../syntax/json/parse.ts'
import { mayHaveComments, withoutComments } from '../syntax/json/without-comments.ts'
import { actingRoles } from './acting-roles.ts'
import { namesParameters } from './cloudformation/named-parameters.ts'
import { MAX_UNNAMED_BYTES, mayBeGoverned, NAMED_CONFIGURATION } from './may-be-governed.ts'
import { isPolicyDocument } from './policy-document/recognise.ts'
import { holdsPolicies } from './policy-document/yaml/holds-policies.ts'
import { mayBeFramework, readTemplate } from './read-template.ts'
import { isApiDefinition } from './terraform/openapi-file.ts'
import { ENCODED_POLICY, hasStatementParts, yamlShape } from './yaml-shapes.ts'

/** What kind of governed file it is. All but the first three and `settings` are named and held until they are analysed. */
export type FileFormat =
  | 'terraform'
  | 'tfvars'
  | 'policy-document'
  /** Policies somewhere in a YAML or JSON file that is made for something else. */
  | 'policies-within'
  | 'settings'
  | 'terraform-json'
  | 'terragrunt'
  /** Which providers Terraform takes. */
  | 'provider-lock'
  | 'cloudformation'
  /** Values for parameters of a template, and who deploys it. */
  | 'cloudformation-parameters'
  /** An API that is made of the file. */
  | 'openapi'
  | 'kubernetes'
  | 'other-access'
  /** A text that speaks like a policy, and is none before a program has made one of it. */
  | 'policy-text'
  /** Actions and resources that a program makes statements of. */
  | 'statement-parts'
  /** Actions alone. */
  | 'actions'
  /** Roles by which something acts that is none of the above. */
  | 'acting-roles'
  /** A JSON, YAML or TOML file that could not be read, so that nobody knows what it is. */
  | 'unreadable'
  | 'none'

/**
 * Recognises a file by its path, and JSON and YAML by their shape. `text` is undefined where the file could not be
 * read. A malformed document that speaks like a policy counts as one: it must not pass for being malformed.
 */
export function recogniseFile(path: string, text: string | undefined): FileFormat {
  const byPath = BY_PATH.find(([pattern]) => pattern.test(path))
  if (byPath !== undefined) return byPath[1]
  const format = recogniseContent(path, text)
  if (!['cloudformation', 'unreadable'].includes(format) && text !== undefined && isApiDefinition(path, text))
    return 'openapi'
  if (text === undefined || !OPEN.has(format)) return format
  if (isTemplateInDisguise(path, text)) return 'cloudformation'
  return format !== 'policies-within' && namesParameters(path, text) ? 'cloudformation-parameters' : format
}

/** Formats that a text may have and be more. */
const OPEN: ReadonlySet<FileFormat> = new Set<FileFormat>([
  ...(['none', 'other-access', 'statement-parts', 'actions', 'acting-roles', 'policies-within'] as const),
  'cloudformation-parameters',
])

/** Whether a text is a template although its words are escaped, tagged or broken into lines. */
function isTemplateInDisguise(path: string, text: string): boolean {
  if (!/\.(json|ya?ml|template)$/i.test(path) || !/AWS::|\\[xu]/i.test(text)) return false
  return readTemplate(path, text).template !== undefined
}

function recogniseContent(path: string, text: string | undefined): FileFormat {
  if (/\.json$/i.test(path)) return text === undefined ? 'unreadable' : recogniseJson(path, text)
  if (mayHaveComments(path)) return text === undefined ? 'unreadable' : recogniseJson(path, withoutComments(text))
  if (/\.ya?ml$/i.test(path)) return text === undefined ? 'unreadable' : recogniseYaml(path, text)
  if (/\.template$/i.test(path)) return text === undefined ? 'unreadable' : recogniseTemplate(path, text)
  if (/\.toml$/i.test(path)) return recogniseToml(path, text)
  if (/\.hcl$/i.test(path)) return text !== undefined && VAULT_POLICY.test(text) ? 'other-access' : 'none'
  return text === undefined || NAMED_CONFIGURATION.test(path) ? 'none' : recogniseUnnamed(path, text)
}

/** What a file holds whatever its name: AWS's command line takes it as well as a `.json` file. */
function recogniseUnnamed(path: string, text: string): FileFormat {
  if (!mayBeGoverned(path) || text.length > MAX_UNNAMED_BYTES) return 'none'
  if (IS_TEMPLATE.every((pattern) => pattern.test(text))) return recogniseTemplate(path, text)
  if (!/^\uFEFF?\s*[{[]/.test(text)) return 'none'
  if (!SPEAKS_LIKE_A_POLICY.test(withoutEscapes(text))) return 'none'
  return parseJson(path, text).value === undefined ? 'policy-text' : recogniseJson(path, text)
}

/** What every template has, whatever its name; the version of the format is left out as often as not. */
const IS_TEMPLATE: readonly RegExp[] = [
  /^["'{ \t]*AWSTemplateFormatVersion["']?\s*:|(?:^|[\s{,])["']?Type["']?\s*:\s*["']?AWS::/m,
  /(?:^|[\s{,])["']?Resources["']?\s*:/m,
]

const BY_PATH: readonly (readonly [RegExp, FileFormat])[] = [
  [/^\.github\/countersign\.ya?ml$/, 'settings'],
  [/^(\.github\/|docs\/)?CODEOWNERS$/, 'settings'],
  [/\.(tf|tofu)\.json$|\.tfvars\.json$/, 'terraform-json'],
  [/\.(tf|tofu)$/, 'terraform'],
  [/\.tfvars$/, 'tfvars'],
  [/(^|\/)\.terraform\.lock\.hcl$/, 'provider-lock'],
  [/(^|\/)terragrunt[^/]*\.hcl(\.json)?$/, 'terragrunt'],
  // Which modules a stack deploys, with which values and as whom.
  [/\.(tfcomponent|tfdeploy|tfstack)\.(hcl|json)$/, 'other-access'],
]

/** A configuration of the SAM command line, under whatever name. */
function recogniseToml(path: string, text: string | undefined): FileFormat {
  const isNamed = /(^|\/)samconfig[^/]*$/i.test(path)
  if (text === undefined) return isNamed ? 'unreadable' : 'none'
  return isNamed || /\bparameter[_-]overrides["']?\s*=/i.test(text) ? 'cloudformation-parameters' : 'none'
}

/** A path block of a Vault or Nomad policy. */
const VAULT_POLICY = /^[ \t]*(path\s+"[^"]*"\s*\{|capabilities\s*=)/m

function recogniseJson(path: string, text: string): FileFormat {
  const shaped = SHAPES_IN_JSON.find(([pattern]) => pattern.test(text))
  if (/(^|\/)serverless[^/]*\.json$/i.test(path) && holdsTemplate(path, text)) return 'cloudformation'
  if (!SPEAKS_LIKE_A_POLICY.test(text) && !SPEAKS_LIKE_A_POLICY.test(withoutEscapes(text)))
    return shaped?.[1] ?? (isListOfParts(path, text) ? 'statement-parts' : rolesIn(text))
  const { value } = parseJson(path, text)
  if (value === undefined && MADE_BY_A_PROGRAM.test(text)) return 'policy-text'
  if (value === undefined || isPolicyDocument(value)) return 'policy-document'
  if (shaped !== undefined) return shaped[1]
  if (holdsPolicies(path, text)) return 'policies-within'
  return SPEAKS_LIKE_A_POLICY.test(text) ? 'other-access' : rolesIn(text)
}

function isListOfParts(path: string, text: string): boolean {
  return hasStatementParts(text) && parseJson(path, text).value !== undefined
}

/** What `templatefile`, Jinja and others put in the place of. */
const MADE_BY_A_PROGRAM = /[%$]\{|\{[{%]/

const SPEAKS_LIKE_A_POLICY = /"(Statement|Effect)"\s*:/i

/** What a text says whose letters are escaped, or that has policies as texts, as AWS prints and takes many of them. */
function withoutEscapes(text: string): string {
  return text
    .replace(/\\u00([2-7][\da-f])|%([2-7][\da-f])/gi, (_, unicode?: string, percent?: string) =>
      String.fromCharCode(Number.parseInt(unicode ?? percent ?? '', 16)),
    )
    .replaceAll('\\', '')
}

const SHAPES_IN_JSON: readonly (readonly [RegExp, FileFormat])[] = [
  [/"AWSTemplateFormatVersion"\s*:|"Type"\s*:\s*"AWS::/, 'cloudformation'],
  [/"ParameterKey"\s*:/, 'cloudformation-parameters'],
  [/"kind"\s*:\s*"((Cluster)?Role(Binding)?|NetworkPolicy|ServiceAccount)"/, 'kubernetes'],
  [/"(includedPermissions|notActions|dataActions)"\s*:\s*\[/i, 'other-access'],
  [/"members"\s*:\s*\[\s*"[a-zA-Z]+(:|")/, 'other-access'],
  [ENCODED_POLICY, 'other-access'],
]

/** CloudFormation's customary extension, in either syntax. */
function recogniseTemplate(path: string, text: string): FileFormat {
  const json = recogniseJson(path, text)
  return json === 'none' ? recogniseYaml(path, text) : json
}

function recogniseYaml(path: string, text: string): FileFormat {
  const shape = yamlShape(text)
  if (shape === 'cloudformation-parameters') return shape
  const isTemplate = shape === 'cloudformation' ? mayBeTemplate(path, text) : holdsTemplate(path, text)
  if (isTemplate) return 'cloudformation'
  return holdsPolicies(path, text) ? 'policies-within' : (shape ?? rolesIn(text))
}

function rolesIn(text: string): FileFormat {
  return actingRoles(text).length > 0 ? 'acting-roles' : 'none'
}

/** Whether a program puts resources into a template that it makes, whatever they are. */
function holdsTemplate(path: string, text: string): boolean {
  return mayBeFramework(text) && readTemplate(path, text).template?.included !== undefined
}

/** What speaks of CloudFormation and cannot be read may be one. */
function mayBeTemplate(path: string, text: string): boolean {
  const { template, diagnostics } = readTemplate(path, text)
  return template !== undefined || diagnostics.some(({ severity }) => severity === 'error')
}
