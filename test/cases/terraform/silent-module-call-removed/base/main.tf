module "reports" {
  source = "./modules/reader"
  bucket = "reports"
}

module "payroll" {
  source = "./modules/reader"
  bucket = "payroll"
}
