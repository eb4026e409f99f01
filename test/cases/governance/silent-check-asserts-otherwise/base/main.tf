locals {
  program = ["${path.module}/health.sh", "--quiet"]
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
