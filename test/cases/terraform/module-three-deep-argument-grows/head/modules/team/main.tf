variable "buckets" {
  type = list(string)
}

module "access" {
  source   = "../access"
  for_each = toset(var.buckets)
  bucket   = each.value
}
