include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "../../../modules//app"

  extra_arguments "prod" {
    commands           = get_terraform_commands_that_need_vars()
    required_var_files = ["prod.tfvars"]
  }
}

inputs = {
  name   = "prod"
}
