project     = "events"
environment = "staging"
bucket      = "events-staging"
namespace   = "events-staging"

oidc_provider_arn = "arn:aws:iam::111111111111:oidc-provider/oidc.example.com/id/staging"
oidc_issuer       = "oidc.example.com/id/staging"

landing_warm_days = 30
landing_cold_days = 90
event_log_days    = 30
noncurrent_days   = 7
