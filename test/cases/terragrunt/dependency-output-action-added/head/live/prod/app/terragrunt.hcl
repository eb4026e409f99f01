include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "../../../modules//app"
}

dependency "store" {
  config_path = "../store"
}

inputs = {
  actions = ["s3:GetObject", "s3:PutObject"]
  name   = "prod"
  bucket = dependency.store.outputs.bucket_name
}
