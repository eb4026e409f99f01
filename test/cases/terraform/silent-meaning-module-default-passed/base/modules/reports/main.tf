variable "bucket" {
  type    = string
  default = "reports"
}

resource "aws_s3_bucket" "this" {
  bucket = var.bucket
}

output "arn" {
  value = aws_s3_bucket.this.arn
}
