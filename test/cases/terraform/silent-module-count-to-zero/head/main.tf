module "reports" {
  source = "./modules/reader"
  count  = 0
  bucket = "reports"
}
