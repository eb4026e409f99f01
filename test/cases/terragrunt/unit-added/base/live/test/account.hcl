locals {
  id = "444455556666"
}
