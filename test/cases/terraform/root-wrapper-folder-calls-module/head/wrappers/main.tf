module "w" {
  source = "../"
  bucket = "x"
}
