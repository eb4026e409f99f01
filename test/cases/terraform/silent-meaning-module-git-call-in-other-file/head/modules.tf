module "storage" {
  source = "git::https://github.com/acme/modules.git//storage?ref=v1.2.0"
}
