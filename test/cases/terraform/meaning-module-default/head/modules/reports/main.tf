variable "bucket" {
  type    = string
  default = "payroll"
}

resource "aws_s3_bucket" "this" {
  bucket = var.bucket
}

output "arn" {
  value = aws_s3_bucket.this.arn
}
