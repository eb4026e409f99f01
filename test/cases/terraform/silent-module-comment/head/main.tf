# reads reports
module "reader" {
  source  = "example/reader/aws"
  version = "1.2.0"

  role_name   = "reader"
  policy_json = "{}"
}
