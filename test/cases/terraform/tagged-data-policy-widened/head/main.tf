provider "aws" {
  default_tags {
    tags = {
      team = "web"
      data = "public"
    }
  }
}

resource "aws_s3_bucket" "customers" {
  bucket = "acme-customers"
  tags = {
    data = "personal"
  }
}

resource "aws_s3_bucket" "pages" {
  bucket = "acme-pages"
}

resource "aws_s3_bucket_policy" "customers" {
  bucket = aws_s3_bucket.customers.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["s3:GetObject", "s3:PutObject"], Resource = "${aws_s3_bucket.customers.arn}/*" },
    ]
  })
}

resource "aws_iam_role_policy" "worker" {
  name = "worker"
  role = "worker"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = ["${aws_s3_bucket.pages.arn}/*"] },
    ]
  })
}

resource "aws_iam_role_policy" "copier" {
  name = "copier"
  role = "copier"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::acme-logs/*", "arn:aws:s3:::acme-customers/*"] },
    ]
  })
}

resource "aws_s3_bucket" "fresh" {
  bucket_prefix = "acme-"
}

resource "aws_iam_role_policy" "fresh" {
  name = "fresh"
  role = "worker"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:DeleteObject"], Resource = ["${aws_s3_bucket.fresh.arn}/*"] },
    ]
  })
}
