import type { AccessKind, AccessRequest } from '../authorization/access.ts'
import type { CommitAuthorship } from '../authorship/authorship.ts'
import type { GrantedRegion } from '../difference/difference.ts'
import { boundedText, quotedText } from '../text/quoted-text.ts'
import { authoredSentence, authoredText, knownText, opensAccess, toolsText } from './authored-text.ts'
import type { AuthorshipFact, Circumstances, CommitsFact, Fact, GrantedFact } from './fact.ts'
import { pointSentence, reachedSentence, reachKindOf } from './reach-text.ts'
import { ABSENT, holderOf, listed, MAX_LISTED, principalsText, regionSentence } from './region-text.ts'
import type { Placeholder } from './template.ts'

/** What a template's placeholder says about a fact: one line, bounded, with nothing in it that a reader cannot see. */
export function placeholderText(fact: Fact, name: Placeholder): string {
  switch (name) {
    case 'address':
      return quotedText(fact.address)
    case 'file':
      return quotedText(fact.location.file)
    case 'policyKind':
      return fact.kind === 'granted' ? KIND_NAMES[fact.regions[0].policyKind] : 'policy'
    case 'tools':
      return fact.kind === 'authorship' ? toolsText(fact) : 'an AI tool'
    case 'authored':
      return fact.kind === 'authorship' ? authoredText(fact) : ''
    case 'reason':
      return reasonOf(fact)
    default:
      return fact.kind === 'granted' ? regionText(fact, name) : ''
  }
}

/** What was found, in whole sentences: what is newly possible with a request that proves it, or what is not known. */
export function factText(fact: Fact): string {
  switch (fact.kind) {
    case 'granted':
      return grantedText(fact)
    case 'undecided': {
      const before = fact.region.decidedAtBase ? ' Before this change it was decided.' : ''
      return [`Not decided: ${reasonOf(fact)}${before}`, ...circumstances(fact)].join('\n')
    }
    case 'malformed':
      return `Not readable: ${reasonOf(fact)}`
    case 'governance':
      return `What happened: ${reasonOf(fact)}`
    case 'authorship':
      return authorshipText(fact)
    case 'commits':
      return commitDetails(fact)
  }
}

function authorshipText(fact: AuthorshipFact): string {
  const opened = opensAccess(fact) ? [authoredSentence(fact), knownText(fact.opened)] : []
  return [...opened, ...(fact.commits.length === 0 ? [] : [commitsText(fact.commits)])].join('\n')
}

function commitDetails({ commits }: CommitsFact): string {
  const shown = commits.slice(0, MAX_COMMITS).map(({ sha, detail }) => `${quotedText(sha.slice(0, 12))} ${detail}.`)
  const more = commits.length - shown.length
  return [...shown, ...(more > 0 ? [`… and ${more} more ${more === 1 ? 'commit' : 'commits'}.`] : [])].join('\n')
}

const MAX_COMMITS = 20

function grantedText(fact: GrantedFact): string {
  const kind = reachKindOf(fact.regions[0])
  const sentence = kind === undefined ? regionSentence : (region: GrantedRegion) => reachedSentence(region, kind)
  const regions = fact.regions.slice(0, MAX_REGIONS).map(sentence)
  const more = fact.regions.length - regions.length
  const rest = more > 0 ? [`… and ${more} more ${more === 1 ? 'set' : 'sets'} of requests.`] : []
  return [...regions, ...rest, witnessSentence(fact.regions[0]), ...circumstances(fact)].join('\n')
}

/** As many as a reader goes through; that it is so in one of them is what has to be known. */
const MAX_VARIANTS = 4

function variantsText(variants: readonly string[]): string {
  const shown = variants.slice(0, variants.length > MAX_VARIANTS + 1 ? MAX_VARIANTS : variants.length).map(boundedText)
  const more = variants.length - shown.length
  return `${shown.join(', ')}${more > 0 ? `, and in ${more} more` : ''}`
}

/** Where else it holds, in which variants only, and where the statement is. */
function circumstances({ also = [], variants = [], statement }: Circumstances): readonly string[] {
  return [
    ...(statement === undefined ? [] : [`The statement stands at ${quotedText(statement)}.`]),
    ...(also.length === 0 ? [] : [`This also concerns ${listed(also, '')}.`]),
    ...(variants.length === 0 ? [] : [`This is so ${variantsText(variants)}; not in every variant.`]),
  ]
}

/** A request in words, for people. */
function requestText({ principal, action, resource, context }: AccessRequest, holder: string): string {
  const who = principal === undefined ? holder : quotedText(principal.id)
  const what = resource === '' ? '' : ` on ${quotedText(resource)}`
  const given = Object.entries(context)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(
      ([key, value]) =>
        `${quotedText(key)} = ${typeof value === 'string' ? quotedText(value) : listed(value, 'nothing')}`,
    )
  const more = given.length - MAX_LISTED
  const circumstances = [...given.slice(0, MAX_LISTED), ...(more > 0 ? [`… ${more} more`] : [])]
  return `${who} does ${quotedText(action)}${what}${circumstances.length === 0 ? '' : `, with ${circumstances.join(', ')}`}`
}

const MAX_REGIONS = 5

const KIND_NAMES: Readonly<Record<AccessKind, string>> = {
  identity: 'identity policy',
  resource: 'resource policy',
  trust: 'trust policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  network: 'network rules',
  exposure: 'setting',
  guardrail: 'guardrail',
}

/** As a sentence, with a full stop. */
function reasonOf(fact: Fact): string {
  switch (fact.kind) {
    case 'undecided':
      return sentence(fact.region.reason)
    case 'malformed':
      return `${sentence(fact.diagnostic.summary)} ${sentence(fact.diagnostic.detail)}`
    case 'governance':
      return sentence(fact.detail)
    case 'granted':
    case 'authorship':
    case 'commits':
      return ''
  }
}

function sentence(text: string): string {
  const shownText = boundedText(text.trim())
  return /[.!?…]$/.test(shownText) ? shownText : `${shownText}.`
}

function commitsText(commits: readonly CommitAuthorship[]): string {
  const first = commits.slice(0, MAX_LISTED).map(({ sha, verdict, tool, evidence }) => {
    const mark =
      evidence[0] === undefined
        ? ''
        : `, by ${boundedText(evidence[0].where)} ${JSON.stringify(boundedText(evidence[0].match))}`
    return `${quotedText(sha.slice(0, 12))} (${VERDICTS[verdict]}${tool === null ? '' : ` ${boundedText(tool)}`}${mark})`
  })
  const more = commits.length - first.length
  return `Marked commits: ${first.join('; ')}${more > 0 ? ` and ${more} more` : ''}.`
}

const VERDICTS: Readonly<Record<CommitAuthorship['verdict'], string>> = {
  ai: 'written by',
  'ai-assisted': 'written with',
  bot: 'written by automation,',
  human: 'written by a human,',
}

function regionText(fact: GrantedFact, name: 'actions' | 'resources' | 'principals' | 'conditions'): string {
  const texts = [...new Set(fact.regions.flatMap((region) => region[name]))]
  return name === 'principals' ? principalsText(texts, ABSENT.principals) : listed(texts, ABSENT[name])
}

function witnessSentence(region: GrantedRegion): string {
  const kind = reachKindOf(region)
  if (kind !== undefined) return pointSentence(region.witness, kind)
  if (region.isUnmet)
    return `For example: ${requestText(region.witness, holderOf(region))}. The base denies this request whatever else allows it, and the head does not.`
  return `For example: ${requestText(region.witness, holderOf(region))}. The base denies this request and the head allows it.`
}
