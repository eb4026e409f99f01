import { z } from 'zod'
import type { CompiledCondition } from './condition.ts'
import type { FindingKind, Severity } from './finding.ts'
import { LOGIN } from './login.ts'
import { type Parameter, parametersSchema } from './parameter.ts'
import type { Template } from './template.ts'

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const
const LIFECYCLES = ['preview', 'stable', 'deprecated', 'removed'] as const
export const FINDING_KINDS = ['broadened', 'guardrail-removed', 'undecided', 'governance', 'authorship'] as const

type Lifecycle = (typeof LIFECYCLES)[number]

/** One rule, ready to judge: `rules/<id>.yml`. */
export interface Rule {
  /** `<category>/<name>`, from the file's path. */
  readonly id: string
  /** What the rule is about, for lists. */
  readonly title: string
  readonly severity: Severity
  /** `preview` acts only where settings enable it; `deprecated` still acts; `removed` never acts. */
  readonly lifecycle: Lifecycle
  /** The kind of the findings it makes, which also decides the facts it is asked about. */
  readonly kind: FindingKind
  /** True for the rule that takes what no more specific one names: at equal severity the specific one speaks. */
  readonly general: boolean
  /** True where settings may not turn the rule off or lower it: without it a failure would pass. */
  readonly fixed: boolean
  readonly when: CompiledCondition
  /** What settings may choose, in the order of its file. */
  readonly parameters: readonly Parameter[]
  /** How many accountable humans a finding of this rule asks for; 1 is a notice. */
  readonly humans: number
  /** Teams of which somebody must approve, lower case: `security`, or `acme/security`. */
  readonly teams: readonly string[]
  /** Logins, lower case, of whom one must approve; none where nobody in particular has to. */
  readonly reviewers: readonly string[]
  /** True where no approval releases what it finds. */
  readonly blocks: boolean
  /** The finding's title. */
  readonly headline: Template
  /** Why it is dangerous. */
  readonly message: Template
  /** How to narrow the change. */
  readonly fix: Template
  readonly references: readonly string[]
  /** True where it is tried on a command line: it takes the place of the rule of its name that settings bring. */
  readonly standsIn?: true
}

const MAX_TEAMS = 10

/** The name of a team, with or without its organisation's. Logins and slugs are the same in any case. */
export const teamSchema = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9][A-Za-z0-9-]{0,99}\/)?[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/,
    'Not a team: write slug or org/slug',
  )

export const teamsSchema = z.array(teamSchema).max(MAX_TEAMS)

const MAX_REVIEWERS = 20

export const loginSchema = z.string().regex(LOGIN, 'Not a GitHub login')
export const reviewersSchema = z.array(loginSchema).min(1).max(MAX_REVIEWERS)

/** A rule's file as people write it. */
export const ruleFileSchema = z.strictObject({
  title: z.string().min(3).max(80).describe('What the rule is about, for lists.'),
  severity: z.enum(SEVERITIES),
  lifecycle: z.enum(LIFECYCLES).default('stable'),
  kind: z.enum(FINDING_KINDS).describe('The kind of the findings it makes, and so the facts it is asked about.'),
  general: z.boolean().default(false).describe('True for the rule that takes what no more specific one names.'),
  fixed: z.boolean().default(false).describe('True where settings may not turn the rule off.'),
  when: z
    .string()
    .min(1)
    .max(4000)
    .describe('A CEL expression over `change`, `context`, `data` and `parameters`; true where the rule speaks.'),
  parameters: parametersSchema
    .default({})
    .describe('What settings may choose: `parameters.<name>` in `when`, with a type and what applies otherwise.'),
  require: z
    .strictObject({
      humans: z.int().min(1).max(6).default(2).describe('Accountable humans; 1 is a notice.'),
      teams: teamsSchema
        .default([])
        .describe("Teams of which somebody must approve: a slug of the repository's organisation, or org/slug."),
      reviewers: reviewersSchema.optional().describe('Logins of people of whom one must approve.'),
      block: z.boolean().default(false).describe('True holds the merge whoever approves.'),
    })
    .refine(({ humans, block }) => humans > 1 || !block, {
      path: ['humans'],
      error: 'must be 2 or more beside `block: true`: what is blocked is no notice',
    })
    .default({ humans: 2, teams: [], block: false }),
  headline: z.string().min(3).max(200).describe('The title of a finding; {placeholders} are filled in.'),
  message: z.string().min(3).max(2000).describe('Why it is dangerous; {placeholders} are filled in.'),
  fix: z.string().min(3).max(2000).describe('How to narrow the change; {placeholders} are filled in.'),
  references: z
    .array(z.url({ protocol: /^https$/, error: 'Not an address that begins with https://' }))
    .max(10)
    .default([]),
})

export type RuleFile = z.infer<typeof ruleFileSchema>
