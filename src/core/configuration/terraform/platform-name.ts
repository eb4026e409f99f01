import type { Value } from '../../value/value.ts'
import type { ResourceDeclaration } from './declarations.ts'
import { asText } from './text.ts'

/**
 * What the platform calls the thing that an attribute stands for, where an argument says so: lists of addresses that
 * AWS manages are called `com.amazonaws.REGION.s3`. Unknown parts, such as the region, are `*`; undefined where nothing
 * of it is known. Source: "AWS-managed prefix lists", Amazon VPC User Guide.
 */
export function platformName(
  { mode, type }: Pick<ResourceDeclaration, 'mode' | 'type'>,
  attribute: string,
  argument: (name: string) => Value | undefined,
): string | undefined {
  const named = NAMED_BY.get(`${mode} ${type}.${attribute}`)
  const value = named === undefined ? undefined : argument(named)
  const parts = (value === undefined ? undefined : asText(value))?.parts ?? []
  if (!parts.some(({ kind }) => kind === 'literal')) return undefined
  const name = parts.map((part) => (part.kind === 'literal' ? part.text : '*')).join('')
  return /^[\w.*-]{1,255}$/.test(name) ? name : undefined
}

const NAMED_BY: ReadonlyMap<string, string> = new Map([
  ['data aws_ec2_managed_prefix_list.id', 'name'],
  ['data aws_prefix_list.id', 'name'],
  ['managed aws_vpc_endpoint.prefix_list_id', 'service_name'],
])
