resource "aws_eks_access_policy_association" "team" {
  cluster_name  = "main"
  principal_arn = "arn:aws:iam::123456789012:role/team"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"

  access_scope {
    type       = "namespace"
    namespaces = ["team"]
  }
}
