module "reader" {
  source   = "./modules/reader"
  for_each = {
    reports = ["s3:GetObject"]
    leads   = ["s3:PutObject", "s3:DeleteObject"]
  }

  bucket  = each.key
  actions = each.value
}
