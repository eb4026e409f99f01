resource "aws_s3_access_point" "p" {
  bucket = "data"
  name   = "p"

  vpc_configuration {
    vpc_id = "vpc-1"
  }
}
