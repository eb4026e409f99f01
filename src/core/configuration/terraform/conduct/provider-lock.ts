import type { HclFile } from '../../../syntax/hcl/ast.ts'
import { digestOf } from '../../../value/fingerprint.ts'
import { literalText } from '../literal-text.ts'
import { blockFingerprint } from '../syntax-fingerprint.ts'
import type { Conduct } from './conduct.ts'

/**
 * The providers that a lock file (`.terraform.lock.hcl`) selects: which version, and which packages of it are taken.
 * Source: "Dependency Lock File", Terraform language documentation.
 */
export function lockedProviders({ path, body }: HclFile): readonly Conduct[] {
  return body.blocks
    .filter(({ type }) => type === 'provider')
    .map((block): Conduct => {
      const source = block.labels[0]?.text ?? ''
      const version = literalText(block.body.attributes.get('version')?.expression)
      return {
        what: 'provider-source',
        key: `${path} ${source}`,
        place: path,
        says: digestOf('locked', source, blockFingerprint(block)),
        address: source,
        detail: version === undefined ? 'is taken in a version that cannot be read' : `is taken in version ${version}`,
        span: { file: path, start: block.start, end: block.end },
      }
    })
}
