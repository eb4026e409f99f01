check "status" {
  data "http" "status" {
    url = "https://example.com/status"
  }

  assert {
    condition     = data.http.status.status_code == 200
    error_message = "The shop is closed."
  }
}
