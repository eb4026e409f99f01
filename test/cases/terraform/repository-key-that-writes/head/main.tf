resource "github_repository" "shop" {
  name       = "shop"
  visibility = "private"
}

resource "github_repository_deploy_key" "release" {
  repository = github_repository.shop.name
  title      = "release"
  key        = "ssh-ed25519 AAAA"
  read_only  = false
}
