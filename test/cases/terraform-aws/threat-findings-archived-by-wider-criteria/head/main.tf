resource "aws_guardduty_detector" "main" {
  enable = true
}

resource "aws_guardduty_filter" "known" {
  name        = "known"
  detector_id = aws_guardduty_detector.main.id
  action      = "ARCHIVE"
  rank        = 1

  finding_criteria {
    criterion {
      field                 = "severity"
      greater_than_or_equal = "1"
    }
  }
}
