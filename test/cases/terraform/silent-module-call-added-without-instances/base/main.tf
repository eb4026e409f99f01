module "reports" {
  source = "./modules/reader"
  bucket = "reports"
}
