resource "aws_ecs_task_definition" "orders" {
  family                = "orders"
  task_role_arn         = "arn:aws:iam::111122223333:role/orders"
  container_definitions = jsonencode([{ name = "orders", image = "orders:1" }])
}

resource "aws_ecs_task_definition" "operator" {
  family                = "operator"
  task_role_arn         = "arn:aws:iam::111122223333:role/operator"
  container_definitions = jsonencode([{ name = "operator", image = "operator:1" }])
}

resource "aws_ecs_service" "orders" {
  name            = "orders"
  task_definition = aws_ecs_task_definition.orders.arn
}
