resource "aws_s3_access_point" "reports" {
  bucket = "data"
  name   = "reports"

  vpc_configuration {
    vpc_id = "vpc-1"
  }
}
