module "invoices" {
  source = "./modules/reader"
  bucket = "invoices"

  actions = ["s3:PutObject"]
}

module "reports" {
  source = "./modules/reader"
  bucket = "reports"
}

module "payroll" {
  source = "./modules/reader"
  bucket = "payroll"
}
