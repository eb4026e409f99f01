resource "aws_eks_access_entry" "team" {
  cluster_name      = "main"
  principal_arn     = "arn:aws:iam::123456789012:role/team"
  kubernetes_groups = ["viewers"]
}
