import type { AccessRequest } from '../authorization/access.ts'
import type { PullRequestAuthorship } from '../authorship/authorship.ts'
import type { AccessDifference, GrantedRegion, RevokedRegion } from '../difference/difference.ts'
import { accessLevelsOf } from '../rules/access-levels.ts'
import type { Finding } from '../rules/finding.ts'
import { reachKindOf } from '../rules/reach-text.ts'
import type { WaivedFinding } from '../rules/waiver.ts'
import type { Suggestion } from '../suggestion/suggestion.ts'
import type { ReviewResult } from './review-result.ts'
import { REVIEW_SCHEMA_NAME, type RegionJson, type ReviewJson } from './review-schema.ts'

/** The result as `countersign.review/1`, indented, with a line feed at its end. Keys stand in the contract's order. */
export function jsonReport(result: ReviewResult): string {
  return `${JSON.stringify(reviewJson(result), null, 2)}\n`
}

/** The result in the contract's shape: only what the contract names, field by field. */
function reviewJson(result: ReviewResult): ReviewJson {
  return {
    schema: REVIEW_SCHEMA_NAME,
    verdict: result.verdict,
    ...(result.blockedBy.length === 0 ? {} : { blockedBy: [...result.blockedBy] }),
    findings: result.findings.map(findingJson),
    ...(result.waived.length === 0 ? {} : { waived: result.waived.map(waivedJson) }),
    difference: differenceJson(result.difference),
    authorship: authorshipJson(result.authorship),
    coverage: {
      files: result.coverage.files,
      analysed: result.coverage.analysed,
      undecided: result.coverage.undecided.map(({ file, line, reason }) => ({ file, line, reason })),
    },
    diagnostics: result.diagnostics.map(({ severity, code, file, line, column, summary, detail }) => ({
      severity,
      code,
      file,
      line,
      column,
      summary,
      detail,
    })),
    elapsedMs: result.elapsedMs,
  }
}

function findingJson(finding: Finding): ReviewJson['findings'][number] {
  const { rule, severity, kind, resource, file, startLine, endLine, side, annotation, title, message } = finding
  return {
    ...{ rule, severity, kind, resource, file, startLine, endLine },
    ...(side === undefined ? {} : { side }),
    ...(annotation === undefined ? {} : { annotation: { ...annotation } }),
    ...{ title, message },
    ...(finding.witness === undefined ? {} : { witness: witnessJson(finding.witness) }),
    ...(finding.advisory === undefined ? {} : { advisory: finding.advisory }),
    ...(finding.suggestion === undefined ? {} : { suggestion: suggestionJson(finding.suggestion) }),
    digest: finding.digest,
  }
}

function suggestionJson({ file, startLine, endLine, replacement }: Suggestion) {
  return { file, startLine, endLine, replacement }
}

function waivedJson({ finding, waiver }: WaivedFinding): NonNullable<ReviewJson['waived']>[number] {
  const { kind, rule, resource, path, digest, reason, approver, until, at } = waiver
  return {
    ...findingJson(finding),
    waiver: {
      ...{ kind, rule },
      ...(resource === undefined ? {} : { resource }),
      ...(path === undefined ? {} : { path }),
      ...(digest === undefined ? {} : { digest }),
      ...{ reason, approver, until, file: at.file, line: at.line },
    },
  }
}

/** A request with its context's keys in order, so that equal requests print equally. */
export function witnessJson(witness: AccessRequest): NonNullable<ReviewJson['findings'][number]['witness']> {
  const { principal, action, resource } = witness
  const context = Object.entries(witness.context)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]): [string, string | string[]] => [key, typeof value === 'string' ? value : [...value]])
  return {
    ...(principal === undefined ? {} : { principal: { type: principal.type, id: principal.id } }),
    action,
    resource,
    context: Object.fromEntries(context),
  }
}

function differenceJson({ granted, revoked, undecided }: AccessDifference): ReviewJson['difference'] {
  return {
    granted: granted.map((region) => ({
      ...regionJson(region),
      origin: region.origin,
      extent: region.extent,
      witness: witnessJson(region.witness),
      ...(region.note === undefined ? {} : { note: region.note }),
    })),
    revoked: revoked.map((region) => ({ ...regionJson(region), extent: region.extent })),
    undecided: undecided.map(({ address, reason, decidedAtBase }) => ({ address, reason, decidedAtBase })),
  }
}

function regionJson(region: GrantedRegion | RevokedRegion): RegionJson {
  const { address, policyKind, principals, actions, resources, conditions } = region
  return {
    address,
    policyKind,
    principals: [...principals],
    actions: [...actions],
    accessLevels: reachKindOf(region) === undefined ? [...accessLevelsOf(actions)] : [],
    resources: [...resources],
    conditions: [...conditions],
  }
}

function authorshipJson(authorship: PullRequestAuthorship): ReviewJson['authorship'] {
  return {
    verdict: authorship.verdict,
    commits: authorship.commits.map(({ sha, verdict, tool, evidence }) => ({
      sha,
      verdict,
      tool,
      evidence: evidence.map(({ tool: by, where, match, strength }) => ({ tool: by, where, match, strength })),
    })),
    directors: authorship.directors.map(({ identity, login, id, known, reasons }) => ({
      identity,
      ...(login === undefined ? {} : { login }),
      ...(id === undefined ? {} : { id }),
      known,
      reasons: [...reasons],
    })),
  }
}
