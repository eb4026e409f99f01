resource "aws_s3_bucket_acl" "data" {
  bucket = "data"

  access_control_policy {
    grant {
      permission = "READ"

      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
    }

    owner {
      id = "owner"
    }
  }
}
