component "app" {
  source = "./app"

  inputs = {
    actions = var.actions
  }
}

variable "actions" {
  type = list(string)
}
