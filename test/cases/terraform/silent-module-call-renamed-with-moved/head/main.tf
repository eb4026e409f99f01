module "archive" {
  source = "./modules/reader"
  bucket = "reports"
}
