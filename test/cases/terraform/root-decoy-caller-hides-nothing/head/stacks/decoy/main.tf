module "reports" {
  source  = "../reports"
  bucket  = "reports"
  actions = ["s3:GetObject"]
}
