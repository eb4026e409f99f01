import { z } from 'zod'
import { ACCESS_LEVELS } from '../rules/access-levels.ts'
import { FINDING_KINDS, SEVERITIES } from '../rules/rule.ts'

/** The JSON that `countersign review --format json` prints. Its keys stay stable within `countersign.review/1`. */
export const REVIEW_SCHEMA_NAME = 'countersign.review/1'

const lines = { startLine: z.int().min(1), endLine: z.int().min(1) }
const hex = z.string().regex(/^[0-9a-f]{64}$/)

const witness = z.strictObject({
  principal: z.strictObject({ type: z.string(), id: z.string() }).optional(),
  action: z.string(),
  resource: z.string(),
  context: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
})

const finding = z.strictObject({
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  kind: z.enum(FINDING_KINDS),
  resource: z.string(),
  file: z.string(),
  ...lines,
  side: z.literal('base').optional(),
  annotation: z.strictObject({ ...lines, quote: z.string() }).optional(),
  title: z.string(),
  message: z.string(),
  witness: witness.optional(),
  advisory: z.literal(true).optional(),
  /** Whole lines at head, and the text that takes their place. */
  suggestion: z.strictObject({ file: z.string(), ...lines, replacement: z.string() }).optional(),
  digest: hex,
})

/** What a waiver takes from `findings`; the key is there where there is one. */
const waivedFinding = finding.extend({
  waiver: z.strictObject({
    kind: z.enum(['waiver', 'inline-ignore']),
    rule: z.string(),
    resource: z.string().optional(),
    path: z.string().optional(),
    digest: hex.optional(),
    reason: z.string(),
    approver: z.string(),
    until: z.string(),
    file: z.string(),
    line: z.int().min(1),
  }),
})

const policyKind = z.enum([
  ...(['identity', 'resource', 'trust', 'boundary', 'session', 'scp', 'rcp'] as const),
  ...(['network', 'exposure', 'guardrail'] as const),
])
const regionFields = {
  address: z.string(),
  policyKind,
  principals: z.array(z.string()),
  actions: z.array(z.string()),
  accessLevels: z.array(z.enum(ACCESS_LEVELS)),
  resources: z.array(z.string()),
  conditions: z.array(z.string()),
}

const evidence = z.strictObject({
  tool: z.string(),
  where: z.string(),
  match: z.string(),
  strength: z.enum(['platform', 'account', 'email', 'trailer', 'text']),
})

const commit = z.strictObject({
  sha: z.string(),
  verdict: z.enum(['ai', 'ai-assisted', 'bot', 'human']),
  tool: z.string().nullable(),
  evidence: z.array(evidence),
})

const director = z.strictObject({
  identity: z.string(),
  login: z.string().optional(),
  id: z.int().optional(),
  known: z.enum(['platform', 'text']),
  reasons: z.array(z.string()),
})

const diagnostic = z.strictObject({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  summary: z.string(),
  detail: z.string(),
})

export const reviewSchema = z.strictObject({
  schema: z.literal(REVIEW_SCHEMA_NAME),
  verdict: z.enum(['clear', 'needs-second-human', 'failed']),
  /** Rules that block the merge whoever approves; the key is there where there is one. */
  blockedBy: z.array(z.string()).min(1).optional(),
  findings: z.array(finding),
  waived: z.array(waivedFinding).optional(),
  difference: z.strictObject({
    granted: z.array(
      z.strictObject({
        ...regionFields,
        origin: z.enum(['allowed', 'no-longer-denied']),
        extent: z.enum(['new', 'widened']),
        witness,
        note: z.string().optional(),
      }),
    ),
    revoked: z.array(z.strictObject({ ...regionFields, extent: z.enum(['gone', 'narrowed']) })),
    undecided: z.array(z.strictObject({ address: z.string(), reason: z.string(), decidedAtBase: z.boolean() })),
  }),
  authorship: z.strictObject({
    verdict: z.enum(['ai', 'ai-assisted', 'bot', 'human', 'unknown']),
    commits: z.array(commit),
    directors: z.array(director),
  }),
  coverage: z.strictObject({
    files: z.int().min(0),
    analysed: z.int().min(0),
    undecided: z.array(z.strictObject({ file: z.string(), line: z.int().min(1), reason: z.string() })),
  }),
  diagnostics: z.array(diagnostic),
  elapsedMs: z.number().min(0),
})

const region = z.strictObject(regionFields)

export type RegionJson = z.infer<typeof region>

export type ReviewJson = z.infer<typeof reviewSchema>
