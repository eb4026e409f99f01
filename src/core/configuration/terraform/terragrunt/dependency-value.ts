import type { Span } from '../../../text/span.ts'
import { digestOf, fingerprintOf } from '../../../value/fingerprint.ts'
import type { MapEntry, Value } from '../../../value/value.ts'
import { directoryOf, fileNameOf } from '../paths.ts'
import { unknownOf } from '../unknown.ts'
import { attributeOf } from './block-value.ts'
import { placeOf } from './checkout-path.ts'
import { type Dependency, headerOf } from './config.ts'

/**
 * `dependency.name`: the outputs of another unit are only known when Terragrunt runs. They are those of one unit and
 * no other: the symbol covers the unit's directory. Mock outputs are for units that are not applied, and no values.
 */
export function dependencyValue(dependency: Dependency): Value {
  const span = headerOf(dependency.config.file, dependency.block)
  if (dependency.block.body.blocks.some((block) => block.type === 'expansion')) return expanded(dependency, span)
  const target = fingerprintOfTarget(dependency)
  const members = ['outputs', 'inputs'].map((member): [string, MapEntry] => {
    const fingerprint = digestOf('terragrunt-dependency', target, dependency.name, member)
    const address = `dependency.${dependency.name}.${member}`
    const reason = 'is only known when Terragrunt runs'
    return [member, { keySpan: span, value: unknownOf({ address, fingerprint, reason }, [span]) }]
  })
  return { kind: 'map', collection: 'object', entries: new Map(members), spans: [span] }
}

/** A block that stands for several units, an experiment of Terragrunt, is taken as a whole. */
function expanded({ name, config }: Dependency, span: Span): Value {
  const fingerprint = digestOf('terragrunt-expansion', name, config.scope.module.contentFingerprint())
  const reason = 'stands for several units, which are not told apart'
  return unknownOf({ address: `dependency.${name}`, fingerprint, reason }, [span])
}

/** The directory of the unit that a dependency names, where it is in the repository. */
export function dependencyDirectory({ config, block }: Dependency): string | undefined {
  const path = attributeOf(config, block, 'config_path')
  if (path === undefined) return undefined
  const place = placeOf(path, directoryOf(config.context.configPath))
  if (place.kind !== 'inside') return undefined
  return fileNameOf(place.path).endsWith('.hcl') ? directoryOf(place.path) : place.path
}

/** Mock outputs count where the block says that they may stand for real ones. */
function fingerprintOfTarget(dependency: Dependency): string {
  const { config, block } = dependency
  const directory = dependencyDirectory(dependency)
  const path = attributeOf(config, block, 'config_path')
  const from = path === undefined ? '' : fingerprintOf(path)
  const replacing = REPLACING.flatMap((name) => {
    const value = attributeOf(config, block, name)
    return value === undefined ? [] : [name, fingerprintOf(value)]
  })
  const mocks = replacing.length === 0 ? undefined : attributeOf(config, block, 'mock_outputs')
  const place = directory === undefined ? ['path', config.context.configPath, from] : ['directory', directory]
  return digestOf('target', ...place, ...replacing, mocks === undefined ? '' : fingerprintOf(mocks))
}

const REPLACING = ['enabled', 'skip_outputs', 'mock_outputs_merge_with_state', 'mock_outputs_merge_strategy_with_state']
