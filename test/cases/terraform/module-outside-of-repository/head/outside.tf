module "outside" {
  source = "../../../../outside"

  role_name = "admin"
}
