locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl"))
}

remote_state {
  backend = "s3"
  config = {
    bucket = "state-${local.account.locals.id}"
    key    = "${path_relative_to_include()}/terraform.tfstate"
    region = "eu-central-1"
  }
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<EOF
provider "aws" {
  region = "eu-central-1"
  assume_role {
    role_arn = "arn:aws:iam::${local.account.locals.id}:role/deploy"
  }
}
EOF
}

inputs = {
  actions = ["s3:GetObject"]
}
