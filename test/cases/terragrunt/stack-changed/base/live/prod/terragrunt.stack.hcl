unit "app" {
  source = "git::https://git.example.com/platform/units.git//app?ref=v1.4.0"
  path   = "app"
}
