variable "project" {
  description = "Name of the project, as ingot.yml says it"
  type        = string
}

variable "environment" {
  description = "dev, staging or prod"
  type        = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "The environment is dev, staging or prod."
  }
}

variable "bucket" {
  description = "Name of the bucket that holds lake, landing and event logs"
  type        = string
}

variable "kms_key_arn" {
  description = "Key that encrypts the bucket; S3's own key where it is null"
  type        = string
  default     = null
}

variable "oidc_provider_arn" {
  description = "The cluster's OpenID Connect provider"
  type        = string
}

variable "oidc_issuer" {
  description = "The provider's address without https://"
  type        = string
}

variable "namespace" {
  description = "Namespace of the jobs"
  type        = string
}

variable "job_service_account" {
  description = "Service account of driver and executors"
  type        = string
  default     = "ingot"
}

variable "history_service_account" {
  description = "Service account of the history server"
  type        = string
  default     = "spark-history-server"
}

variable "secrets_service_account" {
  description = "Service account by which the External Secrets operator reads the stored secret"
  type        = string
  default     = "ingot-secrets"
}

variable "event_logs" {
  description = "Prefix of the event logs, without a slash at its end"
  type        = string
  default     = "spark-events"
}

variable "ci_subject" {
  description = "Who may take the role of CI: the subject in its identity token; no such role where it is null"
  type        = string
  default     = null
}

variable "ci_oidc_provider_arn" {
  description = "OpenID Connect provider of CI"
  type        = string
  default     = null
}

variable "ci_oidc_issuer" {
  description = "CI's provider's address without https://"
  type        = string
  default     = null
}

variable "ci_audience" {
  description = "Audience of CI's identity token"
  type        = string
  default     = "sts.amazonaws.com"
}

variable "landing_warm_days" {
  description = "Days after which delivered files go to the infrequent access class"
  type        = number
  default     = 30
}

variable "landing_cold_days" {
  description = "Days after which delivered files go to the archive; a backfill from there needs a restore first"
  type        = number
  default     = 180
}

variable "event_log_days" {
  description = "Days for which event logs are kept"
  type        = number
  default     = 90
}

variable "noncurrent_days" {
  description = "Days for which a deleted or overwritten object can be brought back"
  type        = number
  default     = 30
}
