module "r" {
  source = "../../modules/reader"
  bucket = "reports"
}
