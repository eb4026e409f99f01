import { parseYaml } from '../syntax/yaml/parse.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import { NOWHERE } from '../text/span.ts'
import { knownText, type MapEntry, type MapValue, type Value } from '../value/value.ts'
import { memberOf } from './cloudformation/parameters.ts'
import { parseTemplate, templateOf } from './cloudformation/parse-template.ts'
import { readShortForm } from './cloudformation/short-forms.ts'
import type { ParsedTemplate } from './cloudformation/template.ts'
import { frameworkFunctions } from './framework-functions.ts'
import { definitionsIn } from './policy-document/yaml/definitions.ts'
import { frameworkResources, isFramework } from './policy-document/yaml/framework-resources.ts'
import { readTag } from './policy-document/yaml/open-yaml.ts'
import { hasOwnVariable, withTemplateTexts } from './policy-document/yaml/template-texts.ts'

/**
 * Reads a template of CloudFormation, also one that a file of the Serverless Framework has under `resources`, as a map
 * or as a list of parts, with what the framework makes of its functions. Total. Source: "AWS CloudFormation Resources", Serverless Framework documentation.
 */
export function readTemplate(path: string, text: string): ParsedTemplate {
  const parsed = parseTemplate(path, text)
  if (parsed.template !== undefined || !mayBeFramework(text)) return parsed
  const { value, diagnostics } = parseYaml(path, text, (...tagged) => readShortForm(...tagged) ?? readTag(...tagged))
  if (value?.kind !== 'map' || !isFramework(value) || !DEPLOYED.some((key) => value.entries.has(key))) return parsed
  const problems: Diagnostic[] = [...diagnostics]
  const { sections, included, plugins } = hasOwnSyntax(value)
    ? { sections: new Map(), included: [value], plugins: [] }
    : partsOfFile(value)
  const spans = frameworkResources(value)?.value.spans ?? value.spans
  const whole: MapValue = { kind: 'map', collection: 'object', entries: sections, spans }
  return { template: { ...templateOf(path, text, whole, problems), included, plugins }, diagnostics: problems }
}

const DEPLOYED = ['functions', 'resources', 'plugins']

function partsOfFile(file: MapValue): Parts & { readonly plugins: readonly Value[] } {
  const read = withTemplateTexts(file, definitionsIn([file]), 'serverless-template')
  const resources = frameworkResources(file) === undefined ? undefined : memberOf(read, 'resources')
  const parts: Parts = resources === undefined ? { sections: new Map(), included: [] } : partsOf(resources)
  if (read.kind !== 'map') return { ...parts, plugins: [] }
  const functions = frameworkFunctions(read)
  parts.included.push(...functions.unread)
  // What the file declares itself changes what the framework makes.
  const written = parts.sections.get('Resources')
  const own = written?.value.kind === 'map' ? written.value.entries : new Map<string, MapEntry>()
  const [span = NOWHERE] = file.spans
  const value: MapValue = {
    kind: 'map',
    collection: 'object',
    entries: new Map([...functions.resources, ...own]),
    spans: written?.value.spans ?? file.spans,
  }
  parts.sections.set('Resources', { keySpan: written?.keySpan ?? span, value })
  const plugins = memberOf(read, 'plugins')
  const listed = plugins?.kind === 'map' ? memberOf(plugins, 'modules') : plugins
  return { ...parts, plugins: listed === undefined ? [] : listed.kind === 'list' ? listed.items : [listed] }
}

/** Whether a text has the words of such a file, or ways to write them without letters. */
export function mayBeFramework(text: string): boolean {
  if (/\\/.test(text)) return true
  return ['service', 'provider'].every((word) => text.includes(word)) && DEPLOYED.some((word) => text.includes(word))
}

/** Whether variables are written in another way than is read here. */
function hasOwnSyntax(file: MapValue): boolean {
  const provider = file.entries.get('provider')?.value
  return provider?.kind === 'map' ? provider.entries.has('variableSyntax') : provider?.kind !== 'text'
}

interface Parts {
  readonly sections: Map<string, MapEntry>
  /** What nobody knows what it makes of the template. */
  readonly included: Value[]
}

const SECTIONS: ReadonlySet<string> = new Set(['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'])
const TEXTS: ReadonlySet<string> = new Set(['AWSTemplateFormatVersion', 'Description', 'Metadata'])

function partsOf(resources: Value): Parts {
  const read: Parts = { sections: new Map(), included: [] }
  for (const part of resources.kind === 'list' ? resources.items : [resources]) {
    if (part.kind !== 'map') read.included.push(part)
    else for (const [name, entry] of part.entries) addSection(read, name, entry)
  }
  return read
}

function addSection({ sections, included }: Parts, name: string, entry: MapEntry): void {
  const { value } = entry
  if (TEXTS.has(name) || value.kind === 'null') return
  if (name === 'Transform' && !sections.has(name)) {
    sections.set(name, entry)
  } else if (!SECTIONS.has(name) || value.kind !== 'map') {
    included.push(value)
  } else {
    const known = sections.get(name)?.value
    const entries = new Map(known?.kind === 'map' ? known.entries : [])
    for (const [key, inner] of value.entries) {
      if (entries.has(key) || !isSettled(name, key, inner.value)) included.push(inner.value)
      else entries.set(key, inner)
    }
    sections.set(name, { ...entry, value: { ...value, entries } })
  }
}

/** Whether it is known what an entry is, and under which names it says something. */
function isSettled(section: string, key: string, value: Value): boolean {
  if (hasOwnVariable(key) || hasVariableKey(value)) return false
  if (section !== 'Resources') return true
  const type = value.kind === 'map' ? value.entries.get('Type')?.value : undefined
  return type?.kind === 'text' && knownText(type) !== undefined
}

function hasVariableKey(value: Value): boolean {
  if (value.kind === 'list') return value.items.some(hasVariableKey)
  if (value.kind !== 'map') return false
  return [...value.entries].some(([key, entry]) => hasOwnVariable(key) || hasVariableKey(entry.value))
}
