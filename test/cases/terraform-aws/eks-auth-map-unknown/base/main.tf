variable "operator_arn" {
  type = string
}

resource "kubernetes_config_map_v1_data" "aws_auth" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }

  data = {
    mapUsers = <<-YAML
      - userarn: arn:aws:iam::123456789012:user/ann
        username: ann
        groups: [viewers]
    YAML
  }
}
