resource "aws_iam_openid_connect_provider" "ci" {
  url             = "https://ci.example.com"
  client_id_list  = ["aud"]
  thumbprint_list = []
}
