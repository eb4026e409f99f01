import { knownText, type MapEntry, type Value } from '../../value/value.ts'
import { plainText } from '../terraform/text.ts'
import { MAX_STACK_DEPTH, MAX_STACKS } from './limits.ts'
import { memberOf } from './parameters.ts'
import type { NestedStack, Stack, StackInput, StackResource } from './stack.ts'

/** The property with a template's place, by the types that deploy one. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
])

/** Whether a type of resources deploys a template. */
export function isNestedStack(type: string): boolean {
  return PLACES.has(type)
}

/**
 * What a resource deploys that is a template of its own: a path in the repository, from the template's folder, as
 * `aws cloudformation package` reads it, or as the CDK names it beside the resource. Undefined for any other resource.
 */
export function nestedStack(resource: StackResource, open: (input: StackInput) => Stack): NestedStack | undefined {
  const place = PLACES.get(resource.type)
  if (place === undefined) return undefined
  const { stack } = resource
  const { run } = stack
  const written = placeOf(resource, place)
  const path = pathOf(resource, written)
  const unread = (reason: string): NestedStack => ({ kind: 'unread', reason, file: fileOf(written) })
  if (path === undefined) return unread('is not a path in the repository')
  if (stack.depth >= MAX_STACK_DEPTH || run.stacks >= MAX_STACKS) return unread('is one of too many nested stacks')
  const found = run.find(path)
  if (found.kind === 'not-loaded') run.wanted.add(path)
  if (found.kind !== 'template') return unread('is not in the repository')
  run.read.add(path)
  run.diagnostics.push(...found.parsed.diagnostics.slice(0, MAX_CHILD_DIAGNOSTICS))
  const { template } = found.parsed
  if (template === undefined) return unread('is no template that can be read')
  run.stacks += 1
  const child = open({
    template,
    deployment: resource.identity,
    prefix: `${resource.address}/`,
    calls: [resource.span, ...resource.calls],
    presence: resource.presence,
    depth: stack.depth + 1,
    run,
    given: new Map([...parametersOf(resource)].map(([name, { value }]) => [name, value])),
  })
  return { kind: 'stack', stack: child }
}

const MAX_CHILD_DIAGNOSTICS = 20

/** What the resource sets of the nested template's parameters. */
function parametersOf(resource: StackResource): ReadonlyMap<string, MapEntry> {
  const parameters = memberOf(resource.properties(), 'Parameters')
  return parameters?.kind === 'map' ? parameters.entries : new Map()
}

function placeOf(resource: StackResource, place: string): Value | undefined {
  const metadata = resource.beside('Metadata')
  const asset = metadata === undefined ? undefined : memberOf(metadata, 'aws:asset:path')
  return asset ?? memberOf(resource.properties(), place)
}

/** How the name of a file ends, where that is written out: `roles.yaml` of `https://${Bucket}/roles.yaml?versionId=1`. */
function fileOf(written: Value | undefined): string | undefined {
  const last = written?.kind === 'text' ? written.parts.at(-1) : undefined
  return last?.kind === 'literal' ? last.text.replace(/[?#].*$/s, '').replace(/^.*\//s, '') : undefined
}

function pathOf(resource: StackResource, written: Value | undefined): string | undefined {
  const text = written?.kind === 'text' ? knownText(written) : written === undefined ? undefined : plainText(written)
  return text === undefined ? undefined : repositoryPath(resource.stack.template.path, text)
}

/** The path in the repository that a text names from a file; undefined where it is none. */
export function repositoryPath(from: string, text: string): string | undefined {
  if (text === '' || /^[a-z][a-z0-9+.-]*:|^\/|[\0\\]/i.test(text)) return undefined
  return resolved(from, text)
}

/** A path from a file's folder; undefined where it leads out of the repository. */
function resolved(from: string, path: string): string | undefined {
  const parts = from.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}
