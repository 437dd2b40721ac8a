output "lake" {
  description = "For lake in env/<environment>.yml"
  value       = "s3a://${aws_s3_bucket.data.id}/lake"
}

output "event_logs" {
  description = "For history.logs in env/<environment>.yml"
  value       = "s3a://${aws_s3_bucket.data.id}/${var.event_logs}"
}

output "job_role_arn" {
  description = "For cluster.identity in env/<environment>.yml, as eks.amazonaws.com/role-arn"
  value       = aws_iam_role.account["job"].arn
}

output "history_role_arn" {
  description = "For the annotation of the history server's service account"
  value       = aws_iam_role.account["history"].arn
}

output "secrets_role_arn" {
  description = "For the annotation of the service account that reads the stored secret"
  value       = aws_iam_role.account["secrets"].arn
}

output "ci_role_arn" {
  description = "What CI takes; null where there is none"
  value       = one(aws_iam_role.ci[*].arn)
}
