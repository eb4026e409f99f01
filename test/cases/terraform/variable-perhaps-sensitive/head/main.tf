variable "mark" {
  type = bool
}

variable "password" {
  type      = string
  sensitive = var.mark
}
