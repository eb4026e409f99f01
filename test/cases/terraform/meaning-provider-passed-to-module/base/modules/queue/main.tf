resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

output "arn" {
  value = aws_sqs_queue.jobs.arn
}
