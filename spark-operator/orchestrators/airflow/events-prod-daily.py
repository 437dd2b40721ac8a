"""Brings the tables of events up to date, a task for each table.

Written by: ingot orchestrate airflow --env prod --job daily --by table (in the project's folder, or with --project)
Change the project and write this file again; what is changed here is lost.

Runs on Airflow 2.9 and 2.10 with apache-airflow-providers-cncf-kubernetes, on a cluster that has
Kubeflow's spark-operator. It needs the connection kubernetes_default, the right to create, get,
watch and delete sparkapplications and to get, list, watch and patch pods and read their logs in
the namespace events-prod, and mail set up in Airflow.
"""

from __future__ import annotations

import html
import re
from copy import deepcopy
from datetime import timedelta

import pendulum
from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor
from airflow.providers.cncf.kubernetes.operators.spark_kubernetes import SparkKubernetesOperator
from airflow.utils.email import send_email

APPLICATION = "events-daily"
NAMESPACE = "events-prod"
MAIL_TO = ["data-duty@example.com"]

# Exit codes of Ingot after which another try ends as this one did, until somebody has changed
# something. All others may pass: 1 (a source or the cluster failed), 5 (another run holds the
# table), and those of a killed driver.
FINAL = {
    2: "the project's files or the command's words are wrong",
    3: "a gate refused the batch, and nothing of it was published",
    6: "state or history is gone, and going on would lose rows",
}

# What a cluster is told of the job, as `ingot k8s` writes it, but for the arguments. Airflow alone
# starts again what failed: the operator would do so whatever the exit code.
SPEC = {
    "type": "Java",
    "mode": "cluster",
    "sparkVersion": "3.5.7",
    "image": "registry.example.com/ingot-events:0.1.0",
    "imagePullPolicy": "IfNotPresent",
    "mainClass": "io.ingot.app.Main",
    "mainApplicationFile": "local:///opt/ingot/ingot.jar",
    "timeToLiveSeconds": 86400,
    "restartPolicy": {
        "type": "Never",
    },
    "dynamicAllocation": {
        "enabled": True,
        "initialExecutors": 5,
        "minExecutors": 5,
        "maxExecutors": 50,
        "shuffleTrackingEnabled": True,
    },
    "sparkConf": {
        "spark.decommission.enabled": "true",
        "spark.eventLog.compress": "true",
        "spark.eventLog.dir": "s3a://events-prod/spark-events",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.rolling.enabled": "true",
        "spark.eventLog.rolling.maxFileSize": "64m",
        "spark.hadoop.fs.s3a.aws.credentials.provider": "com.amazonaws.auth.WebIdentityTokenCredentialsProvider",
        "spark.hadoop.fs.s3a.buffer.dir": "/var/data/spark-local-1/s3a",
        "spark.hadoop.fs.s3a.endpoint.region": "eu-central-1",
        "spark.hadoop.fs.s3a.path.style.access": "false",
        "spark.metrics.conf.*.sink.prometheusServlet.class": "org.apache.spark.metrics.sink.PrometheusServlet",
        "spark.metrics.conf.*.sink.prometheusServlet.path": "/metrics/prometheus",
        "spark.metrics.namespace": "events",
        "spark.sql.warehouse.dir": "file:///tmp/warehouse",
        "spark.storage.decommission.enabled": "true",
        "spark.storage.decommission.rddBlocks.enabled": "true",
        "spark.storage.decommission.shuffleBlocks.enabled": "true",
        "spark.ui.prometheus.enabled": "true",
    },
    "volumes": [
        {
            "name": "spark-local-dir-1",
            "emptyDir": {
                "sizeLimit": "100Gi",
            },
        },
        {
            "name": "tmp",
            "emptyDir": {
                "sizeLimit": "2Gi",
            },
        },
        {
            "name": "work-dir",
            "emptyDir": {
                "sizeLimit": "2Gi",
            },
        },
    ],
    "driver": {
        "cores": 4,
        "memory": "8g",
        "memoryOverhead": "1g",
        "serviceAccount": "ingot",
        "javaOptions": "-Dingot.exit.warnings=0",
        "labels": {
            "app.kubernetes.io/component": "driver",
            "app.kubernetes.io/instance": "events-daily",
            "app.kubernetes.io/managed-by": "ingot-k8s",
            "app.kubernetes.io/name": "ingot",
            "app.kubernetes.io/part-of": "events",
            "ingot.io/job": "daily",
        },
        "annotations": {
            "cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
            "karpenter.sh/do-not-disrupt": "true",
            "sidecar.istio.io/inject": "false",
        },
        "nodeSelector": {
            "kubernetes.io/arch": "amd64",
        },
        "affinity": {
            "nodeAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": {
                    "nodeSelectorTerms": [
                        {
                            "matchExpressions": [
                                {
                                    "key": "node.example.com/capacity",
                                    "operator": "NotIn",
                                    "values": [
                                        "spot",
                                    ],
                                },
                            ],
                        },
                    ],
                },
            },
        },
        "env": [
            {
                "name": "INGOT_DEMO_SINCE",
                "value": "2026-06-01",
            },
        ],
        "envFrom": [
            {
                "secretRef": {
                    "name": "ingot-events",
                },
            },
        ],
        "podSecurityContext": {
            "runAsUser": 185,
            "runAsGroup": 185,
            "runAsNonRoot": True,
            "seccompProfile": {
                "type": "RuntimeDefault",
            },
            "fsGroup": 185,
        },
        "securityContext": {
            "runAsUser": 185,
            "runAsGroup": 185,
            "runAsNonRoot": True,
            "seccompProfile": {
                "type": "RuntimeDefault",
            },
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {
                "drop": [
                    "ALL",
                ],
            },
        },
        "volumeMounts": [
            {
                "name": "spark-local-dir-1",
                "mountPath": "/var/data/spark-local-1",
            },
            {
                "name": "tmp",
                "mountPath": "/tmp",
            },
            {
                "name": "work-dir",
                "mountPath": "/opt/spark/work-dir",
            },
        ],
    },
    "executor": {
        "cores": 4,
        "memory": "16g",
        "memoryOverhead": "4g",
        "serviceAccount": "ingot",
        "labels": {
            "app.kubernetes.io/component": "executor",
            "app.kubernetes.io/instance": "events-daily",
            "app.kubernetes.io/managed-by": "ingot-k8s",
            "app.kubernetes.io/name": "ingot",
            "app.kubernetes.io/part-of": "events",
            "ingot.io/job": "daily",
        },
        "annotations": {
            "sidecar.istio.io/inject": "false",
        },
        "nodeSelector": {
            "kubernetes.io/arch": "amd64",
            "node.example.com/capacity": "spot",
        },
        "terminationGracePeriodSeconds": 120,
        "template": {
            "spec": {
                "automountServiceAccountToken": False,
                "containers": [
                    {
                        "name": "spark-kubernetes-executor",
                    },
                ],
            },
        },
        "tolerations": [
            {
                "key": "node.example.com/capacity",
                "operator": "Equal",
                "value": "spot",
                "effect": "NoSchedule",
            },
        ],
        "env": [
            {
                "name": "INGOT_DEMO_SINCE",
                "value": "2026-06-01",
            },
        ],
        "envFrom": [
            {
                "secretRef": {
                    "name": "ingot-events",
                },
            },
        ],
        "podSecurityContext": {
            "runAsUser": 185,
            "runAsGroup": 185,
            "runAsNonRoot": True,
            "seccompProfile": {
                "type": "RuntimeDefault",
            },
            "fsGroup": 185,
        },
        "securityContext": {
            "runAsUser": 185,
            "runAsGroup": 185,
            "runAsNonRoot": True,
            "seccompProfile": {
                "type": "RuntimeDefault",
            },
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {
                "drop": [
                    "ALL",
                ],
            },
        },
        "volumeMounts": [
            {
                "name": "spark-local-dir-1",
                "mountPath": "/var/data/spark-local-1",
            },
            {
                "name": "tmp",
                "mountPath": "/tmp",
            },
            {
                "name": "work-dir",
                "mountPath": "/opt/spark/work-dir",
            },
        ],
    },
}


def application(select: str) -> dict:
    """The SparkApplication that brings the selected tables up to date."""
    arguments = ["run", "--select", select, "--project", "/opt/ingot/project", "--env", "prod"]
    return {
        "apiVersion": "sparkoperator.k8s.io/v1beta2",
        "kind": "SparkApplication",
        "metadata": {"name": APPLICATION, "namespace": NAMESPACE},
        "spec": {**deepcopy(SPEC), "arguments": arguments},
    }


class IngotOnSpark(SparkKubernetesOperator):
    """A run of Ingot, of which the driver's exit code tells whether another try is of any use."""

    # A value of the spec that ends in .yml is a value and no file to be read.
    template_ext = ()

    def __init__(self, *, task_id: str, select: str, **more):
        super().__init__(
            task_id=task_id,
            namespace=NAMESPACE,
            name=re.sub("[._]", "-", f"{APPLICATION}-{task_id}"),
            template_spec=application(select),
            # A try that finds the pod of the one before would end as that one did. Two at once
            # do no harm: Ingot's lease turns the second away, with exit code 5.
            reattach_on_restart=False,
            # The application stays to be looked at as long as its timeToLiveSeconds says.
            delete_on_termination=False,
            **more,
        )

    def execute(self, context):
        try:
            return super().execute(context)
        except AirflowFailException:
            raise
        except AirflowException as failure:
            # A driver that ended at once is told of by the operator's status, in these words.
            told = re.search(r"driver container failed with ExitCode: (\d+)", str(failure))
            give_up_if_final(int(told.group(1)) if told else None, failure)
            raise

    def cleanup(self, pod, remote_pod):
        try:
            super().cleanup(pod, remote_pod)
        except AirflowException as failure:
            give_up_if_final(exit_code(remote_pod, self.BASE_CONTAINER_NAME), failure)
            raise


def exit_code(pod, container: str) -> int | None:
    """What the driver ended with; None of one whose pod is gone."""
    for status in (pod and pod.status and pod.status.container_statuses) or []:
        if status.name == container and status.state and status.state.terminated:
            return status.state.terminated.exit_code
    return None


def give_up_if_final(code: int | None, failure: Exception) -> None:
    """Fails without another try where none is of any use."""
    if code in FINAL:
        raise AirflowFailException(f"Exit code {code}: {FINAL[code]}.") from failure


def tell(context) -> None:
    """Mails that a task failed: after its last try, or at once where another is of no use."""
    task = context["task_instance"]
    mail(
        f"{task.dag_id}: {task.task_id} failed",
        f"Run {task.run_id}, try {task.try_number}: {context.get('exception')}",
        task.log_url,
    )


def tell_of_run(context) -> None:
    """Mails that a run took too long; of tasks that failed the mail is theirs."""
    if context.get("reason") == "timed_out":
        run = context["dag_run"]
        mail(f"{run.dag_id}: a run takes too long", f"Run {run.run_id} was ended.", "")


def tell_of_delay(dag, task_list, blocking_task_list, slas, blocking_tis) -> None:
    """Mails that tables are later than the project says they may be."""
    late = ", ".join(sorted({sla.task_id for sla in slas}))
    mail(f"{dag.dag_id}: late", f"Not up to date in time: {late}", "")


def mail(subject: str, text: str, link: str) -> None:
    look = f'<p><a href="{html.escape(link)}">Log</a></p>' if link else ""
    if MAIL_TO:
        send_email(to=MAIL_TO, subject=subject, html_content=f"<p>{html.escape(text)}</p>{look}")


with DAG(
    dag_id="events-prod-daily",
    description="Brings the tables of events up to date, a task for each table.",
    schedule="0 2 * * *",
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    # Each is a driver and its executors.
    max_active_tasks=4,
    # A run that hangs must not keep those of the next days from starting.
    dagrun_timeout=timedelta(hours=24),
    is_paused_upon_creation=False,
    default_args={
        "owner": "events",
        "retries": 3,
        "retry_delay": timedelta(seconds=60),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(hours=1),
        "on_failure_callback": tell,
    },
    on_failure_callback=tell_of_run,
    sla_miss_callback=tell_of_delay,
    tags=["ingot", "events", "prod"],
    doc_md=__doc__,
) as dag:
    task = {}

    task["bronze.activity"] = IngotOnSpark(
        task_id="bronze.activity",
        select="bronze.activity",
        doc_md="**bronze.activity**. What the services of the platform say as it happens.",
    )
    task["bronze.app_events"] = IngotOnSpark(
        task_id="bronze.app_events",
        select="bronze.app_events",
        doc_md="**bronze.app_events**. What users do in the app.",
    )
    task["bronze.daily_events.delivered"] = S3KeySensor(
        task_id="bronze.daily_events.delivered",
        aws_conn_id="events_landing",
        bucket_key="s3://events-prod/landing/*/*.csv",
        wildcard_match=True,
        mode="reschedule",
        poke_interval=300,
        timeout=3600,
        soft_fail=True,
    )
    task["bronze.daily_events"] = IngotOnSpark(
        task_id="bronze.daily_events",
        select="bronze.daily_events",
        # Files that did not come in time come with the next run.
        trigger_rule="none_failed",
        doc_md="**bronze.daily_events**. Five CSV files a day, each from another region.",
    )
    task["bronze.mobile_events"] = IngotOnSpark(
        task_id="bronze.mobile_events",
        select="bronze.mobile_events",
        doc_md="**bronze.mobile_events**. What the mobile app reports, asked for by the time at which it was reported.",
    )
    task["bronze.partner_events"] = IngotOnSpark(
        task_id="bronze.partner_events",
        select="bronze.partner_events",
        sla=timedelta(hours=42),
        doc_md="**bronze.partner_events**. What a partner saw, asked for day by day once the day is over.",
    )
    task["bronze.shop_events"] = IngotOnSpark(
        task_id="bronze.shop_events",
        select="bronze.shop_events",
        doc_md="**bronze.shop_events**. What customers do at the till, with a mark on what was taken back.",
    )
    task["bronze.web_events"] = IngotOnSpark(
        task_id="bronze.web_events",
        select="bronze.web_events",
        doc_md="**bronze.web_events**. What visitors do on the web site.",
    )
    task["silver.user_events"] = IngotOnSpark(
        task_id="silver.user_events",
        select="silver.user_events",
        owner="events team",
        sla=timedelta(hours=2),
        doc_md="**silver.user_events**. Every event once, whichever of the seven sources told it. From bronze.activity, bronze.app_events, bronze.daily_events, bronze.mobile_events, bronze.partner_events, bronze.shop_events, bronze.web_events.",
    )
    task["silver.user_events_lenient"] = IngotOnSpark(
        task_id="silver.user_events_lenient",
        select="silver.user_events_lenient",
        doc_md="**silver.user_events_lenient**. The same events by the other rule for a negative amount, which counts as none. From bronze.activity, bronze.app_events, bronze.daily_events, bronze.mobile_events, bronze.partner_events, bronze.shop_events, bronze.web_events.",
    )
    task["gold.daily_activity"] = IngotOnSpark(
        task_id="gold.daily_activity",
        select="gold.daily_activity",
        owner="events team",
        sla=timedelta(hours=3),
        doc_md="**gold.daily_activity**. Events, users and amounts by day and type. From silver.user_events.",
    )
    task["features.event_text"] = IngotOnSpark(
        task_id="features.event_text",
        select="features.event_text",
        owner="growth",
        doc_md="**features.event_text**. The words of an event. From silver.user_events.",
    )
    task["features.event_values"] = IngotOnSpark(
        task_id="features.event_values",
        select="features.event_values",
        owner="growth",
        doc_md="**features.event_values**. What one event says to a model. From silver.user_events.",
    )
    task["features.item_stats"] = IngotOnSpark(
        task_id="features.item_stats",
        select="features.item_stats",
        owner="catalogue",
        doc_md="**features.item_stats**. What an item costs, belongs to, and how much it is asked for. From silver.user_events.",
    )
    task["features.user_days"] = IngotOnSpark(
        task_id="features.user_days",
        select="features.user_days",
        owner="growth",
        doc_md="**features.user_days**. How regularly a user comes. From silver.user_events.",
    )
    task["features.user_live"] = IngotOnSpark(
        task_id="features.user_live",
        select="features.user_live",
        owner="growth",
        doc_md="**features.user_live**. What a user is doing now, a minute after at the latest. From silver.user_events.",
    )
    task["features.user_stats"] = IngotOnSpark(
        task_id="features.user_stats",
        select="features.user_stats",
        owner="growth",
        doc_md="**features.user_stats**. What a user has done so far, and lately. From silver.user_events.",
    )
    task["bronze.daily_events.delivered"] >> task["bronze.daily_events"]
    [
        task["bronze.activity"],
        task["bronze.app_events"],
        task["bronze.daily_events"],
        task["bronze.mobile_events"],
        task["bronze.partner_events"],
        task["bronze.shop_events"],
        task["bronze.web_events"],
    ] >> task["silver.user_events"]
    [
        task["bronze.activity"],
        task["bronze.app_events"],
        task["bronze.daily_events"],
        task["bronze.mobile_events"],
        task["bronze.partner_events"],
        task["bronze.shop_events"],
        task["bronze.web_events"],
    ] >> task["silver.user_events_lenient"]
    task["silver.user_events"] >> task["gold.daily_activity"]
    task["silver.user_events"] >> task["features.event_text"]
    task["silver.user_events"] >> task["features.event_values"]
    task["silver.user_events"] >> task["features.item_stats"]
    task["silver.user_events"] >> task["features.user_days"]
    task["silver.user_events"] >> task["features.user_live"]
    task["silver.user_events"] >> task["features.user_stats"]
