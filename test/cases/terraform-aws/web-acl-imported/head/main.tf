resource "aws_lb" "shop" {
  name     = "shop"
  internal = false
  subnets  = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]
}

import {
  to = aws_wafv2_web_acl.shop
  id = "11111111-2222-3333-4444-555555555555/shop/REGIONAL"
}

resource "aws_wafv2_web_acl" "shop" {
  name  = "shop"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "rate"
    priority = 1

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit = 1000
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "shop"
    sampled_requests_enabled   = true
  }
}
