resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  task_role_arn         = "arn:aws:iam::123456789012:role/app"
}
