resource "aws_s3_bucket_notification" "orders" {
  bucket      = "orders"
  eventbridge = true
}
