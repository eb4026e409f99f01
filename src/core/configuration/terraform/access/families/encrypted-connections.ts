import type { ResourceAdapter } from '../adapter.ts'
import { type Switch, switchAdapters } from './switches.ts'

type Row = readonly [type: string, argument: string, refuses: readonly string[], absent: string]

const LISTENERS = ['aws_lb_listener', 'aws_alb_listener']
const VIEWERS = ['https-only', 'redirect-to-https']

/** What refuses to speak with whoever does not encrypt, by the values with which it does. */
const ROWS: readonly Row[] = [
  ['aws_opensearch_domain', 'domain_endpoint_options.enforce_https', ['true'], 'false'],
  ['aws_elasticsearch_domain', 'domain_endpoint_options.enforce_https', ['true'], 'false'],
  ['aws_cloudsearch_domain', 'endpoint_options.enforce_https', ['true'], 'false'],
  ['aws_elasticache_replication_group', 'transit_encryption_enabled', ['true'], 'false'],
  ['aws_memorydb_cluster', 'tls_enabled', ['true'], 'true'],
  ['aws_dax_cluster', 'cluster_endpoint_encryption_type', ['TLS'], 'NONE'],
  ['aws_db_proxy', 'require_tls', ['true'], 'false'],
  ['aws_msk_cluster', 'encryption_info.encryption_in_transit.client_broker', ['TLS'], 'TLS'],
  ...LISTENERS.flatMap((type): readonly Row[] => [
    [type, 'protocol', ['HTTPS', 'TLS'], 'HTTP'],
    // It takes the request, and answers where to send it instead.
    [type, 'default_action.redirect.protocol', ['HTTPS'], ''],
  ]),
  ['aws_cloudfront_distribution', 'default_cache_behavior.viewer_protocol_policy', VIEWERS, 'allow-all'],
  ['aws_dms_endpoint', 'ssl_mode', ['require', 'verify-ca', 'verify-full'], 'none'],
  ['aws_ses_configuration_set', 'delivery_options.tls_policy', ['Require'], 'Optional'],
  ['aws_sesv2_configuration_set', 'delivery_options.tls_policy', ['REQUIRE'], 'OPTIONAL'],
]

/**
 * Connections without encryption: whoever is between the two reads and changes what they say. Which versions and ciphers
 * they take is no access. Source: the resources' pages in the AWS provider's documentation.
 */
export const ENCRYPTED_CONNECTION_ADAPTERS: readonly ResourceAdapter[] = switchAdapters(
  ROWS.map(([type, argument, on, absent]): Switch => {
    return { type, argument, effect: 'guardrail', on, absent, says: 'no connection without encryption' }
  }),
)
