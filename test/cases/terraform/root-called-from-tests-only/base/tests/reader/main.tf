module "w" {
  source = "../../modules/reader"
  bucket = "x"
}
