resource "kubernetes_config_map" "aws_auth" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }

  data = {
    mapRoles = yamlencode([{
      rolearn  = "arn:aws:iam::123456789012:role/team"
      username = "team"
      groups   = ["system:masters"]
    }])
  }
}
