resource "aws_cloudfront_distribution" "internal" {
  enabled = true

  origin {
    domain_name              = "internal.s3.eu-west-1.amazonaws.com"
    origin_id                = "internal"
    origin_access_control_id = "one"
  }

  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "internal"
    viewer_protocol_policy = "https-only"
  }
}
