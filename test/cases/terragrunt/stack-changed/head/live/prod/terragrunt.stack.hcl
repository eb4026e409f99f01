unit "app" {
  source = "git::https://git.example.com/platform/units.git//app?ref=v1.5.0"
  path   = "app"
}
