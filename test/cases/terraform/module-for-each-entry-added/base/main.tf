module "reader" {
  source   = "./modules/reader"
  for_each = {
    reports = ["s3:GetObject"]
    leads   = ["s3:PutObject"]
  }

  bucket  = each.key
  actions = each.value
}
