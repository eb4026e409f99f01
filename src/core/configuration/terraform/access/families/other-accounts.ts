import type { ReachEntry, ReachFacet } from '../../../../authorization/reach.ts'
import { knownText } from '../../../../value/value.ts'
import { asText } from '../../text.ts'
import type { HeldAccess, ResourceAdapter } from '../adapter.ts'
import { arnFields } from '../arn-fields.ts'
import { heldReach } from '../held-reach.ts'
import type { ListItem } from '../list-items.ts'
import { symbolFacet, symbolOf } from '../reach-facets.ts'
import type { ConfiguredResource } from '../resource.ts'
import { itemsAt } from '../settings-at.ts'
import { relationAdapters } from './relations.ts'
import { entry } from './switches.ts'

const INVOKED = 'aws_lambda_function_event_invoke_config'
const MAPPING = 'aws_lambda_event_source_mapping'

/** Where an ARN names what data or calls go to, or come from, and what is said of its account. */
const ROWS: readonly (readonly [type: string, path: string, says: string])[] = [
  ['aws_s3_bucket_notification', 'queue.queue_arn', 'events for the account'],
  ['aws_s3_bucket_notification', 'topic.topic_arn', 'events for the account'],
  ['aws_s3_bucket_notification', 'lambda_function.lambda_function_arn', 'events for the account'],
  ['aws_cloudwatch_event_target', 'arn', 'events for the account'],
  [INVOKED, 'destination_config.on_success.destination', 'results for the account'],
  [INVOKED, 'destination_config.on_failure.destination', 'failed calls for the account'],
  ['aws_pipes_pipe', 'source', 'records from the account'],
  ['aws_pipes_pipe', 'target', 'records for the account'],
  [MAPPING, 'event_source_arn', 'records from the account'],
  [MAPPING, 'function_name', 'calls of a function of the account'],
  [MAPPING, 'destination_config.on_failure.destination_arn', 'failed records for the account'],
]

/**
 * Where data goes to, or calls come from, in an account that is written by its number: within one account policies and
 * roles say who may, and what a function reads it reads by its role. What the configuration declares, or a data source
 * finds, is of the account that it is deployed to. A broker that is not AWS's may send anything. Sources: "Amazon S3
 * Event Notifications", Amazon S3 User Guide; "How Lambda processes records from stream and queue-based event sources",
 * AWS Lambda Developer Guide.
 */
export const OTHER_ACCOUNT_ADAPTERS: readonly ResourceAdapter[] = [
  ...Map.groupBy(ROWS, ([type]) => type)
    .entries()
    .map(
      ([type, rows]): ResourceAdapter => ({
        type,
        nouns: ['address'],
        reads: rows.map(([, path]) => path),
        documents: [],
        held: (resource) => heldElsewhere(resource, rows),
      }),
    ),
  ...relationAdapters([
    {
      type: MAPPING,
      effect: 'exposure',
      noun: 'brokers',
      holder: [],
      own: true,
      scope: ['self_managed_event_source.endpoints.KAFKA_BOOTSTRAP_SERVERS'],
      isSeparated: true,
      says: 'records from the broker',
    },
  ]),
]

function heldElsewhere(resource: ConfiguredResource, rows: typeof ROWS): readonly HeldAccess[] {
  const entries = () =>
    rows.flatMap(([, path, says]) => itemsAt(resource, path).flatMap((item) => accountOf(resource, item, says)))
  return [heldReach(resource, `address:${resource.identity}`, 'exposure', entries, true)]
}

/** Nothing where it is of the account that the resource is in, as far as that is said. */
function accountOf(resource: ConfiguredResource, { value, presence }: ListItem, says: string): readonly ReachEntry[] {
  const text = asText(value)
  const [first] = text?.parts ?? []
  const account = text === undefined ? undefined : arnFields(text)?.account
  const only = account === undefined ? (first?.kind === 'symbol' ? first.symbol : undefined) : symbolIn(account.parts)
  const number = account === undefined ? undefined : knownText(account)
  const conditions = [...resource.presence, ...presence]
  const aspect: ReachFacet = { kind: 'names', values: [says] }
  const spans = [...value.spans, resource.header]
  if (number !== undefined && number !== '') {
    return [entry([aspect, { kind: 'names', values: [number] }], conditions, spans)]
  }
  // A name alone is one in the same account.
  if (only === undefined && text !== undefined) return []
  const isOwn = only !== undefined && (only.form === 'identifier' || resource.isDeployedTo?.('account', only) === true)
  if (isOwn) return []
  return [entry([aspect, symbolFacet(value)], [...conditions, only ?? symbolOf(value)], spans)]
}

type Part = NonNullable<ReturnType<typeof asText>>['parts'][0]

function symbolIn(parts: readonly Part[]) {
  return parts.find((part) => part.kind === 'symbol')?.symbol
}
