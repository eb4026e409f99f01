import type { LocatedDiagnostic } from '../report/review-result.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import type { Refusal } from './floor-merge.ts'
import { locate } from './locate.ts'
import type { PolicyLayerRead } from './policy-files.ts'
import type { FloorStanding } from './policy-layers.ts'
import type { Rule } from './rule.ts'
import { type ReadSettings, settingsOf } from './settings.ts'
import type { SettingsFile } from './settings-schema.ts'
import { mayWaive, withFloor } from './with-floor.ts'

/** What an organisation asks of its repositories, as far as it is known. */
export interface Floor {
  readonly standing: FloorStanding
  /** What applies of it; undefined where nothing does. */
  readonly layer?: PolicyLayerRead
  /** What is wrong with the version that cannot be read. */
  readonly problems?: readonly LocatedDiagnostic[]
}

export interface PolicyParts {
  /** What the repository's own files say now. */
  readonly repository: PolicyLayerRead
  /** What they said when they could last be read, where they cannot be read now. */
  readonly lastGood?: { readonly commit: string; readonly layer: PolicyLayerRead }
  /** Absent where nobody has looked for one. */
  readonly floor?: Floor
}

export interface EffectivePolicy {
  readonly settings: ReadSettings
  /** Rules beside the built-in ones. */
  readonly rules: readonly Rule[]
  /** Everything but the repository's settings file that the policy was read from, as text; empty where there is nothing. */
  readonly content: string
}

/**
 * One policy of all layers. What cannot be read holds, so that nothing is advisory then: the last version that could be
 * read applies, with whose approval the broken one asks for.
 */
export function effectivePolicy({ repository, lastGood, floor }: PolicyParts): EffectivePolicy {
  const kept = repository.readable ? undefined : lastGood
  const own = kept?.layer ?? repository
  const organisation = floor?.layer
  const written = repository.readable ? (own.written ?? NOTHING) : withoutBroken(own.written, repository.written)
  const merged = withFloor(written, organisation?.written ?? NOTHING)
  const waivers = [
    ...(organisation?.settings.waivers ?? []),
    ...own.settings.waivers.filter(({ rule }) => mayWaive(organisation?.written ?? NOTHING, rule)),
  ]
  const settings = settingsOf(merged.file, own.document ?? organisation?.document ?? NOWHERE, waivers)
  const holds = !repository.readable || floor?.standing.kind === 'held'
  const refused = repository.readable ? refusals(repository, merged.refusals, organisation?.file ?? '') : []
  return {
    settings: {
      ...repository,
      settings: holds ? { ...settings, mode: 'enforce' } : settings,
      diagnostics: [...repository.diagnostics, ...refused],
      located: [
        ...repository.located,
        ...locate(repository.document?.text ?? '', refused),
        ...(floor?.problems ?? organisation?.located ?? []),
      ],
      layers: {
        decidedBy: merged.decidedBy,
        ...(floor === undefined ? {} : { floor: floor.standing }),
        ...(kept === undefined ? {} : { lastGood: kept.commit }),
      },
    },
    rules: [...(organisation?.rules ?? []), ...own.rules],
    content: contentOf(organisation, own),
  }
}

const NOTHING: SettingsFile = { version: 1 }
const NOWHERE = { valueAt: () => NO_PLACE, keyAt: () => NO_PLACE }
const NO_PLACE = { file: '', start: 0, end: 0 }

/** The demands of a broken file are raised above what applies in its place, as if they were a floor. */
function withoutBroken(lastGood: SettingsFile | undefined, broken: SettingsFile | undefined): SettingsFile {
  return withFloor(lastGood ?? NOTHING, { version: 1, mode: 'enforce', approvals: broken?.approvals }).file
}

function refusals(
  { document }: PolicyLayerRead,
  refused: readonly Refusal[],
  floorFile: string,
): readonly Diagnostic[] {
  if (document === undefined) return []
  return refused.map(({ path, asked }) => ({
    severity: 'warning',
    code: 'settings-below-floor',
    summary: `\`${path.join('.')}\` is laxer than the organisation's settings let it be`,
    detail: `The organisation asks for ${asked} in ${floorFile}, and a repository may only ask for more. What it asks for applies.`,
    subject: document.valueAt(path),
  }))
}

function contentOf(organisation: PolicyLayerRead | undefined, own: PolicyLayerRead): string {
  const floor = organisation === undefined ? [] : [organisation.files.yml ?? '', organisation.files.yaml ?? '']
  const rules = [...(organisation?.files.rules ?? []), ...own.files.rules]
  return floor.length + rules.length === 0 ? '' : JSON.stringify([floor, rules])
}
