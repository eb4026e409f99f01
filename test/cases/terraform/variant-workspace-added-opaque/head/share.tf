resource "aws_lakeformation_opt_in" "analysts" {
  principal {
    data_lake_principal_identifier = "arn:aws:iam::123456789012:role/analysts"
  }

  resource_data {
    database {
      name = "sales"
    }
  }
}

resource "aws_iam_policy" "writer" {
  name = "writer"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "arn:aws:s3:::uploads/*"
    }]
  })
}
