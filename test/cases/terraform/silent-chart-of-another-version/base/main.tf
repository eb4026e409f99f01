variable "cluster" {}

locals {
  role = "arn:aws:iam::111122223333:role/reader"
}

resource "helm_release" "controller" {
  name       = "controller"
  repository = "https://charts.example.com/stable"
  chart      = "controller"
  version    = "1.2.3"

  values = [
    templatefile("${path.module}/values.yaml", { cluster = var.cluster, role = local.role }),
    yamlencode({ replicas = 2 }),
  ]

  set {
    name  = "serviceAccount.create"
    value = "true"
  }

  set {
    name  = "rbac.create"
    value = "false"
  }
}
