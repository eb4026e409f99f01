locals {
  registries = ["111122223333", "444455556666"]
}

resource "aws_ecr_replication_configuration" "images" {
  replication_configuration {
    rule {
      dynamic "destination" {
        for_each = local.registries

        content {
          region      = "eu-central-1"
          registry_id = destination.value
        }
      }
    }
  }
}
