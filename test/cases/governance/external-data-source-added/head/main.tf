data "external" "names" {
  program = ["python3", "names.py"]
}
