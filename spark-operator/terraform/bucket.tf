# One bucket, three prefixes: lake/ (Delta tables), landing/ (files as they were delivered) and
# that of the event logs (var.event_logs).
resource "aws_s3_bucket" "data" {
  bucket = var.bucket

  tags = local.tags
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
    bucket_key_enabled = true
  }
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = aws_s3_bucket.data.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

data "aws_iam_policy_document" "transport" {
  statement {
    sid       = "OnlyEncryptedConnections"
    effect    = "Deny"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = data.aws_iam_policy_document.transport.json
}

# Hot, warm, cold. The lake stays hot: a Delta log and the files that it names are read by every
# run, one object that went to an archive makes the whole table unreadable, and what nobody needs
# any more is removed by VACUUM (ingot maintain), never by age. What is large and read once is the
# delivered files.
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket     = aws_s3_bucket.data.id
  depends_on = [aws_s3_bucket_versioning.data]

  rule {
    id     = "unfinished-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  rule {
    id     = "older-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.noncurrent_days
    }

    expiration {
      expired_object_delete_marker = true
    }
  }

  rule {
    id     = "landing-warm-then-cold"
    status = "Enabled"

    filter {
      prefix = "landing/"
    }

    transition {
      days          = var.landing_warm_days
      storage_class = "STANDARD_IA"
    }

    transition {
      days          = var.landing_cold_days
      storage_class = "GLACIER"
    }
  }

  # Rolled logs of runs that are over; the marker object that keeps the prefix there has another name.
  rule {
    id     = "event-logs-end"
    status = "Enabled"

    filter {
      prefix = "${var.event_logs}/eventlog_v2_"
    }

    expiration {
      days = var.event_log_days
    }
  }

  # A run asks the store by small objects and takes them away; one that was killed leaves them.
  rule {
    id     = "probes-end"
    status = "Enabled"

    filter {
      prefix = "lake/_ingot/probe/"
    }

    expiration {
      days = 1
    }
  }
}

# S3 has no folders: without an object below it Spark does not find the place for its event logs.
resource "aws_s3_object" "event_logs" {
  bucket  = aws_s3_bucket.data.id
  key     = "${var.event_logs}/.keep"
  content = ""
}
