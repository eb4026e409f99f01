/** One generated file. */
export interface GeneratedFile {
  readonly path: string
  readonly text: string
}

/**
 * Realistic Terraform files, the same ones for the same arguments: roles, policies in each of the usual styles,
 * buckets, security groups, variables, modules and locals, in files of some 3,000 characters, which is what the
 * middle of real repositories has.
 */
export function terraformFiles(count: number): readonly GeneratedFile[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `service_${index}`
    const sections = SECTIONS.map((_, turn) => SECTIONS[(index + turn) % SECTIONS.length])
    const text = sections.slice(0, 5).map((section) => section?.(name, index) ?? '')
    return { path: `modules/${name}/main.tf`, text: `${text.join('\n')}\n` }
  })
}

/** The same sections as one module that declares whatever they refer to: Terraform finds nothing amiss in it. */
export function terraformModule(index: number): GeneratedFile {
  const name = `service_${index}`
  const text = [...SECTIONS, declarations].map((section) => section(name, index)).join('\n')
  return { path: `stacks/${name}/main.tf`, text }
}

type Section = (name: string, index: number) => string

const SECTIONS: readonly Section[] = [
  policyDocument,
  encodedPolicy,
  heredocPolicy,
  bucket,
  securityGroup,
  variables,
  moduleCall,
  computedLocals,
]

function policyDocument(name: string, index: number): string {
  return `# What ${name} may do with its own data.
data "aws_iam_policy_document" "${name}" {
  statement {
    sid    = "ReadOwnBucket"
    effect = "Allow"
    actions = [
      "s3:GetObject",
      "s3:ListBucket",
      "s3:GetObjectVersion",
    ]
    resources = [
      aws_s3_bucket.${name}.arn,
      "\${aws_s3_bucket.${name}.arn}/*",
    ]

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/team"
      values   = ["team-${index}", var.team]
    }
  }

  dynamic "statement" {
    for_each = var.extra_statements
    content {
      actions   = statement.value.actions
      resources = lookup(statement.value, "resources", ["*"])
    }
  }
}
`
}

function encodedPolicy(name: string, index: number): string {
  return `resource "aws_iam_role_policy" "${name}" {
  name = "\${var.prefix}-${name}"
  role = aws_iam_role.${name}.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Queue"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"]
        Resource = "arn:aws:sqs:\${var.region}:\${data.aws_caller_identity.current.account_id}:queue-${index}"
      },
      {
        Effect    = "Deny"
        NotAction = "kms:Decrypt"
        Resource  = [for key in aws_kms_key.keys : key.arn if key.enabled]
      },
    ]
  })
}
`
}

function heredocPolicy(name: string, index: number): string {
  return `resource "aws_iam_policy" "${name}" {
  name        = "${name}"
  path        = "/services/"
  description = "Lets ${name} write its logs"

  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": [
            "logs:CreateLogStream",
            "logs:PutLogEvents"
          ],
          "Resource": "\${aws_cloudwatch_log_group.${name}.arn}:*",
          "Condition": { "StringLike": { "aws:username": "$\${aws:username}-${index}" } }
        }
      ]
    }
  EOT
}
`
}

function bucket(name: string, index: number): string {
  return `resource "aws_s3_bucket" "${name}" {
  bucket        = format("%s-%s-%d", var.prefix, "${name}", ${index})
  force_destroy = var.environment == "production" ? false : true

  tags = merge(local.tags, {
    Name        = "${name}"
    Environment = var.environment
    "cost:unit" = ${1000 + index}
  })

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags["LastScanned"]]
  }
}
`
}

function securityGroup(name: string, index: number): string {
  return `resource "aws_security_group" "${name}" {
  name_prefix = "${name}-"
  vpc_id      = module.vpc.vpc_id

  ingress {
    description = "HTTPS from the office"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.${index % 256}.0.0/16", "192.168.0.0/24"]
  }

  egress {
    from_port       = 0
    to_port         = 0
    protocol        = "-1"
    security_groups = aws_security_group.shared[*].id // every shared group
  }
}
`
}

function variables(name: string, index: number): string {
  return `variable "${name}_settings" {
  description = "Settings of ${name}; see the module's page for what each of them does."
  type = object({
    replicas = optional(number, ${index % 9})
    roles    = optional(list(string), [])
    labels   = optional(map(string), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.${name}_settings.replicas >= 0 && var.${name}_settings.replicas <= 10
    error_message = "Between none and ten replicas."
  }
}
`
}

function moduleCall(name: string, index: number): string {
  return `module "${name}_role" {
  source  = "example/role/aws"
  version = "~> ${index % 7}.2"

  for_each = { for key, value in local.roles : key => value if value.enabled }

  name                 = each.key
  max_session_duration = 60 * 60 * ${1 + (index % 12)}
  trusted_role_arns    = formatlist("arn:aws:iam::%s:root", each.value.accounts)
  policy_arns = [
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    aws_iam_policy.${name}.arn,
  ]

  providers = {
    aws = aws.replica
  }
}
`
}

function computedLocals(name: string, index: number): string {
  return `locals {
  /* Everything that ${name} derives from its variables. */
  ${name}_accounts = distinct(compact(concat(var.accounts, [var.primary_account, ""])))
  ${name}_pairs = flatten([
    for account in var.accounts : [
      for region in var.regions : {
        key    = "\${account}/\${region}"
        weight = (length(account) + ${index}) * 2 - 1
      }
    ]
  ])
  ${name}_by_key = { for pair in local.${name}_pairs : pair.key => pair.weight... }
  ${name}_first  = try(local.${name}_pairs[0].key, null)
  ${name}_note   = "%{if var.enabled}on in \${length(var.regions)} regions%{else}off%{endif}"
}
`
}

function declarations(name: string, index: number): string {
  const variables = ['team', 'prefix', 'region', 'environment', 'primary_account']
    .map((variable) => `variable "${variable}" {\n  type    = string\n  default = "${variable}-${index}"\n}\n`)
    .join('\n')
  return `${variables}
variable "extra_statements" {
  type = list(any)
  default = [
    { actions = ["s3:PutObject"], resources = ["arn:aws:s3:::${name}-uploads/*"] },
  ]
}

variable "accounts" {
  default = ["111122223333", "444455556666"]
}

variable "regions" {
  type    = list(string)
  default = ["eu-west-1", "eu-central-1"]
}

variable "enabled" {
  default = true
}

locals {
  tags  = { team = var.team }
  roles = { deploy = { enabled = true, accounts = var.accounts } }
}

provider "aws" {
  alias  = "replica"
  region = "eu-north-1"
}

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

resource "aws_iam_role_policy" "own_data" {
  role   = aws_iam_role.${name}.name
  policy = data.aws_iam_policy_document.${name}.json
}

resource "aws_kms_key" "keys" {
  count = 2
}

resource "aws_cloudwatch_log_group" "${name}" {
  name = "/services/${name}"
}

resource "aws_security_group" "shared" {
  count = 2
  name  = "shared-\${count.index}"
}

module "vpc" {
  source  = "example/vpc/aws"
  version = "1.${index}.0"
}
`
}
