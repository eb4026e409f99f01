resource "github_branch_protection" "main" {
  repository_id = "shop"
  pattern       = "main"

  required_pull_request_reviews {
    required_approving_review_count = 2
  }
}

resource "github_repository_ruleset" "main" {
  name        = "main"
  repository  = "shop"
  target      = "branch"
  enforcement = "active"

  rules {
    deletion = true
  }
}
