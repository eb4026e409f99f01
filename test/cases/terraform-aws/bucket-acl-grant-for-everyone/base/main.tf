resource "aws_s3_bucket_acl" "data" {
  bucket = "data"

  access_control_policy {
    grant {
      permission = "FULL_CONTROL"

      grantee {
        type = "CanonicalUser"
        id   = "owner"
      }
    }

    owner {
      id = "owner"
    }
  }
}
