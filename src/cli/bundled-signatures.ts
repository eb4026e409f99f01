import { readBundledRule } from '../adapters/filesystem/bundled-rules.ts'
import { parseSignatures, type Signatures } from '../core/authorship/signatures.ts'
import { Fault } from '../ports/fault.ts'

/** The signatures of AI tools that come with the package. Throws `Fault` where they are missing or broken. */
export function bundledSignatures(): Signatures {
  const path = 'authorship/signatures.yml'
  const { signatures, diagnostics } = parseSignatures(readBundledRule(path), `rules/${path}`)
  if (signatures === null) throw new Fault('invalid', `rules/${path} cannot be used: ${diagnostics[0]?.summary}`)
  return signatures
}
