resource "aws_opensearch_domain" "logs" {
  domain_name = "logs"
  access_policies = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Action    = ["es:ESHttpGet"]
      Resource  = "arn:aws:es:eu-west-1:123456789012:domain/logs/*"
    }]
  })

  vpc_options {
    subnet_ids = ["subnet-1"]
  }
}
