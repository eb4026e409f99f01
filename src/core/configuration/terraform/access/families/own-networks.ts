import type { ResourceAdapter } from '../adapter.ts'
import { type Switch, switchAdapters } from './switches.ts'

const SAYS = 'traffic through a network of its own'

/** What runs in a network where it has subnets, or a connection that has them, and else in one of AWS. */
const BY_SUBNETS: readonly (readonly [type: string, argument: string])[] = [
  ['aws_lambda_function', 'vpc_config.subnet_ids'],
  ['aws_codebuild_project', 'vpc_config.subnets'],
  ['aws_devicefarm_project', 'vpc_config.subnet_ids'],
  ['aws_emrserverless_application', 'network_configuration.subnet_ids'],
  ['aws_glue_dev_endpoint', 'subnet_id'],
  ['aws_glue_job', 'connections'],
  ['aws_kinesisanalyticsv2_application', 'application_configuration.vpc_configuration.subnet_ids'],
  ['aws_sagemaker_model', 'vpc_config.subnets'],
  ['aws_sagemaker_notebook_instance', 'subnet_id'],
  ['aws_synthetics_canary', 'vpc_config.subnet_ids'],
]

/**
 * Whose traffic goes through a network where routes, security groups and endpoints say how far it may go. Outside of one
 * it reaches the whole internet. Sources: "Giving Lambda functions access to resources in an Amazon VPC", AWS Lambda
 * Developer Guide, and the resources' pages in the AWS provider's documentation.
 */
export const OWN_NETWORK_ADAPTERS: readonly ResourceAdapter[] = switchAdapters([
  ...BY_SUBNETS.map(([type, argument]): Switch => {
    return { type, argument, asks: 'presence', effect: 'guardrail', on: ['present'], absent: 'absent', says: SAYS }
  }),
  {
    type: 'aws_apprunner_service',
    argument: 'network_configuration.egress_configuration.egress_type',
    effect: 'guardrail',
    on: ['VPC'],
    absent: 'DEFAULT',
    says: SAYS,
  },
])
