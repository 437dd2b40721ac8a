project     = "events"
environment = "dev"
bucket      = "events-dev"
namespace   = "events-dev"
event_logs  = "lake/_ingot/spark-events"

oidc_provider_arn = "arn:aws:iam::111111111111:oidc-provider/oidc.example.com/id/dev"
oidc_issuer       = "oidc.example.com/id/dev"

landing_warm_days = 30
landing_cold_days = 90
event_log_days    = 30
noncurrent_days   = 7
