resource "aws_glue_resource_policy" "c" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Action    = ["glue:GetTable"]
      Resource  = "arn:aws:glue:eu-west-1:123456789012:catalog"
    }]
  })
}
