"""Makes registry.hex: the registry that FeastRepositoryTest expects, by feast 0.67.0's own classes.

python registry.py > registry.hex
"""
import hashlib
import uuid

from feast.protos.feast.core.DataFormat_pb2 import FileFormat, TableFormat
from feast.protos.feast.core.DataSource_pb2 import DataSource
from feast.protos.feast.core.Entity_pb2 import Entity, EntitySpecV2
from feast.protos.feast.core.Feature_pb2 import FeatureSpecV2
from feast.protos.feast.core.FeatureService_pb2 import FeatureService, FeatureServiceSpec
from feast.protos.feast.core.FeatureView_pb2 import FeatureView, FeatureViewSpec
from feast.protos.feast.core.FeatureViewProjection_pb2 import FeatureViewProjection
from feast.protos.feast.core.Project_pb2 import Project, ProjectSpec
from feast.protos.feast.core.Registry_pb2 import ProjectMetadata, Registry
from feast.protos.feast.types.Value_pb2 import ValueType
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp


def name_uuid(of):
    """Java's UUID.nameUUIDFromBytes."""
    return str(uuid.UUID(bytes=hashlib.md5(of).digest(), version=3))


def entity(**spec):
    made = Entity(spec=EntitySpecV2(project="shop", **spec))
    made.meta.SetInParent()
    return made


def source(name, path):
    return DataSource(
        name=name, project="shop", type=DataSource.BATCH_FILE, timestamp_field="valid_from",
        created_timestamp_column="known_time",
        data_source_class_type="feast.infra.offline_stores.file_source.FileSource",
        file_options=DataSource.FileOptions(
            uri=path, file_format=FileFormat(delta_format=TableFormat.DeltaFormat())))


money = {"tags": {"money": "true", "unit": "USD"}, "description": "Money spent"}
spending = [
    FeatureSpecV2(name="spend_7d", value_type=ValueType.DOUBLE, **money),
    FeatureSpecV2(name="spend_30d", value_type=ValueType.DOUBLE, **money),
    FeatureSpecV2(name="stores", value_type=ValueType.INT64,
                  description="distinct of store over all events"),
]
by_store = [FeatureSpecV2(name="sales_7d", value_type=ValueType.INT64,
                          description="count of sale_id over 7d")]
customer_id = FeatureSpecV2(name="customer_id", value_type=ValueType.INT64)
store = FeatureSpecV2(name="store", value_type=ValueType.STRING)
spending_source = source("features.spending", "s3://lake/features/spending")
by_store_source = source("features.by_store", "/lake/by_store")
spending_view = FeatureView(spec=FeatureViewSpec(
    name="spending", project="shop", entities=["customer"], features=spending,
    entity_columns=[customer_id], ttl=Duration(seconds=30 * 86400), online=True,
    batch_source=spending_source, description='What a customer spends, in "USD"', owner="growth",
    tags={"daily": "true", "ingot_version": "3"}))
spending_view.meta.created_timestamp.CopyFrom(Timestamp(seconds=1767225600))
spending_view.meta.last_updated_timestamp.CopyFrom(Timestamp(seconds=1767312000))
by_store_view = FeatureView(spec=FeatureViewSpec(
    name="by_store", project="shop", entities=["store", "customer"], features=by_store,
    entity_columns=[store, customer_id], batch_source=by_store_source,
    tags={"deprecated": "use spending"}))
by_store_view.meta.SetInParent()


def projection(view, features):
    return FeatureViewProjection(
        feature_view_name=view.spec.name, feature_columns=features, timestamp_field="valid_from",
        created_timestamp_column="known_time", batch_source=view.spec.batch_source,
        view_type="featureView")


churn = FeatureService(spec=FeatureServiceSpec(
    name="churn", project="shop", description="Who leaves", owner="growth", tags={"model": "true"},
    features=[projection(spending_view, spending[:1]), projection(by_store_view, by_store)]))
churn.meta.SetInParent()
registry = Registry(
    entities=[
        entity(name="customer", value_type=ValueType.INT64, join_key="customer_id",
               description="Who buys", owner="crm", tags={"core": "true"}),
        entity(name="store", value_type=ValueType.STRING, join_key="store")],
    feature_views=[by_store_view, spending_view], feature_services=[churn],
    data_sources=[by_store_source, spending_source],
    project_metadata=[ProjectMetadata(project="shop", project_uuid=name_uuid(b"shop"))],
    projects=[Project(spec=ProjectSpec(name="shop"))])
content = registry.SerializeToString(deterministic=True)
registry.registry_schema_version = "1"
registry.version_id = name_uuid(content)
registry.last_updated.CopyFrom(Timestamp(seconds=1767323045, nanos=500000000))
text = registry.SerializeToString(deterministic=True).hex()
for at in range(0, len(text), 100):
    print(text[at:at + 100])
