import type { Translation } from './translation.ts'

/** Policies of Verified Permissions, and whom a store knows. Source: AWS CloudFormation Template Reference. */
export const VERIFIED_PERMISSIONS_TRANSLATIONS: readonly Translation[] = [
  row('Policy', 'policy'),
  row('PolicyTemplate', 'policy_template'),
  row('IdentitySource', 'identity_source'),
  {
    from: 'AWS::VerifiedPermissions::PolicyStore',
    to: 'aws_verifiedpermissions_policy_store',
    arguments: { deletion_protection: 'DeletionProtection.Mode' },
    blocks: { validation_settings: { property: 'ValidationSettings', arguments: { mode: 'Mode' } } },
  },
  {
    from: 'AWS::VerifiedPermissions::PolicyStore',
    to: 'aws_verifiedpermissions_schema',
    arguments: { policy_store_id: '@Ref' },
    blocks: { definition: { property: 'Schema', arguments: { value: 'CedarJson', text: 'CedarFormat' } } },
    where: 'Schema',
  },
]

function row(type: string, to: string): Translation {
  return {
    from: `AWS::VerifiedPermissions::${type}`,
    to: `aws_verifiedpermissions_${to}`,
    shared: true,
    arguments: { policy_store_id: 'PolicyStoreId' },
  }
}
