"""@ABOUT@

Written by: @COMMAND@
Change the project and write this file again; what is changed here is lost.

Runs on Airflow 2.9 and 2.10 with apache-airflow-providers-cncf-kubernetes, on a cluster that has
Kubeflow's spark-operator. It needs the connection kubernetes_default, the right to create, get,
watch and delete sparkapplications and to get, list, watch and patch pods and read their logs in
the namespace @NAMESPACE@, and mail set up in Airflow.
"""

from __future__ import annotations

import html
import re
from copy import deepcopy
from datetime import timedelta

import pendulum
from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
@IMPORTS@

APPLICATION = @APPLICATION@
NAMESPACE = @NAMESPACE_TEXT@
MAIL_TO = @MAIL_TO@

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
SPEC = @SPEC@


def application(select: str) -> dict:
    """The SparkApplication that brings the selected tables up to date."""
    arguments = ["run", "--select", select, @PLACE@]
    return {
        "apiVersion": @API_VERSION@,
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
    dag_id=@DAG_ID@,
    description=@DESCRIPTION@,
    schedule=@SCHEDULE@,
    start_date=pendulum.datetime(2024, 1, 1, tz=@ZONE@),
    catchup=False,
    max_active_runs=1,
    # Each is a driver and its executors.
    max_active_tasks=@AT_ONCE@,
    # A run that hangs must not keep those of the next days from starting.
    dagrun_timeout=timedelta(hours=24),
    is_paused_upon_creation=@PAUSED@,
    default_args={
        "owner": @OWNER@,
        "retries": @RETRIES@,
        "retry_delay": @PAUSE@,
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(hours=1),
        "on_failure_callback": tell,
    },
    on_failure_callback=tell_of_run,
    sla_miss_callback=tell_of_delay,
    tags=@TAGS@,
    doc_md=__doc__,
) as dag:
    task = {}

    @TASKS@
    @EDGES@
