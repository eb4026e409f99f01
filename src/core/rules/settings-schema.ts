import { z } from 'zod'
import { loginSchema, reviewersSchema, SEVERITIES, teamSchema, teamsSchema } from './rule.ts'
import { ruleScopeShape, scopeSettingsShape } from './scope-schema.ts'
import { waiversSchema } from './waiver-schema.ts'

const severity = z.enum(SEVERITIES)

const ruleSettingObject = z.strictObject({
  enabled: z.boolean().optional().describe('False turns the rule off; true turns a preview rule on.'),
  severity: severity.optional(),
  humans: z
    .int()
    .min(2)
    .max(6)
    .optional()
    .describe('Accountable humans that a finding of the rule needs, the author included; rules may ask for more.'),
  teams: teamsSchema
    .optional()
    .describe('Teams of which somebody must approve a finding of the rule, beside those that the rule itself names.'),
  reviewers: reviewersSchema
    .optional()
    .describe('Logins of people of whom one must approve a finding of the rule, beside whom the rule itself asks for.'),
  block: z
    .boolean()
    .optional()
    .describe('True holds the merge whoever approves a finding of the rule; rules may do so by themselves.'),
  ...ruleScopeShape,
  waivers: z
    .boolean()
    .optional()
    .describe(
      "False keeps waivers and inline ignores from acting on the rule. In an organisation's settings every rule that is named is so, unless this is true.",
    ),
})

/** What settings say of one rule at once. */
export type RuleSettingObject = z.infer<typeof ruleSettingObject>

export const RULE_SETTING_KEYS: readonly string[] = Object.keys(ruleSettingObject.shape)

const ruleSetting = z.union([z.literal('off'), severity, ruleSettingObject], {
  error:
    'must be `off`, a severity (low, medium, high, critical), or an object with `enabled`, `severity`, `humans`, `teams`, `reviewers`, `block`, `mode` and more',
})

/** Of an account or of an app: `acme-coder`, `acme-coder[bot]`. */
const agentLogin = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?(?:_[A-Za-z0-9]+|\[bot\])?$/, 'Not a GitHub login')

/** Shorter ones are words of sentences, longer ones nobody writes. */
const trailerKey = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{3,46}[A-Za-z0-9]$/, 'Not the key of a trailer, such as Assisted-by')

export const declarationSchema = z
  .strictObject({
    trailers: z
      .array(trailerKey)
      .min(1)
      .max(20)
      .describe('Every commit that changes a governed file must carry one of these trailers, with a value.'),
    withoutAi: z
      .array(trailerKey)
      .max(20)
      .optional()
      .describe('Those of them that say that no AI tool was used; `No-AI` by default.'),
  })
  .superRefine(({ trailers, withoutAi = [] }, context) => {
    const known = new Set(trailers.map((key) => key.toLowerCase()))
    for (const [index, key] of withoutAi.entries()) {
      if (known.has(key.toLowerCase())) continue
      const message = 'It is not among the trailers'
      context.addIssue({ code: 'custom', path: ['withoutAi', index], message })
    }
  })

const MAX_PLAN_ARTIFACTS = 10

/** What GitHub Actions takes as the name of an artifact. */
const artifactName = z.string().regex(/^[^"\u0000-\u001f:<>|*?\\/]{1,255}$/, 'Not a name of an artifact')

const MAX_OVERRIDE_HOURS = 72

export const overrideSchema = z.strictObject({
  team: teamSchema.describe('The team whose members may, unless they answer for the change.'),
  hours: z.int().min(1).max(MAX_OVERRIDE_HOURS).optional().describe('How long an override holds; 4 by default.'),
})

const MAX_RULE_FOLDERS = 5

/** Below the repository's root, whoever reads it: no absolute path, no way up. */
const ruleFolder = z
  .string()
  .max(200)
  .regex(
    /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*\/?$/,
    'Not a folder of the repository, such as .github/countersign-rules',
  )

export const ruleFoldersSchema = z.array(ruleFolder).min(1).max(MAX_RULE_FOLDERS)

const MAX_REMINDER_HOURS = 720
const reminderHours = z.int().min(1).max(MAX_REMINDER_HOURS)

export const escalationSchema = z.strictObject({ afterHours: reminderHours, teams: teamsSchema })

export const remindersSchema = z.strictObject({
  afterHours: reminderHours.describe('Hours without an answer after which those who could countersign are reminded.'),
  escalation: escalationSchema.optional().describe('Who is told of what stays unanswered for longer.'),
})

export const commentsSchema = z.strictObject({
  summary: z.boolean().optional().describe('True keeps one comment on the pull request that says what the check says.'),
  review: z.boolean().optional().describe('True adds the findings as comments on the lines, with suggestions.'),
})

/** `.github/countersign.yml` as people write it. */
export const settingsFileSchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    mode: z.enum(['enforce', 'advisory']).optional().describe('Advisory reports and never holds a merge.'),
    rules: z
      .record(z.string(), ruleSetting)
      .optional()
      .describe('Rules by id: `off`, a severity, or an object that sets several things at once.'),
    ...scopeSettingsShape,
    authorship: z
      .strictObject({
        hold: z
          .enum(['governed', 'broadening', 'any'])
          .optional()
          .describe(
            'Which AI-authored changes need a second human: of governed files, only where access grows, or any.',
          ),
        machineUsers: z
          .array(loginSchema)
          .max(500)
          .optional()
          .describe('Logins of accounts that no human answers for, although GitHub calls them users.'),
        agents: z
          .array(agentLogin)
          .max(400)
          .optional()
          .describe(
            'Logins of AI agents of your own: what they author is AI-written, and their approvals never count.',
          ),
        declaration: declarationSchema
          .optional()
          .describe('Asks the author of every commit to governed files to say whether an AI tool took part.'),
        suggestions: z
          .enum(['director', 'allow'])
          .optional()
          .describe(
            'Whether a reviewer whose suggestion was applied answers for the change, or may still be its second human.',
          ),
        signatures: z
          .array(z.unknown())
          .max(500)
          .optional()
          .describe('Further signatures of AI tools, in the format of rules/authorship/signatures.yml.'),
      })
      .optional(),
    approvals: z
      .strictObject({
        humans: z
          .int()
          .min(2)
          .max(6)
          .optional()
          .describe('How many accountable humans a held change needs, the author included; rules may ask for more.'),
        teams: teamsSchema.optional().describe('Teams of which somebody must approve every held change.'),
        reviewers: reviewersSchema.optional().describe('Logins of people of whom one must approve every held change.'),
        codeowners: z
          .boolean()
          .optional()
          .describe('True asks an owner by CODEOWNERS of each governed file for their approval of a held change.'),
        request: z
          .boolean()
          .optional()
          .describe(
            'Whether the fewest people who can countersign a held change are asked for their review; by default where the app has `pull_requests: write`.',
          ),
        selfAcknowledgement: z
          .boolean()
          .optional()
          .describe(
            'True lets the author of a held change acknowledge it themselves where nobody else may write to the repository.',
          ),
        override: z
          .union([z.literal('off'), overrideSchema], {
            error: 'must be `off`, or an object with `team` and `hours`',
          })
          .optional()
          .describe(
            'Who may release a held change in an emergency; nobody by default, and with `off` nobody of a whole organisation.',
          ),
      })
      .optional(),
    reminders: remindersSchema.optional().describe('Reminds of held changes that nobody answers; nobody by default.'),
    comments: commentsSchema.optional().describe('What is written beside the check; nothing by default.'),
    waivers: waiversSchema
      .optional()
      .describe('Findings that hold nothing until a day, since somebody has decided to accept them.'),
    ruleFolders: ruleFoldersSchema
      .optional()
      .describe('Folders of further rules, `<category>/<name>.yml` in each, read where these settings are.'),
    plans: z
      .strictObject({
        artifact: z
          .union([artifactName, z.array(artifactName).min(1).max(MAX_PLAN_ARTIFACTS)], {
            error: `must be the name of an artifact, or a list of at most ${MAX_PLAN_ARTIFACTS} names`,
          })
          .describe("Artifacts of GitHub Actions that hold Terraform's plans of a commit, as `terraform show -json`."),
        required: z
          .boolean()
          .optional()
          .describe('True holds a change of governed files until every one of them is there.'),
      })
      .optional(),
  })
  .describe('Settings of Countersign for one repository, read at the tip of the base branch.')

export type SettingsFile = z.infer<typeof settingsFileSchema>
