locals {
  branch = "main"
}

resource "github_repository" "shop" {
  name        = "shop"
  description = "The shop."
  visibility  = "private"
  has_issues  = false
}

resource "github_actions_secret" "token" {
  repository      = github_repository.shop.name
  secret_name     = "TOKEN"
  encrypted_value = "b3RoZXI="
}

resource "github_branch_protection" "main" {
  enforce_admins = true
  pattern        = local.branch
  repository_id  = github_repository.shop.node_id
}
