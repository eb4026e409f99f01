module "reader" {
  source = "../.."
  bucket = "example"
}
