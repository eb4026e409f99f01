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

    grant {
      permission = "READ"

      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
      }
    }

    owner {
      id = "owner"
    }
  }
}
