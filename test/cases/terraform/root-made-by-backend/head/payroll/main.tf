terraform {
  backend "s3" {
    bucket = "state"
    key    = "payroll"
    region = "eu-west-1"
  }
}

module "payroll" {
  source = "../modules/reader"
  bucket = "payroll"
}
