rules = {
  _     = ["s3:ListBucket", "arn:aws:s3:::reports"]
  write = ["s3:PutObject", "arn:aws:s3:::reports/*"]
  admin = ["s3:*", "*"]
}

grants = [
  {},
  { rule = "write" },
]
