import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { GrantedRegion, UndecidedRegion } from '../difference/difference.ts'
import type { Finding } from '../rules/finding.ts'
import { scopeContent } from '../rules/scope-settings.ts'
import type { Settings } from '../rules/settings.ts'
import type { WaivedFinding } from '../rules/waiver.ts'

/** Everything that an approval is given for. */
export interface DigestInput {
  readonly granted: readonly GrantedRegion[]
  readonly undecided: readonly UndecidedRegion[]
  readonly findings: readonly Pick<Finding, 'digest' | 'severity'>[]
  /** The findings that waivers take from them; by default none. */
  readonly waived?: readonly WaivedFinding[]
  /** The settings that applied. */
  readonly settings: Settings
  /** The organisation's floor, as text; empty where there is none. */
  readonly floor?: string
  /** Names the engine and the catalogue of actions. */
  readonly version: string
  /** Path and content ids (base's, head's) of every file that was read for the changed modules. */
  readonly inputs: readonly (readonly string[])[]
}

/**
 * SHA-256, hex, over the access difference and everything it was computed from. The order of the lists and where
 * things stand in their files do not matter; any change of what would be granted, or of what judged it, does.
 */
export function accessDigest(input: DigestInput): string {
  const canonical = JSON.stringify([
    'countersign-access/1',
    input.version,
    settingsContent(input.settings),
    input.floor ?? '',
    sorted(input.granted.map(grantedContent)),
    sorted(input.undecided.map(({ address, reason, decidedAtBase }) => [address, reason, decidedAtBase])),
    sorted(input.findings.map(({ digest, severity }) => [digest, severity])),
    sorted((input.waived ?? []).map(({ finding, waiver }) => [finding.digest, waiver.until, waiver.approver])),
    sorted(input.inputs),
  ])
  return bytesToHex(sha256(utf8ToBytes(canonical)))
}

/** What a region says, wherever it stands. */
export function grantedContent(region: GrantedRegion): readonly unknown[] {
  const { address, policyKind, origin, principals, actions, resources, conditions, note } = region
  return [
    address,
    policyKind,
    origin,
    ...[principals, actions, resources, conditions].map((list) => [...list].sort()),
    note ?? '',
  ]
}

function settingsContent(settings: Settings): readonly unknown[] {
  const { mode, rules, hold, machineUsers, signatures, declaration, suggestions, humans } = settings
  const tuned = [...rules].map(
    ([id, { enabled = null, severity = null, humans: asked = null, teams = [], reviewers = [], block, ...rest }]) => [
      id,
      enabled,
      severity,
      asked,
      [...teams].sort(),
      ...scopeContent(rest),
      // What approvals were bound to before there were any stays what it was.
      ...(reviewers.length === 0 && block === undefined ? [] : [[...reviewers].sort(), block ?? null]),
    ],
  )
  const declared = declaration && [[...declaration.trailers].sort(), [...declaration.withoutAi].sort()]
  return [
    mode,
    sorted(tuned),
    hold,
    [...machineUsers].sort(),
    signatures?.data ?? null,
    declared ?? null,
    suggestions,
    humans,
    [...settings.teams].sort(),
    settings.codeowners,
    // What was bound to settings that leave it open stays so: they were no request before.
    settings.request ?? false,
    settings.scopes.map(({ scope, rules: ids = null, mode: scoped }) => [
      ids,
      ...scopeContent({ scope, mode: scoped }),
    ]),
    settings.environments.map(({ name, paths, accounts }) => [name, paths.map(({ source }) => source), accounts]),
    settings.dataClassification,
    // What approvals were bound to before there were any of these stays what it was.
    ...(settings.reviewers.length === 0 ? [] : [[...settings.reviewers].sort()]),
    ...(settings.policyKinds.length === 0
      ? []
      : [settings.policyKinds.map(({ paths, kind }) => [paths.map(({ source }) => source), kind])]),
  ]
}

/** Items as canonical texts in the order of their code units. */
export function sorted(items: readonly unknown[]): readonly string[] {
  return items.map((item) => JSON.stringify(item)).sort()
}
