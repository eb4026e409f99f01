resource "aws_s3_access_point" "p" {
  bucket = "data"
  name   = "p"
  policy = var.policy

  vpc_configuration {
    vpc_id = "vpc-1"
  }
}

variable "policy" {
  type = string
}
