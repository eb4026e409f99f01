import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { CATALOGUE_VERSION } from '../core/authorization/aws/catalogue/catalogue.ts'
import { parseSignatures, type Signatures } from '../core/authorship/signatures.ts'
import { loadRules } from '../core/rules/load.ts'
import type { Rule } from '../core/rules/rule.ts'
import type { Diagnostic } from '../core/text/diagnostic.ts'

/** What judges: the built-in rules and signatures, and their version. */
export interface Bundle {
  readonly rules: readonly Rule[]
  readonly signatures: Signatures
  /** Names engine, rules and catalogue; part of every digest: an approval does not outlive the engine that it saw. */
  readonly version: string
}

const SIGNATURES_FILE = 'authorship/signatures.yml'

/**
 * Makes the bundle of the files below `rules/` (by path relative to it). Throws where one of them is broken: without
 * a rule, what it judges would pass.
 */
export function readBundle(files: ReadonlyMap<string, string>, packageVersion: string): Bundle {
  const { rules, diagnostics } = loadRules(files)
  const signatures = parseSignatures(files.get(SIGNATURES_FILE) ?? '', SIGNATURES_FILE)
  const problems = [...diagnostics, ...signatures.diagnostics].filter((each) => each.severity === 'error')
  if (problems.length > 0 || signatures.signatures === null || rules.length === 0) {
    throw new Error(`the installation's rules cannot be used: ${problems.map(told).join('; ') || 'there are none'}`)
  }
  const content = [...files].sort(([one], [other]) => (one < other ? -1 : 1)).flat()
  const fingerprint = bytesToHex(sha256(utf8ToBytes(JSON.stringify(content)))).slice(0, 16)
  return {
    rules,
    signatures: signatures.signatures,
    version: `${packageVersion}+${fingerprint} actions ${CATALOGUE_VERSION}`,
  }
}

function told({ summary, subject }: Diagnostic): string {
  return `${subject.file}: ${summary}`
}
