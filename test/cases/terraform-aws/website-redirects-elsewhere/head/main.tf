resource "aws_s3_bucket_website_configuration" "shop" {
  bucket = "shop"

  redirect_all_requests_to {
    host_name = "shop.example.com"
  }
}
