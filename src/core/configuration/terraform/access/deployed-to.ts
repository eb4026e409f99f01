import type { UnknownSymbol } from '../../../value/value.ts'
import type { ResourceDeclaration } from '../declarations.ts'
import type { Module } from '../module.ts'
import { dataFingerprint } from '../resource-attribute.ts'
import type { DeploymentPart } from './resource.ts'

/**
 * Whether a symbol stands for the partition, region or account that a resource is deployed to: what a data source says
 * that asks the resource's own provider for it, whatever it is called. A resource may be in another region than its
 * provider. Source: `aws_partition`, `aws_region` and `aws_caller_identity` in the documentation of the AWS provider.
 */
export function isDeployedTo(
  module: Module,
  resource: ResourceDeclaration,
  part: DeploymentPart,
  symbol: UnknownSymbol,
): boolean {
  if (part === 'region' && resource.attributes.has('region')) return false
  const provider = module.context.provider(resource)
  const [type, ...names] = SAID_BY[part]
  return names.some(
    (name) => dataFingerprint({ type, provider, args: NO_ARGUMENTS, files: '', name }) === symbol.fingerprint,
  )
}

const SAID_BY: Readonly<Record<DeploymentPart, readonly [type: string, ...names: string[]]>> = {
  partition: ['aws_partition', 'partition', 'id'],
  region: ['aws_region', 'region', 'name', 'id'],
  account: ['aws_caller_identity', 'account_id', 'id'],
}

const NO_ARGUMENTS = { kind: 'map', collection: 'object', entries: new Map(), spans: [] } as const
