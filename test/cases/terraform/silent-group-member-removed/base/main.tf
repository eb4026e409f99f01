resource "aws_iam_group_membership" "admins" {
  name  = "admins"
  group = "admins"
  users = ["alice", "bob"]
}
