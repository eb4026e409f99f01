module "reader" {
  source   = "./modules/reader"
  for_each = {
    reports = ["s3:GetObject"]
    leads   = ["s3:PutObject"]
    payroll = ["s3:GetObject"]
  }

  bucket  = each.key
  actions = each.value
}
