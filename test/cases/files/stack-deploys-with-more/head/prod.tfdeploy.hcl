deployment "prod" {
  inputs = {
    actions = ["s3:*"]
  }
}
