resource "aws_s3_bucket" "archive" {
  bucket = "example-archive"
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "archive" {
  bucket = aws_s3_bucket.archive.id
  name   = "archive"

  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 125
  }
}
