/** Line of the first action in the text of `rolePolicy`. */
export const FIRST_ACTION_LINE = 8

/** Terraform of one role that may do these actions on its log bucket, one action a line. */
export function rolePolicy(...actions: readonly string[]): string {
  return `resource "aws_iam_role_policy" "deploy" {
  role = "deploy"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action = [
${actions.map((action) => `        "${action}",\n`).join('')}      ]
      Resource = "arn:aws:s3:::acme-logs/*"
    }]
  })
}
`
}

/** The file that most tests start from, and two widened versions of it. */
export const READS = { 'main.tf': rolePolicy('s3:GetObject') }
export const READS_AND_WRITES = { 'main.tf': rolePolicy('s3:GetObject', 's3:PutObject') }
export const READS_AND_DELETES = { 'main.tf': rolePolicy('s3:GetObject', 's3:PutObject', 's3:DeleteObject') }
