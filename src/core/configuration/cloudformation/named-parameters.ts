import { parseJson } from '../../syntax/json/parse.ts'
import { parseYaml } from '../../syntax/yaml/parse.ts'
import type { MapEntry, Value } from '../../value/value.ts'
import { plainText } from '../terraform/text.ts'
import { type GivenParameter, overridesIn } from './parameter-overrides.ts'
import { memberOf } from './parameters.ts'
import { readShortForm } from './short-forms.ts'

/** What a file that is made for one deployment gives to its template. */
export interface NamedParameters {
  readonly parameters: readonly GivenParameter[]
  /** What says which template is deployed, and with whose rights, by name. */
  readonly options: ReadonlyMap<string, MapEntry>
}

/**
 * Values of parameters by their names, in the forms that tools of deployment read: a list of `Name=value`, and a map
 * beside what only such a file says. Undefined for any other value. Sources: "deploy", AWS CLI Command Reference;
 * "Template configuration file", CodePipeline, and "Git sync", AWS CloudFormation User Guides; "Stack config", Sceptre
 * documentation.
 */
export function namedParameters(value: Value): NamedParameters | undefined {
  if (value.kind === 'list') return listedParameters(value.items)
  if (value.kind !== 'map') return undefined
  const names = [...value.entries.keys()]
  const form = FORMS.find(({ isSuch }) => isSuch(names, value))
  const section = form === undefined ? undefined : memberOf(value, form.section)
  if (form === undefined || (section !== undefined && section.kind !== 'map')) return undefined
  const given = section === undefined ? [] : [...section.entries]
  // Those that a template declares are maps.
  if (form.section === 'Parameters' && given.some(([, entry]) => entry.value.kind === 'map')) return undefined
  return {
    parameters: given.map(([name, entry]) => ({ name, value: entry.value, span: entry.keySpan })),
    options: new Map([...value.entries].filter(([name]) => form.options.includes(name))),
  }
}

interface Form {
  readonly section: 'Parameters' | 'parameters'
  readonly options: readonly string[]
  isSuch(names: readonly string[], value: Value): boolean
}

const PIPELINE: ReadonlySet<string> = new Set(['Parameters', 'Tags', 'StackPolicy'])

const FORMS: readonly Form[] = [
  {
    section: 'Parameters',
    options: ['StackPolicy'],
    isSuch: (names) => names.includes('Parameters') && names.every((name) => PIPELINE.has(name)),
  },
  {
    section: 'parameters',
    options: ['template-file-path'],
    isSuch: (names) => names.includes('template-file-path'),
  },
  {
    section: 'parameters',
    options: ['template', 'template_path', 'iam_role', 'role_arn', 'sceptre_role', 'cloudformation_service_role'],
    isSuch: (names, value) => names.includes('template_path') || isHandled(memberOf(value, 'template')),
  },
]

/** A template that Sceptre takes from somewhere. */
function isHandled(template: Value | undefined): boolean {
  if (template?.kind !== 'map') return false
  return ['path', 'url'].some((name) => plainText(memberOf(template, name) ?? template) !== undefined)
}

function listedParameters(items: readonly Value[]): NamedParameters | undefined {
  const given = items.map((item) => {
    const text = plainText(item)
    const [span] = item.spans
    return text === undefined || span === undefined || !/^[A-Za-z0-9]+=/.test(text)
      ? undefined
      : overridesIn(text, span)
  })
  if (items.length === 0 || given.includes(undefined)) return undefined
  return { parameters: given.flatMap((each) => each ?? []), options: new Map() }
}

/** Words without which no file has one of the forms. */
const MAY_NAME =
  /(?:^|[\s{,])["']?(?:Parameters|template-file-path|template|template_path)["']?\s*:|^\s*\[\s*"[A-Za-z0-9]+=/m

/** Whether a file gives values to parameters by their names. */
export function namesParameters(path: string, text: string): boolean {
  if (!/\.(?:json|ya?ml)$/i.test(path) || !MAY_NAME.test(text)) return false
  const { value } = /\.json$/i.test(path) ? parseJson(path, text) : parseYaml(path, text, readShortForm)
  return value !== undefined && namedParameters(value) !== undefined
}
