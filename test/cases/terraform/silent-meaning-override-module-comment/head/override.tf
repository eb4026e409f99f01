module "reports" {
  source = "./modules/../modules/reader"
}
