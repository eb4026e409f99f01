resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = "logs"
  enable_logging = false
}
