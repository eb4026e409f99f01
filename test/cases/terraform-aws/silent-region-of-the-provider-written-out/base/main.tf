variable "region" {
  type = string
}

provider "aws" {
  region = var.region
}

resource "aws_ecr_repository_policy" "app" {
  repository = "app"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "ecr:BatchGetImage"
      Principal = { AWS = "arn:aws:iam::444455556666:root" }
    }]
  })
}
