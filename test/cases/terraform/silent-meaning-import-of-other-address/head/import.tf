import {
  to = aws_cognito_user_pool.staff
  id = "eu-west-1_Reports01"
}

import {
  to = aws_cognito_user_pool.guests
  id = "eu-west-1_Guests001"
}
