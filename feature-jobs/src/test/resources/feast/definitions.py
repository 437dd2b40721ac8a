from datetime import timedelta

from feast import Entity, FeatureService, FeatureView, Field, FileSource, ValueType
from feast.data_format import DeltaFormat
from feast.types import (
    Array, Bool, Bytes, Float32, Float64, Int32, Int64, String, UnixTimestamp
)

entity_customer = Entity(
    name="customer",
    join_keys=["customer_id"],
    value_type=ValueType.INT64,
    description="Who buys",
    tags={"core": "true"},
    owner="crm",
)

entity_store = Entity(
    name="store",
    join_keys=["store"],
    value_type=ValueType.STRING,
)

source_by_store = FileSource(
    name="features.by_store",
    path="/lake/by_store",
    file_format=DeltaFormat(),
    timestamp_field="valid_from",
    created_timestamp_column="known_time",
)

view_by_store = FeatureView(
    name="by_store",
    entities=[entity_store, entity_customer],
    schema=[
        Field(name="store", dtype=String),
        Field(name="customer_id", dtype=Int64),
        Field(name="sales_7d", dtype=Int64, description="count of sale_id over 7d"),
    ],
    ttl=timedelta(0),
    online=False,
    source=source_by_store,
    tags={"deprecated": "use spending"},
)

source_spending = FileSource(
    name="features.spending",
    path="s3://lake/features/spending",
    file_format=DeltaFormat(),
    timestamp_field="valid_from",
    created_timestamp_column="known_time",
)

view_spending = FeatureView(
    name="spending",
    entities=[entity_customer],
    schema=[
        Field(name="customer_id", dtype=Int64),
        Field(name="spend_7d", dtype=Float64, description="Money spent", tags={"money": "true", "unit": "USD"}),
        Field(name="spend_30d", dtype=Float64, description="Money spent", tags={"money": "true", "unit": "USD"}),
        Field(name="stores", dtype=Int64, description="distinct of store over all events"),
    ],
    ttl=timedelta(seconds=2592000),
    online=True,
    source=source_spending,
    description="What a customer spends, in \"USD\"",
    tags={"daily": "true", "ingot_version": "3"},
    owner="growth",
)

service_churn = FeatureService(
    name="churn",
    features=[view_spending[["spend_7d"]], view_by_store],
    description="Who leaves",
    tags={"model": "true"},
    owner="growth",
)
