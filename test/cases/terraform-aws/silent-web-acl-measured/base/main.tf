resource "aws_wafv2_web_acl" "front" {
  name  = "front"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "flood"
    priority = 1

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit = 100
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "flood"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "front"
    sampled_requests_enabled   = true
  }
}
