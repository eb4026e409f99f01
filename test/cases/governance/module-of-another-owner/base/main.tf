module "vpc" {
  source = "git::https://example.com/acme/vpc.git?ref=v1.0.0"
}
