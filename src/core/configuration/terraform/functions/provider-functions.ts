import type { MapEntry, Value } from '../../../value/value.ts'
import { textOf } from '../../../value/value.ts'
import { type FunctionCall, ofText, type TerraformFunction, textArgument, textResult, total } from './function.ts'

/** Source: the functions of the AWS provider, by the names that a configuration calls them by. */
export const PROVIDER_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['provider::aws::arn_parse', total(1, 1, arnParse)],
  ['provider::aws::arn_build', total(5, 5, arnBuild)],
  ['provider::aws::trim_iam_role_path', ofText(trimIamRolePath)],
])

const ARN_PARTS = ['partition', 'service', 'region', 'account_id', 'resource'] as const

/** `arn:partition:service:region:account:resource`; everything behind the fifth colon is the resource. */
function arnParse([value]: readonly Value[], call: FunctionCall): Value | undefined {
  const sections = sectionsOf(textArgument(value) ?? '')
  if (sections === undefined) return undefined
  const entries = ARN_PARTS.map((name, at): [string, MapEntry] => [
    name,
    { keySpan: call.span, value: textOf(sections[at] ?? '', call.spans) },
  ])
  const sorted = entries.toSorted(([left], [right]) => (left < right ? -1 : 1))
  return { kind: 'map', collection: 'object', entries: new Map(sorted), spans: call.spans }
}

function sectionsOf(arn: string): readonly string[] | undefined {
  const [prefix, partition, service, region, account, ...resource] = arn.split(':')
  if (prefix !== 'arn' || partition === undefined || service === undefined) return undefined
  if (region === undefined || account === undefined || resource.length === 0) return undefined
  return [partition, service, region, account, resource.join(':')]
}

function arnBuild(args: readonly Value[], call: FunctionCall): Value | undefined {
  const texts = args.map(textArgument)
  return texts.includes(undefined) ? undefined : textResult(['arn', ...texts].join(':'), call)
}

/** The ARN of a role without the role's path. */
function trimIamRolePath(arn: string): string | undefined {
  const [partition, service, region, account, resource = ''] = sectionsOf(arn) ?? []
  if (service !== 'iam' || !resource.startsWith('role/')) return undefined
  return ['arn', partition, service, region, account, `role/${resource.slice(resource.lastIndexOf('/') + 1)}`].join(':')
}
