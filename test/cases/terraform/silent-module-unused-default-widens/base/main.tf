module "reports" {
  source = "./modules/reader"
  bucket = "reports"

  actions = ["s3:GetObject"]
}
