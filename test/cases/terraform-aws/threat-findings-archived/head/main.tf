resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_guardduty_filter" "quiet" {
  name        = "quiet"
  action      = "ARCHIVE"
  detector_id = "d1"
  rank        = 1

  finding_criteria {
    criterion {
      field  = "region"
      equals = ["eu-west-1"]
    }
  }
}
