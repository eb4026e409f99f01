module "payroll" {
  source = "./modules/reader"
  count  = 0
  bucket = "payroll"
}
