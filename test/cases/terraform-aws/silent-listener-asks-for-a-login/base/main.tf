resource "aws_lb_listener" "https" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/main/1"
  port              = 443

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/main/1"
  }
}

resource "aws_lb_listener_rule" "path" {
  for_each = { metrics = "/metrics" }

  listener_arn = aws_lb_listener.https.arn

  condition {
    path_pattern {
      values = [each.value]
    }
  }

  action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/main/1"
  }
}
