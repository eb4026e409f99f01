resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = "trail"

  event_selector {
    read_write_type = "WriteOnly"
  }
}
