resource "aws_cloudtrail" "all" {
  name           = "all"
  s3_bucket_name = "trail"

  advanced_event_selector {
    name = "some"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
  }
}
