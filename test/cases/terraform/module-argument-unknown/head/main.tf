module "reports" {
  source = "./modules/reader"
  bucket = "reports"

  actions = ["s3:PutObject"]
}

module "payroll" {
  source = "./modules/reader"
  bucket  = "payroll"
  action = ["s3:*"]
}
