module "reports" {
  source = "./modules/reader"
}
