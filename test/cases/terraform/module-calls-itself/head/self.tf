module "self" {
  source = "./."
}
