resource "github_repository" "shop" {
  name       = "shop"
  visibility = "private"
  has_issues = true
}

resource "github_actions_secret" "token" {
  repository      = github_repository.shop.name
  secret_name     = "TOKEN"
  encrypted_value = "b25l"
}

resource "github_branch_protection" "main" {
  repository_id  = github_repository.shop.node_id
  pattern        = "main"
  enforce_admins = true
}
