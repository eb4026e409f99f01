resource "aws_s3_bucket_website_configuration" "shop" {
  bucket = "shop"

  index_document {
    suffix = "index.html"
  }
}
