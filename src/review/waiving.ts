import type { PullRequestAuthorship } from '../core/authorship/authorship.ts'
import type { Fact } from '../core/rules/fact.ts'
import type { Waive } from '../core/rules/judge.ts'
import type { Settings } from '../core/rules/settings.ts'
import { waiveBy } from '../core/rules/waive-by.ts'
import type { Waiver } from '../core/rules/waiver.ts'
import type { Candidate, WaiverPeople } from '../core/rules/weigh-waivers.ts'
import type { TreeComparison } from './compare-trees.ts'
import { waiverOf } from './file-ignores.ts'
import type { SideTexts } from './side-texts.ts'
import { ignoresAt, standingIgnores } from './standing-ignores.ts'
import type { TerraformMemory } from './terraform-memory.ts'

/**
 * Who answers for what is reviewed, beside what its commits say: a pull request's author (and, where its commits are
 * not those that are reviewed, its authorship); nobody known for what landed without one; names only in a local change.
 */
export type Accountable =
  | { readonly kind: 'pull-request'; readonly author: string; readonly authorship?: PullRequestAuthorship }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'names' }

interface WaivingContext {
  /** The tree at the tip of the base branch: what stands there may act, and nothing else. */
  readonly policy: SideTexts
  readonly settings: Settings
  readonly authorship: PullRequestAuthorship
  readonly accountable: Accountable
  /** Milliseconds since the epoch. */
  readonly nowMs: number
  readonly memory: TerraformMemory
  /** What was found of each comparison. */
  readonly facts: readonly (readonly Fact[])[]
}

/** What waivers and inline ignores do about findings. */
export interface Waiving {
  /** To the findings of a comparison. */
  readonly waiveIn: (comparison: TreeComparison) => Waive
  /** The inline ignores that stand where a fact of a comparison does. */
  readonly ignoresIn: (comparison: TreeComparison) => (fact: Fact) => readonly Waiver[]
  readonly people: WaiverPeople
}

/** Reads the inline ignores that stand at the tip of the base branch. Throws `Fault`. */
export async function waiving(context: WaivingContext): Promise<Waiving> {
  const { policy, settings, memory, nowMs } = context
  const files = context.facts.flat().map(({ location }) => location.file)
  const standing = await standingIgnores(policy, files, memory)
  const people = peopleOf(context)
  const ignoresIn =
    ({ sources }: TreeComparison) =>
    (fact: Fact) => {
      const { file, side = 'head', ...lines } = fact.location
      return ignoresAt(standing.get(file) ?? [], { file, text: sources.text(side, file), lines }, memory)
    }
  const waiveIn = (comparison: TreeComparison) => {
    const brought = broughtBy(comparison)
    const standingAt = ignoresIn(comparison)
    const inline = (fact: Fact) => [
      ...standingAt(fact).map((waiver): Candidate => ({ waiver, stands: true })),
      ...brought,
    ]
    return waiveBy(settings, inline, { nowMs, people })
  }
  return { waiveIn, ignoresIn, people }
}

function broughtBy({ ignores, sources }: TreeComparison): readonly Candidate[] {
  return ignores
    .filter(({ isBrought }) => isBrought)
    .map(({ ignore }) => ({ waiver: waiverOf(ignore, sources.position(ignore.span)), stands: false }))
}

/** A director without an account could be anybody. Where there is no platform all of them are names. */
function peopleOf({ accountable, authorship: reviewed, settings }: WaivingContext): WaiverPeople {
  const { machineUsers } = settings
  switch (accountable.kind) {
    case 'names':
      return { directors: reviewed.directors, machineUsers, isKnown: true }
    case 'nobody':
      return { directors: reviewed.directors, machineUsers, isKnown: false }
    case 'pull-request': {
      const { author, authorship = reviewed } = accountable
      const { directors, verdict, complete } = authorship
      const hasAccounts = directors.every(({ login, id }) => login !== undefined || id !== undefined)
      return { directors, author, machineUsers, isKnown: hasAccounts && complete && verdict !== 'unknown' }
    }
  }
}
