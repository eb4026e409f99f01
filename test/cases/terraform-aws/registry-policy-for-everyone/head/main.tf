resource "aws_ecr_registry_policy" "r" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = ["ecr:ReplicateImage"]
      Resource  = "arn:aws:ecr:eu-west-1:123456789012:repository/*"
    }]
  })
}
