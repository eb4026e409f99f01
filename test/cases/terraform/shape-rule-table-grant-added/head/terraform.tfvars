rules = {
  _     = ["s3:ListBucket", "arn:aws:s3:::reports"]
  write = ["s3:PutObject", "arn:aws:s3:::reports/*"]
  delete = ["s3:DeleteObject", "arn:aws:s3:::reports/*"]
}

grants = [
  {},
  { rule = "write" },
  { rule = "delete" },
]
