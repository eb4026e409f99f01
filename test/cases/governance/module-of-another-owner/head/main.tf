module "vpc" {
  source = "git::https://example.com/mallory/vpc.git?ref=v1.0.0"
}
