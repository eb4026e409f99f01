variable "bucket" {
  type = string
}

module "reader" {
  source = "../reader"
  bucket = var.bucket
}
