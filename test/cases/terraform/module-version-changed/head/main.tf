module "reader" {
  source  = "example/reader/aws"
  version = "1.3.0"

  role_name   = "reader"
  policy_json = "{}"
}
