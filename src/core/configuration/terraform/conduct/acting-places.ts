import { digestOf } from '../../../value/fingerprint.ts'
import { speaksOfAccess } from '../access/access-words.ts'
import { blockSpan } from '../overrides.ts'
import { blockFingerprint, syntaxFingerprint } from '../syntax-fingerprint.ts'
import type { Conduct } from './conduct.ts'
import { type ModuleFiles, settingBlocks } from './module-files.ts'

/**
 * Arguments of providers that say in whose account or cluster Terraform acts, and with whose login; those whose names
 * speak of access are told of beside a provider as a whole.
 * Source: the configuration pages of the AWS, Google, Azure, Kubernetes and Helm providers.
 */
const ACCOUNT_ARGUMENTS: ReadonlySet<string> = new Set([
  'client_id',
  'config_context',
  'config_path',
  'config_paths',
  'credentials',
  'endpoints',
  'exec',
  'host',
  'organization',
  'owner',
  'profile',
  'project',
  'shared_config_files',
  'shared_credentials_file',
  'shared_credentials_files',
  'subscription_id',
  'tenant_id',
  'token',
])

/** Where the state of a root is kept, and where its providers act. */
export function actingPlaces(module: ModuleFiles): readonly Conduct[] {
  return [...statePlaces(module), ...providerPlaces(module)]
}

function statePlaces(module: ModuleFiles): readonly Conduct[] {
  return ['backend', 'cloud'].flatMap((type) =>
    settingBlocks(module, type).map((found): Conduct => {
      const { block } = found
      const kind = block.labels[0]?.text ?? type
      return {
        what: 'acts-elsewhere',
        key: `${module.directory}/state`,
        place: `${module.directory}/`,
        says: digestOf('state', kind, blockFingerprint(block)),
        address: `backend.${kind}`,
        detail: 'decides which state Terraform takes for what there is',
        span: blockSpan(found),
      }
    }),
  )
}

function providerPlaces({ directory, declarations }: ModuleFiles): readonly Conduct[] {
  return [...declarations.providers].flatMap(([name, blocks]) =>
    blocks.flatMap((declared): readonly Conduct[] => {
      const written = [...declared.attributes.values()].filter(({ attribute }) => isAccount(attribute.name))
      const nested = declared.blocks.filter(({ block }) => isAccount(block.type))
      if (written.length + nested.length === 0) return []
      const texts = written.map(({ attribute }) => digestOf(attribute.name, syntaxFingerprint(attribute.expression)))
      return [
        {
          what: 'acts-elsewhere',
          key: `${directory}/provider.${name}`,
          place: `${directory}/`,
          says: digestOf('provider', ...texts.sort(), ...nested.map(({ block }) => blockFingerprint(block)).sort()),
          address: `provider.${name}`,
          detail: 'decides in whose account Terraform acts',
          span: blockSpan(declared),
        },
      ]
    }),
  )
}

function isAccount(name: string): boolean {
  return ACCOUNT_ARGUMENTS.has(name) && !speaksOfAccess(name)
}
