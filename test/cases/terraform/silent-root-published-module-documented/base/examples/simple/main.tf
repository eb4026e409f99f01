module "reader" {
  source  = "../.."
  bucket  = "reports"
  actions = ["s3:GetObject"]
}
