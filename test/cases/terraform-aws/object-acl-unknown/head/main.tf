resource "aws_s3_object" "page" {
  bucket = "data"
  key    = "index.html"
  acl    = var.acl
}

variable "acl" {
  type = string
}
