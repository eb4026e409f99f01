module "m" {
  source = "../lib"
}
