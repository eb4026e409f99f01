variable "buckets" {
  type = list(string)
}

module "access" {
  source   = "../reader"
  for_each = toset(var.buckets)
  bucket   = each.value
}
