resource "aws_launch_template" "reader" {
  name          = "reader"
  image_id      = "ami-1"
  instance_type = "t3.small"

  iam_instance_profile {
    name = "reader"
  }
}

resource "aws_launch_template" "operator" {
  name          = "operator"
  image_id      = "ami-1"
  instance_type = "t3.small"

  iam_instance_profile {
    name = "operator"
  }
}

locals {
  groups = {
    web = aws_launch_template.reader.id
  }
}

resource "aws_autoscaling_group" "group" {
  for_each = local.groups

  name     = each.key
  min_size = 1
  max_size = 2

  launch_template {
    id      = each.value
    version = "$Latest"
  }
}
