import type { AccessDifference } from '../difference/difference.ts'
import type { LocatedDiagnostic } from '../report/review-result.ts'
import type { Finding } from './finding.ts'
import { namesResource } from './resource-pattern.ts'
import type { Settings } from './settings.ts'
import type { WaivedFinding, Waiver } from './waiver.ts'
import { waiverContent } from './waiver-content.ts'
import { whyNotNow } from './weigh-waivers.ts'

/** What is to be said of waivers whatever the change: those that do not act at this time, and those that nothing needs. */
export function waiverProblems(
  { waivers, rules }: Pick<Settings, 'waivers' | 'rules'>,
  nowMs: number,
): readonly LocatedDiagnostic[] {
  return waivers.flatMap((waiver, index) => {
    const notNow = whyNotNow(waiver, nowMs)
    if (notNow !== undefined) return [problem(waiver, 'waiver-expired', 'a waiver that does not act', notNow)]
    if (rules.get(waiver.rule)?.enabled === false)
      return [unused(waiver, 'Its rule is off, so there is nothing to waive.')]
    const earlier = waivers.slice(0, index).find((each) => waiverContent(each) === waiverContent(waiver))
    return earlier === undefined ? [] : [unused(waiver, `The one at line ${earlier.at.line} names the same.`)]
  })
}

/** What a review came to, as far as waivers are in question there. */
interface Reviewed {
  readonly findings: readonly Finding[]
  readonly waived: readonly WaivedFinding[]
  readonly difference: Pick<AccessDifference, 'granted' | 'revoked'>
}

/**
 * What is to be said of waivers where a change is about what they name: of one that has ended while its finding is
 * there, and of one whose resource loses access and gains none. Elsewhere nothing is said of them.
 */
export function waiversInQuestion(
  waivers: readonly Waiver[],
  { findings, waived, difference }: Reviewed,
  nowMs: number,
): readonly LocatedDiagnostic[] {
  const lost = difference.revoked.map(({ address }) => address)
  const gained = new Set(difference.granted.map(({ address }) => address))
  const made = [...findings, ...waived.map(({ finding }) => finding)]
  return waivers.flatMap((waiver) => {
    const isNamed = made.some((finding) => names(waiver, finding))
    const notNow = whyNotNow(waiver, nowMs)
    if (notNow !== undefined)
      return isNamed ? [problem(waiver, 'waiver-expired', 'a waiver that does not act', notNow)] : []
    const { resource } = waiver
    const isLost = lost.some(
      (address) => !gained.has(address) && resource !== undefined && namesResource(resource, address),
    )
    return isLost && !isNamed ? [unused(waiver, 'This change takes away access there, and adds none.')] : []
  })
}

function names({ rule, resource, digest }: Waiver, finding: Finding): boolean {
  if (rule !== finding.rule) return false
  return resource === undefined ? digest === finding.digest : namesResource(resource, finding.resource)
}

function unused(waiver: Waiver, why: string): LocatedDiagnostic {
  return problem(
    waiver,
    'waiver-unused',
    'a waiver that may not be needed any more',
    `${why} Remove it, if nothing else needs it.`,
  )
}

function problem({ at, rule }: Waiver, code: string, summary: string, why: string): LocatedDiagnostic {
  return { severity: 'warning', code, ...at, summary, detail: `It waives findings of \`${rule}\`. ${why}` }
}
