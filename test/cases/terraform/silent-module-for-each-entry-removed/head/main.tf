module "reader" {
  source   = "./modules/reader"
  for_each = {
    reports = ["s3:GetObject"]
  }

  bucket  = each.key
  actions = each.value
}
