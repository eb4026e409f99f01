import { DEFAULT_JSON_LIMITS } from '../../syntax/json/limits.ts'
import { parseJson } from '../../syntax/json/parse.ts'
import { DEFAULT_YAML_LIMITS } from '../../syntax/yaml/limits.ts'
import { parseYaml } from '../../syntax/yaml/parse.ts'
import type { Diagnostic } from '../../text/diagnostic.ts'
import type { Span } from '../../text/span.ts'
import type { MapValue, Value } from '../../value/value.ts'
import { plainText } from '../terraform/text.ts'
import { expandServerless, SERVERLESS } from './serverless/expand.ts'
import { readShortForm } from './short-forms.ts'
import type { Entries, ParsedTemplate, Template } from './template.ts'

/**
 * Reads a template, in JSON where the text begins like JSON and in YAML otherwise. Total. A text with the shape of one
 * is a template: an object with resources of which at least one has a type, or with a transform.
 */
export function parseTemplate(path: string, text: string): ParsedTemplate {
  const isJson = /^\ufeff?\s*\{/.test(text) && !/\.ya?ml$/i.test(path)
  const { value, diagnostics } = isJson
    ? parseJson(path, text, { ...DEFAULT_JSON_LIMITS, length: DEFAULT_YAML_LIMITS.length })
    : parseYaml(path, text, readShortForm)
  if (value?.kind !== 'map' || !isTemplate(value)) return { template: undefined, diagnostics }
  const problems: Diagnostic[] = [...diagnostics]
  return { template: templateOf(path, text, value, problems), diagnostics: problems }
}

function isTemplate({ entries }: MapValue): boolean {
  if (entries.has('AWSTemplateFormatVersion')) return true
  const resources = entries.get('Resources')?.value
  if (resources?.kind !== 'map') return false
  return entries.has('Transform') || [...resources.entries.values()].some(({ value }) => isResource(value))
}

function isResource(value: Value): boolean {
  const type = value.kind === 'map' ? value.entries.get('Type')?.value : undefined
  return type !== undefined && /^[A-Za-z0-9]+::/.test(plainText(type) ?? '')
}

/** Sections of a template. Source: "Template sections", AWS CloudFormation Template Reference. */
const SECTIONS: ReadonlySet<string> = new Set([
  ...['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Rules', 'Mappings', 'Conditions'],
  ...['Transform', 'Resources', 'Outputs', 'Hooks', 'Globals'],
])

/** A template of what is said in its sections. */
export function templateOf(path: string, text: string, whole: MapValue, problems: Diagnostic[]): Template {
  const { entries } = whole
  const span: Span = whole.spans[0] ?? { file: path, start: 0, end: text.length }
  for (const [name, { keySpan }] of entries) {
    if (SECTIONS.has(name) || name.startsWith('Fn::')) continue
    problems.push(problem('unknown-section', `A template has no section \`${quoted(name)}\``, keySpan))
  }
  const section = (name: string): Entries => {
    const entry = entries.get(name)
    if (entry === undefined || entry.value.kind === 'null') return NONE
    if (entry.value.kind === 'map') return entry.value.entries
    problems.push(problem('section-shape', `\`${name}\` is no map`, entry.keySpan))
    return NONE
  }
  const template: Template = {
    path,
    span,
    whole,
    parameters: section('Parameters'),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
    resources: section('Resources'),
    outputs: section('Outputs'),
    globals: section('Globals'),
    transforms: transformsOf(whole),
  }
  return template.transforms.some((each) => transformName(each) === SERVERLESS) ? expandServerless(template) : template
}

const NONE: Entries = new Map()

function transformsOf({ entries }: MapValue): readonly Value[] {
  const written = entries.get('Transform')?.value
  const inline = entries.get('Fn::Transform')?.value
  const listed =
    written === undefined || written.kind === 'null' ? [] : written.kind === 'list' ? written.items : [written]
  return [...listed, ...(inline === undefined ? [] : [inline])]
}

/** A section that is not understood is an error: what it does, nobody knows. */
function problem(code: string, summary: string, subject: Span): Diagnostic {
  const detail = 'CloudFormation refuses such a template, so what it would do is not known.'
  return { severity: 'error', code: `cloudformation-${code}`, summary, detail, subject }
}

function quoted(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name
}

/** The name of a macro of a `Transform` section; undefined where that is not known. */
export function transformName(transform: Value): string | undefined {
  const name = transform.kind === 'map' ? transform.entries.get('Name')?.value : transform
  return name === undefined ? undefined : plainText(name)
}
