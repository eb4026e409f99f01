/** The two files of a rule to begin with. */
export interface RuleScaffold {
  readonly yml: string
  readonly md: string
}

/** Of a category and of a name; the title then stays within its bound. */
export const MAX_NAME_CHARACTERS = 60

/**
 * A rule to begin with, whose examples hold as they stand: `id` is `<category>/<name>`. What it judges is made up, to
 * be replaced.
 */
export function scaffoldRule(id: string): RuleScaffold {
  const title = `New access: ${id.slice(id.indexOf('/') + 1).replaceAll('-', ' ')}`
  return { yml: ruleText(title), md: docText(title) }
}

function ruleText(title: string): string {
  return `# yaml-language-server: $schema=https://raw.githubusercontent.com/countersign/countersign/main/docs/rule.schema.json
title: "${title}"
severity: high
lifecycle: preview
kind: broadened
when: |-
  change.origin == "allowed" && change.actions.exists(action, action.like("ses:Send*"))
require:
  humans: 2
headline: "Allows {actions} on {resources} (was not allowed before)"
message: >-
  whoever holds this can send mail in the name of the company, and nobody can tell it from ours.
fix: >-
  name the one identity that is needed, and limit the sender with a condition on ses:FromAddress.
references: []
`
}

function docText(title: string): string {
  return `# ${title}

A policy comes to allow sending mail. Say here in one or two sentences what the rule is about.

## Why it matters

Whoever holds this can send mail in the name of the company, and nobody can tell it from ours.

## How to narrow it

Name the one identity that is needed, and limit the sender with a condition on \`ses:FromAddress\`.

## Fires: one more action

${block('base', 'ses:GetSendQuota')}
${block('head', 'ses:GetSendQuota', 'ses:SendEmail')}
## Fires: a policy that is new

\`\`\`hcl base main.tf
# none
\`\`\`

${block('head', 'ses:SendRawEmail')}
## Silent: another action

${block('base', 'ses:GetSendQuota')}
${block('head', 'ses:GetSendQuota', 'ses:GetSendStatistics')}
## Silent: an action that goes

${block('base', 'ses:GetSendQuota', 'ses:SendEmail')}
${block('head', 'ses:GetSendQuota').trimEnd()}
`
}

function block(side: 'base' | 'head', ...actions: readonly string[]): string {
  const list = actions.map((action) => `"${action}"`).join(', ')
  return `\`\`\`hcl ${side} main.tf
resource "aws_iam_role_policy" "mailer" {
  name = "mailer"
  role = "mailer"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = [${list}], Resource = "arn:aws:ses:eu-west-1:111122223333:identity/example.com" }]
  })
}
\`\`\`
`
}
