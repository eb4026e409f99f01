terraform {
  extra_arguments "locking" {
    commands  = ["apply"]
    arguments = ["-lock-timeout=5m"]
  }
}
