locals {
  name = "ingot-${var.project}-${var.environment}"
  arn  = aws_s3_bucket.data.arn

  tags = {
    project     = var.project
    environment = var.environment
    managed-by  = "terraform"
  }

  service_accounts = {
    job     = var.job_service_account
    history = var.history_service_account
    secrets = var.secrets_service_account
  }

  policies = {
    job     = data.aws_iam_policy_document.job.json
    history = data.aws_iam_policy_document.history.json
    secrets = data.aws_iam_policy_document.secrets.json
  }
}

# A service account takes its role by the token that the cluster signs for it, and for AWS only.
data "aws_iam_policy_document" "trust" {
  for_each = local.service_accounts

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.oidc_provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:sub"
      values   = ["system:serviceaccount:${var.namespace}:${each.value}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "account" {
  for_each = local.service_accounts

  name                 = each.key == "job" ? local.name : "${local.name}-${each.key}"
  assume_role_policy   = data.aws_iam_policy_document.trust[each.key].json
  max_session_duration = 43200
  tags                 = local.tags
}

resource "aws_iam_role_policy" "account" {
  for_each = local.policies

  name   = "rights"
  role   = aws_iam_role.account[each.key].id
  policy = each.value
}

# Driver and executors: the lake in full, because VACUUM and leases delete; delivered files to read;
# event logs to write. Without ListBucket S3 answers 403 where it should say 404.
data "aws_iam_policy_document" "job" {
  statement {
    sid       = "List"
    actions   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
    resources = [local.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["lake", "lake/*", "landing", "landing/*", var.event_logs, "${var.event_logs}/*"]
    }
  }

  statement {
    sid       = "Region"
    actions   = ["s3:GetBucketLocation"]
    resources = [local.arn]
  }

  statement {
    sid       = "Lake"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
    resources = ["${local.arn}/lake/*"]
  }

  statement {
    sid       = "Landing"
    actions   = ["s3:GetObject"]
    resources = ["${local.arn}/landing/*"]
  }

  # A log is renamed when its application ends, which on S3 is a copy and a delete.
  statement {
    sid       = "EventLogs"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]
    resources = ["${local.arn}/${var.event_logs}/*"]
  }

  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]

    content {
      sid       = "Key"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]
    }
  }
}

# The history server reads logs, and its cleaner removes old ones. It sees no table.
data "aws_iam_policy_document" "history" {
  statement {
    sid       = "List"
    actions   = ["s3:ListBucket"]
    resources = [local.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = [var.event_logs, "${var.event_logs}/*"]
    }
  }

  statement {
    sid       = "EventLogs"
    actions   = ["s3:GetObject", "s3:DeleteObject"]
    resources = ["${local.arn}/${var.event_logs}/*"]
  }

  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]

    content {
      sid       = "Key"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]
    }
  }
}

# The External Secrets operator reads the one stored secret of the environment. An ARN ends with a
# dash and six signs of its own.
data "aws_iam_policy_document" "secrets" {
  statement {
    sid       = "Stored"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = ["arn:aws:secretsmanager:*:*:secret:ingot/${var.project}/${var.environment}-??????"]
  }
}

# CI shows what a change would do (ingot plan): it reads the lake and writes nothing.
data "aws_iam_policy_document" "ci_trust" {
  count = var.ci_subject == null ? 0 : 1

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.ci_oidc_provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${var.ci_oidc_issuer}:sub"
      values   = [var.ci_subject]
    }

    condition {
      test     = "StringEquals"
      variable = "${var.ci_oidc_issuer}:aud"
      values   = [var.ci_audience]
    }
  }
}

data "aws_iam_policy_document" "ci" {
  statement {
    sid       = "List"
    actions   = ["s3:ListBucket"]
    resources = [local.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["lake", "lake/*"]
    }
  }

  statement {
    sid       = "Lake"
    actions   = ["s3:GetObject"]
    resources = ["${local.arn}/lake/*"]
  }

  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]

    content {
      sid       = "Key"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]
    }
  }
}

resource "aws_iam_role" "ci" {
  count = var.ci_subject == null ? 0 : 1

  name               = "${local.name}-ci"
  assume_role_policy = data.aws_iam_policy_document.ci_trust[0].json
  tags               = local.tags
}

resource "aws_iam_role_policy" "ci" {
  count = var.ci_subject == null ? 0 : 1

  name   = "bucket"
  role   = aws_iam_role.ci[0].id
  policy = data.aws_iam_policy_document.ci.json
}
