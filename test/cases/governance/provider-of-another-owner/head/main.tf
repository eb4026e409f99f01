provider "github" {
  owner = "acne"
}
