resource "aws_lb_listener" "https" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1"
  port              = 443
  protocol          = "HTTPS"

  default_action {
    type = "authenticate-oidc"

    authenticate_oidc {
      authorization_endpoint     = "https://login.example.com/authorize"
      client_id                  = "web"
      client_secret              = "secret"
      on_unauthenticated_request = "allow"
      issuer                     = "https://login.example.com"
      token_endpoint             = "https://login.example.com/token"
      user_info_endpoint         = "https://login.example.com/userinfo"
    }
  }

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
  }
}
