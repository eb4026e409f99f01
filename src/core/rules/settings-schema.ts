import { z } from 'zod'
import { SEVERITIES } from './rule.ts'

const severity = z.enum(SEVERITIES)

const ruleSetting = z.union(
  [
    z.literal('off'),
    severity,
    z.strictObject({
      enabled: z.boolean().optional().describe('False turns the rule off; true turns a preview rule on.'),
      severity: severity.optional(),
    }),
  ],
  { error: 'must be `off`, a severity (low, medium, high, critical), or an object with `enabled` and `severity`' },
)

const MAX_PLAN_ARTIFACTS = 10

/** What GitHub Actions takes as the name of an artifact. */
const artifactName = z.string().regex(/^[^"\u0000-\u001f:<>|*?\\/]{1,255}$/, 'Not a name of an artifact')

/** `.github/countersign.yml` as people write it. */
export const settingsFileSchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    mode: z.enum(['enforce', 'advisory']).optional().describe('Advisory reports and never holds a merge.'),
    rules: z
      .record(z.string(), ruleSetting)
      .optional()
      .describe('Rules by id: `off`, a severity, or both in an object.'),
    authorship: z
      .strictObject({
        hold: z
          .enum(['governed', 'broadening', 'any'])
          .optional()
          .describe(
            'Which AI-authored changes need a second human: of governed files, only where access grows, or any.',
          ),
        machineUsers: z
          .array(
            z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?(?:_[A-Za-z0-9]+)?$/, 'Not a GitHub login'),
          )
          .max(500)
          .optional()
          .describe('Logins of accounts that no human answers for, although GitHub calls them users.'),
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
      })
      .optional(),
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
