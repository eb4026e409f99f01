module "reports" {
  source = "./modules/wide"
}
