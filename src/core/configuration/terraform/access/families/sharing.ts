import type { ResourceAdapter } from '../adapter.ts'
import { type NamedSet, namedSetAdapters } from './named-sets.ts'
import type { Relation } from './relation.ts'
import { relationAdapters } from './relations.ts'

type Row = readonly [type: string, noun: string, holder: string, given: string, says: string, own?: true]

/** What is shared with other accounts. Source: the resources' pages in the AWS provider's documentation. */
const SHARED: readonly Row[] = [
  ['aws_ami_launch_permission', 'image', 'image_id', 'account_id', 'launching of the image'],
  ['aws_ami_launch_permission', 'image', 'image_id', 'group', 'launching of the image'],
  ['aws_ami_launch_permission', 'image', 'image_id', 'organization_arn', 'launching of the image'],
  ['aws_ami_launch_permission', 'image', 'image_id', 'organizational_unit_arn', 'launching of the image'],
  ['aws_snapshot_create_volume_permission', 'snapshot', 'snapshot_id', 'account_id', 'reading of the snapshot'],
  ['aws_db_snapshot', 'db-snapshot', 'db_snapshot_identifier', 'shared_accounts', 'restoring of the snapshot', true],
  [
    'aws_db_snapshot_copy',
    'db-snapshot',
    'target_db_snapshot_identifier',
    'shared_accounts',
    'restoring of the snapshot',
    true,
  ],
  [
    'aws_db_cluster_snapshot',
    'db-cluster-snapshot',
    'db_cluster_snapshot_identifier',
    'shared_accounts',
    'restoring of the snapshot',
    true,
  ],
  ['aws_ram_principal_association', 'share', 'resource_share_arn', 'principal', 'use of what is shared'],
  ['aws_ram_resource_association', 'shared', 'resource_share_arn', 'resource_arn', 'a shared resource'],
]

const DISTRIBUTION = 'distribution.ami_distribution_configuration'
const LAUNCHING = 'launching of images by'

/** To whom the images that are built from now on are given. */
const DISTRIBUTED: readonly (readonly [within: string, given: string, says: string])[] = [
  [`${DISTRIBUTION}.launch_permission`, 'user_ids', LAUNCHING],
  [`${DISTRIBUTION}.launch_permission`, 'user_groups', `${LAUNCHING} the group`],
  [`${DISTRIBUTION}.launch_permission`, 'organization_arns', LAUNCHING],
  [`${DISTRIBUTION}.launch_permission`, 'organizational_unit_arns', LAUNCHING],
  [DISTRIBUTION, 'target_account_ids', 'copies of images in the account'],
]

export const SHARING_ADAPTERS: readonly ResourceAdapter[] = [
  ...namedSetAdapters(
    SHARED.map(([type, noun, holder, given, says, own]): NamedSet => {
      const row = {
        type,
        effect: 'exposure',
        noun,
        holder,
        given,
        says,
        ...(own === undefined ? {} : { own }),
      } as const
      return noun === 'share' || noun === 'shared' ? row : { ...row, everybody: 'all' }
    }),
  ),
  ...relationAdapters(
    DISTRIBUTED.map(([within, given, says]): Relation => {
      const row = { effect: 'exposure', noun: 'distributed', holder: [], own: true } as const
      return { ...row, type: 'aws_imagebuilder_distribution_configuration', within, scope: [given], says }
    }),
  ),
]
