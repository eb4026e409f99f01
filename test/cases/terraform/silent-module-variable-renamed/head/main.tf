module "reports" {
  source = "./modules/reader"
  bucket_name = "reports"
}

module "payroll" {
  source = "./modules/reader"
  bucket_name = "payroll"
}
