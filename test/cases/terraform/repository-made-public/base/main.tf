resource "github_repository" "shop" {
  name       = "shop"
  visibility = "private"
}
