variable "token" {
  sensitive = true
}

data "http" "status" {
  url    = "https://example.com/status"
  method = "POST"

  request_headers = {
    Authorization = "Bearer ${var.token}"
  }
}
