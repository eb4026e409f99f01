import type { Tree } from './unit-double.ts'

/** A layout as many repositories have it: one root configuration, files by account, region and environment. */
export const LIVE: Tree = {
  'root.hcl': `locals {
  account_vars = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region_vars  = read_terragrunt_config(find_in_parent_folders("region.hcl"))
  account_id   = local.account_vars.locals.aws_account_id
  aws_region   = local.region_vars.locals.aws_region
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<EOF
provider "aws" {
  region = "\${local.aws_region}"
  allowed_account_ids = ["\${local.account_id}"]
}
EOF
}

remote_state {
  backend = "s3"
  config = {
    bucket = "state-\${local.account_id}"
    key    = "\${path_relative_to_include()}/terraform.tfstate"
    region = "us-east-1"
  }
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
}

iam_role = "arn:aws:iam::\${local.account_id}:role/deploy"

inputs = merge(
  local.account_vars.locals,
  local.region_vars.locals,
)
`,
  '_envcommon/app.hcl': `locals {
  env_vars = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  env      = local.env_vars.locals.environment
  base     = "../../../../modules//app"
}

terraform {
  source = "\${local.base}?ref=v1"
}

dependency "vpc" {
  config_path  = "../vpc"
  mock_outputs = { vpc_id = "vpc-mock" }
}

inputs = {
  name   = "app-\${local.env}"
  vpc_id = dependency.vpc.outputs.vpc_id
  tags = {
    env  = local.env
    team = "platform"
  }
  actions = [
    "s3:GetObject",
  ]
}
`,
  'live/prod/account.hcl': `locals {
  aws_account_id = "111122223333"
}
`,
  'live/prod/us-east-1/region.hcl': `locals {
  aws_region = "us-east-1"
}
`,
  'live/prod/us-east-1/env.hcl': `locals {
  environment = "prod"
}
`,
  'live/prod/us-east-1/app/terragrunt.hcl': `include "root" {
  path = find_in_parent_folders("root.hcl")
}

include "envcommon" {
  path           = "\${dirname(find_in_parent_folders("root.hcl"))}/_envcommon/app.hcl"
  merge_strategy = "deep"
  expose         = true
}

inputs = {
  replicas = 3
  env      = include.envcommon.locals.env
  tags = {
    team = "payments"
  }
  actions = [
    "s3:PutObject",
  ]
}
`,
  'live/prod/us-east-1/vpc/terragrunt.hcl': `include {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "git::https://git.example.com/modules.git//vpc?ref=v2.1.0"
}
`,
  'modules/app/main.tf': 'variable "name" {}\n',
}
