/** The repository of the demo: a small service whose role may read the reports bucket, and nothing else. */
export const BASE_FILES: Readonly<Record<string, string>> = {
  'README.md': '# Payments infrastructure\n',
  'iam.tf': `locals {
  reports_bucket = "acme-payment-reports"
}

data "aws_iam_policy_document" "report_reader" {
  statement {
    sid = "ReadReports"
    actions = [
      "s3:GetObject",
    ]
    resources = [
      "arn:aws:s3:::\${local.reports_bucket}/monthly/*",
    ]

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/team"
      values   = ["finance"]
    }
  }

  statement {
    sid       = "NeverPayroll"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::\${local.reports_bucket}/monthly/payroll/*"]
  }
}

resource "aws_iam_policy" "report_reader" {
  name   = "report-reader"
  policy = data.aws_iam_policy_document.report_reader.json
}
`,
}

/** What the AI tool suggested: it looks like a fix of a failing export, and opens far more than that. */
export const SUGGESTED_IAM = (BASE_FILES['iam.tf'] ?? '')
  .replace('      "s3:GetObject",\n', '      "s3:GetObject",\n      "s3:PutObject",\n')
  .replace('/monthly/*",\n    ]\n\n    condition', '/*",\n    ]\n\n    condition')

export const SUGGESTED_MESSAGE = `Let the export job write its reports

The nightly export fails with AccessDenied. It needs to write below the
reports prefix as well.

Co-Authored-By: Claude <noreply@anthropic.com>
`
