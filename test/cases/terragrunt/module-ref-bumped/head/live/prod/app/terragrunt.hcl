include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "git::https://git.example.com/platform/modules.git//app?ref=v1.5.0"
}

inputs = {
  name   = "prod"
  bucket = "prod-reports"
}
