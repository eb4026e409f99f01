variable "with_payroll" {
  type = bool
}

module "payroll" {
  source = "./modules/reader"
  count  = var.with_payroll ? 1 : 0
  bucket = "payroll"
}
