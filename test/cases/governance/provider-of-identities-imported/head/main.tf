import {
  to = aws_iam_openid_connect_provider.ci
  id = "arn:aws:iam::123456789012:oidc-provider/ci.example.com"
}

resource "aws_iam_openid_connect_provider" "ci" {
  url             = "https://ci.example.com"
  client_id_list  = ["aud"]
  thumbprint_list = []
}
