resource "aws_ecs_task_definition" "report" {
  family                = "report"
  container_definitions = jsonencode([{ name = "report", image = "report" }])

  volume {
    name = "data"
    host_path = "/"
  }
}
