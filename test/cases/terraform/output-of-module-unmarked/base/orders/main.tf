resource "aws_iam_access_key" "orders" {
  user = "orders"
}

output "secret" {
  value     = aws_iam_access_key.orders.secret
  sensitive = true
}
