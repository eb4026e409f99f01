module "reports" {
  source = "./modules/reader"
  count  = 1
  bucket = "reports"
}
