resource "aws_s3_bucket_policy" "files" {
  bucket = "files"
  policy = jsonencode({})
}
