import type { DeclaredResource, KnownAs } from '../../../authorization/inventory.ts'
import { symbolText, type TextValue, type Value } from '../../../value/value.ts'
import { withoutKeys } from '../moved.ts'
import { asText } from '../text.ts'
import { holderName } from './held-reach.ts'
import { symbolOf } from './reach-facets.ts'
import type { ConfiguredResource } from './resource.ts'

/** How a type is named, and what else its ARN leads to. */
interface Naming {
  /** The argument with its name; absent where the platform makes the name up. */
  readonly name?: string
  readonly within?: '/' | ':'
  /** The noun of its policies' holder, where it is a principal. */
  readonly principal?: string
}

/**
 * Types of which it can be told whether one is new. Where names of the type may have slashes, what stands behind a
 * slash is another resource. Source: "Actions, resources, and condition keys for AWS services", Service Authorization
 * Reference.
 */
const NAMINGS: ReadonlyMap<string, Naming> = new Map<string, Naming>([
  ['aws_iam_role', { name: 'name', principal: 'role' }],
  ['aws_iam_user', { name: 'name', principal: 'user' }],
  ['aws_iam_group', { name: 'name', principal: 'group' }],
  ['aws_iam_instance_profile', { name: 'name' }],
  ['aws_s3_bucket', { name: 'bucket', within: '/' }],
  ['aws_sqs_queue', { name: 'name' }],
  ['aws_sns_topic', { name: 'name' }],
  ['aws_dynamodb_table', { name: 'name', within: '/' }],
  ['aws_kinesis_stream', { name: 'name' }],
  ['aws_kinesis_firehose_delivery_stream', { name: 'name' }],
  ['aws_cloudwatch_log_group', { name: 'name', within: ':' }],
  ['aws_cloudwatch_event_bus', { name: 'name' }],
  ['aws_secretsmanager_secret', { name: 'name' }],
  ['aws_ssm_parameter', { name: 'name' }],
  ['aws_kms_key', {}],
  ['aws_lambda_function', { name: 'function_name', within: ':' }],
  ['aws_sfn_state_machine', { name: 'name' }],
  ['aws_ecr_repository', { name: 'name' }],
  ['aws_efs_file_system', {}],
])

/** Whether it can be told of a type which of its resources are new. */
export function isInventoried(type: string): boolean {
  return NAMINGS.has(type)
}

type Asked = Pick<
  ConfiguredResource,
  'type' | 'address' | 'identity' | 'account' | 'isAdopted' | 'written' | 'attribute'
>

/** A resource as an inventory lists it; undefined where its type is not listed. `mayBeMany`: its key is not known. */
export function declaredResource(resource: Asked, mayBeMany: boolean): DeclaredResource | undefined {
  const { type, address, identity, isAdopted = false } = resource
  const naming = NAMINGS.get(type)
  if (naming === undefined) return undefined
  const { name, within } = naming
  const written = name === undefined ? undefined : resource.written(name)
  return {
    type,
    address,
    identity,
    group: withoutKeys(identity),
    mayBeMany,
    isAdopted,
    ...(written === undefined ? {} : { chosen: textOfName(written) }),
    ...(within === undefined ? {} : { within }),
    known: () => knownAs(resource, naming),
  }
}

function knownAs(resource: Asked, { name, principal }: Naming): KnownAs {
  const arns = symbolsOf([resource.attribute('arn')])
  const named = ['id', ...(name === undefined ? [] : [name]), ...(resource.type === 'aws_kms_key' ? ['key_id'] : [])]
  return {
    names: arns.union(symbolsOf(named.map((each) => resource.attribute(each)))),
    arns,
    principal: principal === undefined ? [] : holdersOf(principal, resource),
  }
}

/** What is no text may be any name. */
function textOfName(value: Value): TextValue {
  return asText(value) ?? symbolText(symbolOf(value), value.spans)
}

function symbolsOf(values: readonly Value[]): ReadonlySet<string> {
  return new Set(
    values.flatMap((value) => {
      const [first, ...others] = asText(value)?.parts ?? []
      return first?.kind === 'symbol' && others.length === 0 ? [first.symbol.fingerprint] : []
    }),
  )
}

/** Its own policies may know it by its address, others by its name. */
function holdersOf(noun: string, resource: Asked): readonly string[] {
  const named = `${noun}:${resource.account}${holderName(resource.attribute('name'))}`
  return [named, `address:${resource.identity}`]
}
