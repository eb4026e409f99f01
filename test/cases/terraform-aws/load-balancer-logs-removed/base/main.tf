resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  allow_major_version_upgrade = true
  publicly_accessible         = false
  monitoring_role_arn         = "arn:aws:iam::123456789012:role/monitoring"
}

resource "aws_lb" "orders" {
  name     = "orders"
  internal = true

  access_logs {
    bucket  = "logs-example"
    enabled = true
  }
}

resource "aws_lb_listener" "orders" {
  load_balancer_arn = aws_lb.orders.arn
  port              = 443
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}

resource "aws_ecr_repository" "orders" {
  name = "orders"
}
