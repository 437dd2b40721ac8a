"""Reads DAGs by Airflow itself, and says what is in them: dag.py FOLDER, one JSON object by DAG."""
import json
import logging
import sys
from datetime import timedelta

logging.disable(logging.WARNING)

from airflow.exceptions import AirflowException, AirflowFailException  # noqa: E402
from airflow.models.dagbag import DagBag  # noqa: E402
from airflow.providers.cncf.kubernetes.operators.custom_object_launcher import (  # noqa: E402
    CustomObjectLauncher,
)
from airflow.providers.cncf.kubernetes.operators.spark_kubernetes import (  # noqa: E402
    SparkKubernetesOperator,
)
from kubernetes.client import models as k8s  # noqa: E402


def require(holds, what):
    if not holds:
        raise SystemExit("Wrong: " + what)


def runs(dag):
    return [task for task in dag.tasks if isinstance(task, SparkKubernetesOperator)]


def checked(dag):
    require(not dag.catchup and dag.max_active_runs == 1, "catch-up, or two runs at once")
    require(dag.on_failure_callback and dag.sla_miss_callback, "nobody hears of a run")
    require(dag.dagrun_timeout == timedelta(hours=24), "a run without an end")
    for task in dag.tasks:
        require(task.on_failure_callback, f"{task.task_id}: nobody hears of its failure")
    for task in runs(dag):
        require(task.retries == 3 and task.retry_exponential_backoff, f"{task.task_id}: retries")
        require(task.retry_delay >= timedelta(seconds=60), f"{task.task_id}: no pause")
        require(task.doc_md and task.owner != "airflow", f"{task.task_id}: nobody is asked")
        task.render_template_fields({"ds": "2026-01-01"})
        rendered(task)
        judged(task)


def rendered(task):
    """What the provider would ask the cluster for, by its own code."""
    task.name = task.create_job_name()
    body = CustomObjectLauncher(
        name=task.name, namespace=task.namespace, kube_client=None, custom_obj_api=None,
        template_body=task.template_body).body
    require(body["kind"] == "SparkApplication", "kind")
    require(len(body["metadata"]["name"]) <= 63, f"{task.name} is too long")
    require(body["spec"]["restartPolicy"] == {"type": "Never"}, "the operator retries too")
    require(body["spec"]["arguments"][:2] == ["run", "--select"], "arguments")
    require(body["spec"]["driver"]["labels"], "the provider finds the driver by its labels")


def judged(task):
    """Another try follows where it may be of use, and there alone."""
    for code, final in ((1, False), (2, True), (3, True), (5, False), (6, True), (137, False)):
        for fail in (by_pod, by_status):
            try:
                fail(task, code)
                raise SystemExit(f"Wrong: exit code {code} is no failure")
            except AirflowFailException:
                require(final, f"exit code {code} is not tried again")
            except AirflowException:
                require(not final, f"exit code {code} is tried again")


def by_pod(task, code):
    """A driver that ran for a while: the provider looks at its pod."""
    terminated = k8s.V1ContainerStateTerminated(exit_code=code)
    status = k8s.V1ContainerStatus(
        name="spark-kubernetes-driver", image="i", image_id="i", ready=False, restart_count=0,
        state=k8s.V1ContainerState(terminated=terminated))
    pod = k8s.V1Pod(
        metadata=k8s.V1ObjectMeta(name="p-driver", labels={}),
        status=k8s.V1PodStatus(phase="Failed", container_statuses=[status]))
    task.__dict__["is_istio_enabled"] = lambda pod: False
    task.__dict__["patch_already_checked"] = lambda pod, reraise=True: None
    task.cleanup(pod, pod)


def by_status(task, code):
    """A driver that ended before the provider looked: it raises what the operator's status says."""
    told = f"Spark Job Failed. Error stack: driver container failed with ExitCode: {code}, Reason: Error"

    def ended(self, context):
        raise AirflowException(told)

    usual, SparkKubernetesOperator.execute = SparkKubernetesOperator.execute, ended
    try:
        type(task).execute(task, {})
    finally:
        SparkKubernetesOperator.execute = usual


def main():
    bag = DagBag(sys.argv[1], include_examples=False, read_dags_from_db=False)
    require(not bag.import_errors, str(bag.import_errors))
    require(bag.dags, "no DAG")
    told = {}
    for name, dag in bag.dags.items():
        checked(dag)
        mine = {task.task_id for task in runs(dag)}
        told[name] = {task.task_id: sorted(before(task, mine)) for task in runs(dag)}
    print(json.dumps(told))


def before(task, mine):
    """The runs that it waits for, seen through what stands between."""
    for each in task.upstream_list:
        if each.task_id in mine:
            yield each.task_id
        else:
            yield from before(each, mine)


if __name__ == "__main__":
    main()
