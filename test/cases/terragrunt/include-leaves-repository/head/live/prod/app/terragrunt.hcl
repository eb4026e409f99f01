include "root" {
  path = "../../../../../../../../etc/passwd"
}

terraform {
  source = "../../../modules//app"
}

inputs = {
  name   = "prod"
  bucket = "prod-reports"
}
