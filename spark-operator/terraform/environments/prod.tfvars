project     = "events"
environment = "prod"
bucket      = "events-prod"
namespace   = "events-prod"

oidc_provider_arn = "arn:aws:iam::111111111111:oidc-provider/oidc.example.com/id/prod"
oidc_issuer       = "oidc.example.com/id/prod"

landing_warm_days = 30
landing_cold_days = 180
event_log_days    = 90
noncurrent_days   = 30
