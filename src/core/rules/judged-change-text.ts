import { z } from 'zod'
import type { AccessKind } from '../authorization/access.ts'
import type { CommitVerdict } from '../authorship/authorship.ts'
import type { Cause } from '../difference/difference.ts'
import type { CommitsProblem, Fact, GovernanceFact, LinesKnown } from './fact.ts'
import type { JudgedChange } from './judged-change.ts'

/** What was judged, as text to be kept. */
export function judgedChangeText(change: JudgedChange): string {
  return JSON.stringify(change)
}

/** The same, read back; undefined where the text is none, such as one of a version that knew other facts. */
export function readJudgedChange(text: string): JudgedChange | undefined {
  return changeSchema.safeParse(dataOf(text)).data
}

function dataOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One name each, checked to be all there are. */
type Names<Name extends string> = { readonly [Each in Name]: Each }

const ACCESS_KINDS: Names<AccessKind> = {
  identity: 'identity',
  resource: 'resource',
  trust: 'trust',
  boundary: 'boundary',
  session: 'session',
  scp: 'scp',
  rcp: 'rcp',
  network: 'network',
  exposure: 'exposure',
  guardrail: 'guardrail',
}

const GOVERNANCE: Names<GovernanceFact['what']> = {
  'settings-changed': 'settings-changed',
  'settings-unreadable': 'settings-unreadable',
  'floor-unreadable': 'floor-unreadable',
  'second-opinion-disagrees': 'second-opinion-disagrees',
  'authorship-incomplete': 'authorship-incomplete',
  'merge-conflict': 'merge-conflict',
  'runs-code': 'runs-code',
  'asks-elsewhere': 'asks-elsewhere',
  'provider-source': 'provider-source',
  'module-owner': 'module-owner',
  'ignored-access': 'ignored-access',
  'acts-elsewhere': 'acts-elsewhere',
  'imported-principal': 'imported-principal',
  'rule-failed': 'rule-failed',
  unjudged: 'unjudged',
}

const COMMITS: Names<CommitsProblem> = {
  unattributed: 'unattributed',
  undeclared: 'undeclared',
  'declaration-contradicted': 'declaration-contradicted',
  'signature-refused': 'signature-refused',
  'signature-unchecked': 'signature-unchecked',
  'author-unconfirmed': 'author-unconfirmed',
}

const KNOWN: Names<LinesKnown> = {
  history: 'history',
  note: 'note',
  'only-author': 'only-author',
  file: 'file',
  commits: 'commits',
  'pull-request': 'pull-request',
}

const VERDICTS: Names<CommitVerdict> = { ai: 'ai', 'ai-assisted': 'ai-assisted', bot: 'bot', human: 'human' }

const ROLES: Names<Cause['role']> = {
  action: 'action',
  resource: 'resource',
  principal: 'principal',
  condition: 'condition',
  statement: 'statement',
  document: 'document',
}

const texts = z.array(z.string())
const line = z.int()
const span = z.looseObject({ file: z.string(), start: z.int(), end: z.int() })
const causes = z.array(z.looseObject({ role: z.enum(ROLES), spans: z.array(span) }))

const place = z.looseObject({
  file: z.string(),
  startLine: line,
  endLine: line,
  side: z.literal('base').exactOptional(),
  annotation: z.looseObject({ startLine: line, endLine: line, quote: z.string() }).exactOptional(),
})

const stands = { location: place, address: z.string() }

const circumstances = {
  also: texts.exactOptional(),
  variants: texts.exactOptional(),
  statement: z.string().exactOptional(),
}

const tags = z.looseObject({
  tags: z.array(
    z.looseObject({ key: z.string(), value: z.string().exactOptional(), resource: z.string(), isCertain: z.boolean() }),
  ),
  open: z.string().exactOptional(),
})

const region = z.looseObject({
  address: z.string(),
  policyKind: z.enum(ACCESS_KINDS),
  origin: z.enum(['allowed', 'no-longer-denied']),
  extent: z.enum(['new', 'widened']),
  principals: texts,
  actions: texts,
  resources: texts,
  conditions: texts,
  witness: z.looseObject({
    principal: z.looseObject({ type: z.string(), id: z.string() }).exactOptional(),
    action: z.string(),
    resource: z.string(),
    context: z.record(z.string(), z.union([z.string(), texts])),
  }),
  headCauses: causes,
  baseCauses: causes,
  unmet: texts.exactOptional(),
  note: z.string().exactOptional(),
  isUnmet: z.literal(true).exactOptional(),
  escalations: texts.exactOptional(),
  lists: texts.exactOptional(),
  onlyNew: z.literal(true).exactOptional(),
  managed: z.string().exactOptional(),
  tags: tags.exactOptional(),
})

const undecided = z.looseObject({
  kind: z.literal('undecided'),
  ...stands,
  ...circumstances,
  region: z.looseObject({
    address: z.string(),
    reason: z.string(),
    decidedAtBase: z.boolean(),
    headCauses: causes,
    baseCauses: causes,
  }),
})

const granted = z.looseObject({
  kind: z.literal('granted'),
  ...stands,
  ...circumstances,
  regions: z.tuple([region], region),
  told: z.array(undecided).exactOptional(),
})

const malformed = z.looseObject({
  kind: z.literal('malformed'),
  ...stands,
  diagnostic: z.looseObject({
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    summary: z.string(),
    detail: z.string(),
    subject: span,
    context: span.exactOptional(),
  }),
})

const access = z.discriminatedUnion('kind', [granted, undecided, malformed])

const governance = z.looseObject({
  kind: z.literal('governance'),
  ...stands,
  what: z.enum(GOVERNANCE),
  detail: z.string(),
})

const authorship = z.looseObject({
  kind: z.literal('authorship'),
  ...stands,
  governed: z.boolean().exactOptional(),
  tools: texts,
  toolNames: texts.exactOptional(),
  commits: z.array(
    z.looseObject({
      sha: z.string(),
      verdict: z.enum(VERDICTS),
      tool: z.string().nullable(),
      // Kept of nothing.
      evidence: z.array(z.never()),
    }),
  ),
  opened: z
    .looseObject({
      lines: z.array(z.looseObject({ startLine: line, endLine: line })),
      known: z.enum(KNOWN),
      facts: z.array(access),
    })
    .exactOptional(),
})

const commits = z.looseObject({
  kind: z.literal('commits'),
  ...stands,
  what: z.enum(COMMITS),
  commits: z.array(z.looseObject({ sha: z.string(), detail: z.string() })),
})

const fact: z.ZodType<Fact> = z.discriminatedUnion('kind', [
  granted,
  undecided,
  malformed,
  governance,
  authorship,
  commits,
])

const waiver = z.looseObject({
  kind: z.enum(['waiver', 'inline-ignore']),
  rule: z.string(),
  resource: z.string().exactOptional(),
  path: z.string().exactOptional(),
  digest: z.string().exactOptional(),
  reason: z.string(),
  approver: z.string(),
  until: z.string(),
  at: z.looseObject({ file: z.string(), line, column: line }),
})

const changeSchema: z.ZodType<JudgedChange> = z.object({
  comparisons: z.array(z.array(z.object({ fact, ignores: z.array(waiver) }))).min(1),
  authorship: z.string(),
  tools: texts,
  judgedAtMs: z.number(),
  people: z.object({ logins: texts, isKnown: z.boolean() }),
})
