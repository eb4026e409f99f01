module "payroll" {
  source = "./modules/reader"
  bucket = "payroll"
}
