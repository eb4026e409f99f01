locals {
  role = "arn:aws:iam::111122223333:role/operator"
}

resource "aws_batch_job_definition" "nightly" {
  name = "nightly"
  type = "container"

  container_properties = jsonencode({
    image            = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/nightly:1"
    jobRoleArn       = local.role
    resourceRequirements = [{ type = "VCPU", value = "1" }]
  })
}
