import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { GrantedRegion } from '../difference/difference.ts'
import type { AuthorshipFact, Circumstances, Fact, GrantedFact } from './fact.ts'
import type { Finding, FindingKind, Severity } from './finding.ts'
import type { Rule } from './rule.ts'
import { fillTemplate } from './template.ts'
import { factText, placeholderText } from './wording.ts'

/** What the settings make of a finding. */
export interface FindingCircumstances {
  readonly severity: Severity
  /** Sentences about the place that it stands in. */
  readonly remarks?: readonly string[]
  readonly advisory?: boolean
}

/** The finding that a rule makes of a fact: where it stands, what it says, and a digest of what it says. */
export function findingOf(
  fact: Fact,
  rule: Rule,
  { severity, remarks = [], advisory = false }: FindingCircumstances,
): Finding {
  const { location } = fact
  const fill = (template: Rule['headline']) => fillTemplate(template, (name) => placeholderText(fact, name))
  return {
    rule: rule.id,
    severity,
    kind: rule.kind,
    resource: fact.address,
    file: location.file,
    startLine: location.startLine,
    endLine: location.endLine,
    ...(location.side === undefined ? {} : { side: location.side }),
    ...(location.annotation === undefined ? {} : { annotation: location.annotation }),
    title: shortened(fill(rule.headline)),
    message: messageOf([factText(fact), ...remarks].join('\n'), rule.kind, fill(rule.message), fill(rule.fix)),
    ...(fact.kind === 'granted' ? { witness: fact.regions[0].witness } : {}),
    ...(advisory ? { advisory } : {}),
    digest: digestOf(fact, rule),
  }
}

/** GitHub's limit for an annotation's title is 255 characters. */
const MAX_TITLE = 200

function shortened(title: string): string {
  return title.length <= MAX_TITLE ? title : `${title.slice(0, MAX_TITLE - 1)}…`
}

function messageOf(what: string, kind: FindingKind, why: string, fix: string): string {
  const way = kind === 'broadened' || kind === 'guardrail-removed' ? 'How to narrow it' : 'What to do'
  return [what, `Why it matters: ${why}`, `${way}: ${fix}`].join('\n\n')
}

/**
 * SHA-256 over the fact's content, in a canonical order: moving the lines changes nothing, changing the access does.
 * Access of another folder, or in other variants of it, is another one.
 */
function digestOf(fact: Fact, rule: Rule): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([rule.id, rule.kind, fact.address, ...contentOf(fact)]))))
}

function contentOf(fact: Fact): readonly unknown[] {
  switch (fact.kind) {
    case 'granted':
      return ['granted', folderOf(fact), fact.regions.map(regionContent).sort(), variantsOf(fact), ...alsoIn(fact)]
    case 'undecided':
      return ['undecided', fact.region.reason, fact.region.decidedAtBase, ...alsoIn(fact)]
    case 'malformed':
      return ['malformed', fact.location.file, fact.diagnostic.code, fact.diagnostic.summary, fact.diagnostic.detail]
    case 'governance':
      return ['governance', fact.location.file, fact.what, fact.detail]
    case 'authorship':
      return authorshipContent(fact)
    case 'commits':
      return ['commits', fact.what, fact.commits.map(({ sha, detail }) => JSON.stringify([sha, detail])).sort()]
  }
}

/** What the tools' lines open counts, where they stand does not. */
function authorshipContent({ location, tools, commits, opened }: AuthorshipFact): readonly unknown[] {
  const common = ['authorship', location.file, [...tools].sort(), commits.map((commit) => commit.sha).sort()]
  if (opened === undefined) return common
  const facts = opened.facts.map((fact) => JSON.stringify([fact.address, ...contentOf(fact)])).sort()
  return [...common, opened.known, location.side ?? '', facts]
}

function alsoIn({ also = [] }: Circumstances): readonly string[] {
  return also.toSorted()
}

/** Root modules of two environments have the same addresses. */
function folderOf({ location: { file } }: GrantedFact): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')))
}

function variantsOf({ variants = [] }: Circumstances): readonly string[] {
  return variants.toSorted()
}

function regionContent(region: GrantedRegion): string {
  const { policyKind, origin, principals, actions, resources, conditions } = region
  return JSON.stringify([
    policyKind,
    origin,
    ...[principals, actions, resources, conditions].map((list) => [...list].sort()),
  ])
}
