resource "aws_s3_object" "page" {
  bucket = "data"
  key    = "index.html"
  acl    = "public-read"
}
