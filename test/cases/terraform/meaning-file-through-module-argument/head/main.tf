module "p" {
  source = "./p"
  name   = "reader"
}
