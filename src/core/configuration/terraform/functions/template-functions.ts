import { parseHclTemplate } from '../../../syntax/hcl/parse.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { joinSpans } from '../../../value/spans.ts'
import type { MapValue, Value } from '../../../value/value.ts'
import { knownText } from '../../../value/value.ts'
import { fail, type ModuleScope, type Scope } from '../scope.ts'
import { evaluateTemplate } from '../template.ts'
import { derived } from '../unknown.ts'
import { readText } from './file-functions.ts'
import { type FunctionCall, partial, type TerraformFunction } from './function.ts'

/** Source: "templatefile" and "templatestring", Terraform language documentation. */
export const TEMPLATE_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['templatefile', partial(2, 2, templatefile)],
  ['templatestring', partial(2, 2, templatestring)],
])

function templatefile([path, variables]: readonly Value[], call: FunctionCall): Value | undefined {
  const text = readText(path, call)
  return text === undefined || variables === undefined ? undefined : render(text, variables, call)
}

function templatestring([template, variables]: readonly Value[], call: FunctionCall): Value | undefined {
  return template === undefined || variables === undefined ? undefined : render(template, variables, call)
}

function render(template: Value, variables: Value, call: FunctionCall): Value | undefined {
  const text = template.kind === 'text' ? knownText(template) : undefined
  if (text === undefined || variables.kind !== 'map') {
    const unknown = template.kind === 'unknown' || template.kind === 'text'
    return unknown ? derived(`call ${call.name}`, `${call.name}(…)`, [template, variables], call.span) : undefined
  }
  const file = template.spans[0]?.file ?? call.span.file
  const parsed = parseHclTemplate(file, text)
  if (parsed.template === undefined) return undefined
  const scope = templateScope(call.scope, file, variables)
  const rendered = evaluateTemplate(parsed.template, scope)
  return { ...rendered, spans: joinSpans(rendered.spans, call.spans) }
}

/** Inside a template only its own variables are there, and nothing of the module. */
function templateScope(scope: Scope, file: string, variables: MapValue): Scope {
  const resolve: ModuleScope['resolve'] = (root, _, inner, span) => {
    const summary = `The template has no variable ${JSON.stringify(root)}`
    const detail = 'A template sees only the variables that its call passes.'
    const fingerprint = digestOf('template-variable', root)
    return { value: fail(inner, span, fingerprint, { code: 'unknown-variable', summary, detail }), taken: 0 }
  }
  const names = [...variables.entries].map(([name, entry]) => [name, entry.value] as const)
  return { ...scope, file, names: new Map(names), module: { ...scope.module, resolve } }
}
