import type { Finding } from '../rules/finding.ts'
import { SEVERITIES } from '../rules/rule.ts'
import { markerWords, ownMarker } from '../text/own-text.ts'
import type { LineRange } from '../text/span.ts'
import { codeSpan } from './escape-markdown.ts'
import { findingOfComment, goneComment, renewedComment, reviewComment } from './review-comment.ts'

/** Lines of one file that a change touches: head's, or the deleted ones of base. */
export interface ChangedPlace extends LineRange {
  readonly side: 'base' | 'head'
}

/** What the app has said on lines of a pull request so far. */
export interface ToldOnLines {
  /** Its comments; those on lines that have changed since are among them. */
  readonly comments: readonly { readonly id: number; readonly body: string }[]
  /** The texts of its reviews, which stay when somebody deletes a comment. */
  readonly reviews: readonly string[]
}

export interface LineCommentPlan {
  /** The review that brings the new comments. */
  readonly body: string
  readonly add: readonly (ChangedPlace & { readonly path: string; readonly body: string })[]
  readonly edit: readonly { readonly id: number; readonly body: string }[]
}

/** Comments on one pull request: beyond them people see the annotations and the check's summary. */
export const MAX_LINE_COMMENTS = 30

/**
 * One comment a finding that stands on lines of the change, the most severe first, and never a second one: not where
 * the lines move, and not where somebody has deleted the first. A comment whose finding is gone says so and stays, with
 * what people answered. `places` has where each finding (by digest) stands in the change.
 */
export function lineComments(
  findings: readonly Finding[],
  places: ReadonlyMap<string, ChangedPlace>,
  told: ToldOnLines,
): LineCommentPlan {
  const known = new Set([
    ...told.comments.flatMap(({ body }) => findingOfComment(body) ?? []),
    ...told.reviews.flatMap(findingsOfReview),
  ])
  const fresh = bySeverity(findings).filter(({ digest }) => places.has(digest) && !known.has(digest))
  const added = fresh.slice(0, Math.max(0, MAX_LINE_COMMENTS - known.size))
  return {
    body: reviewText(added),
    add: added.flatMap((finding) => {
      const place = suggestedPlace(finding) ?? places.get(finding.digest)
      return place === undefined ? [] : [{ path: finding.file, ...place, body: reviewComment(finding) }]
    }),
    edit: edits(findings, told),
  }
}

/** A suggestion replaces the lines that its comment stands on. */
function suggestedPlace({ suggestion }: Finding): ChangedPlace | undefined {
  if (suggestion === undefined) return undefined
  const { startLine, endLine } = suggestion
  return { side: 'head', startLine, endLine }
}

/** The most severe first; equally severe ones as they come. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((left, right) => SEVERITIES.indexOf(right.severity) - SEVERITIES.indexOf(left.severity))
}

function findingsOfReview(body: string): readonly string[] {
  const [name, ...digests] = markerWords(body) ?? []
  return name === 'findings' ? digests : []
}

function reviewText(added: readonly Finding[]): string {
  const many = added.length === 1 ? '1 finding of the check' : `${added.length} findings of the check`
  const said = `${many} ${codeSpan('countersign')}, at the lines that cause ${added.length === 1 ? 'it' : 'them'}. This is no opinion on the change: the check decides, and says the rest.`
  return `${ownMarker('findings', ...added.map(({ digest }) => digest))}\n${said}`
}

/** Brings what stands there up to date. What says the same is left alone. */
function edits(findings: readonly Finding[], { comments }: ToldOnLines): LineCommentPlan['edit'] {
  const present = new Map(findings.map((finding) => [finding.digest, finding]))
  return comments.flatMap(({ id, body }) => {
    const digest = findingOfComment(body)
    if (digest === undefined) return []
    const finding = present.get(digest)
    const wanted = finding === undefined ? goneComment(body, digest) : renewedComment(finding, body)
    return wanted === undefined || wanted === body ? [] : [{ id, body: wanted }]
  })
}
