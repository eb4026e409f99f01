deployment "prod" {
  inputs = {
    actions = ["s3:GetObject"]
  }
}
