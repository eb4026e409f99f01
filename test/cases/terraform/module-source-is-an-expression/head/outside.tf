variable "module_source" {}

module "chosen" {
  source = var.module_source

  role_name = "admin"
}
