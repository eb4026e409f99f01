locals {
  program = ["${path.module}/health.sh", "--upload"]
}

check "health" {
  data "external" "health" {
    program = local.program
  }

  assert {
    condition     = data.external.health.result.ok == "true"
    error_message = "The service is not healthy."
  }
}
