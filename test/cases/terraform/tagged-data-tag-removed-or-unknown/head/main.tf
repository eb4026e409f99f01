variable "tags" {
  type = map(string)
}

variable "class" {
  type = string
}

module "store" {
  source = "./store"
  tags   = {}
}

resource "aws_secretsmanager_secret" "plain" {
  tags = { data = "public" }
}

resource "aws_secretsmanager_secret_policy" "store" {
  secret_arn = module.store.secret_arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], Resource = "*" },
    ]
  })
}

resource "aws_secretsmanager_secret_policy" "plain" {
  secret_arn = aws_secretsmanager_secret.plain.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], Resource = "*" },
    ]
  })
}

resource "aws_sqs_queue" "unknown" {
  name = "unknown"
  tags = merge({ team = "web" }, var.tags)
}

resource "aws_sqs_queue_policy" "unknown" {
  queue_url = aws_sqs_queue.unknown.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource = aws_sqs_queue.unknown.arn },
    ]
  })
}

resource "aws_dynamodb_table" "people" {
  for_each = toset(["people", "pages"])
  name     = each.key
  tags     = each.key == "people" ? { data = "personal-${var.class}" } : { data = "public" }
}

resource "aws_iam_role_policy" "reader" {
  name = "reader"
  role = "reader"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = [for table in aws_dynamodb_table.people : table.arn] },
    ]
  })
}

resource "aws_s3_bucket" "left" {
  bucket = "left-to-others"
  lifecycle {
    ignore_changes = [tags]
  }
}

resource "aws_s3_bucket_policy" "left" {
  bucket = aws_s3_bucket.left.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "111122223333" }, Action = ["s3:GetObject", "s3:PutObject"], Resource = "arn:aws:s3:::left-to-others/*" },
    ]
  })
}
