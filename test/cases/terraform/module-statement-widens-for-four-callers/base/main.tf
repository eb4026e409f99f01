module "invoices" {
  source = "./modules/reader"
  bucket = "invoices"
}

module "leads" {
  source = "./modules/reader"
  bucket = "leads"
}

module "payroll" {
  source = "./modules/reader"
  bucket = "payroll"
}

module "reports" {
  source = "./modules/reader"
  bucket = "reports"
}
