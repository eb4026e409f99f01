variable "bucket" {
  type = string
}

module "r" {
  source = "../../modules/reader"
  bucket = var.bucket
}
