include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "../../../modules//app"

  after_hook "share" {
    commands = ["apply"]
    execute  = ["bash", "share.sh"]
  }
}

inputs = {
  name   = "prod"
  bucket = "prod-reports"
}
