resource "aws_s3_access_point" "reports" {
  bucket = "data"
  name   = "reports"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["s3:GetObject"]
      Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
      Resource  = "arn:aws:s3:eu-west-1:123456789012:accesspoint/reports/object/*"
    }]
  })
}
