"""Renders what is committed for a cluster and checks that its parts fit each other.

One line a check, and at the end how many passed and failed. Started by ../interop-k8s.
"""

import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import yaml

ENVIRONMENTS = ["dev", "staging", "prod"]
APPLICATIONS = {"SparkApplication", "ScheduledSparkApplication"}
# What the operator's chart makes, as far as something here selects it.
OPERATOR = {
    "labels": {"app.kubernetes.io/name": "spark-operator", "app.kubernetes.io/component": "controller"},
    "ports": {"metrics"},
}
SECRET_KEY = re.compile(r"passw|pwd|token|secret|access[._-]?key|api[._-]?key|(private|account|encryption)[._-]?key|credential", re.I)
SECRET_VALUE = re.compile(
    r"AKIA[0-9A-Z]{16}|-----BEGIN|hooks\.slack\.com/services/\w|://[^/\s:@$]+:[^/\s@$]+@|(?i:password|token)=[^$&\s]"
)
# Words with "secret" or the like in them that name something and hold nothing.
NAMES = {
    "automountServiceAccountToken",
    "secretRef",
    "secretKeyRef",
    "secretStoreRef",
    "secretName",
    "spark.hadoop.fs.s3a.aws.credentials.provider",
}


class Checks:
    """Counts, and says each at once."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def say(self, what, wrong):
        wrong = [wrong] if isinstance(wrong, str) else list(wrong or [])
        if wrong:
            self.failed += 1
            print(f"FAILED  {what}")
            for line in wrong:
                print(f"        {line}")
        else:
            self.passed += 1
            print(f"ok      {what}")
        sys.stdout.flush()
        return not wrong


def name(thing):
    return f"{thing['kind']} {thing['metadata']['name']}"


def load(text):
    return [thing for thing in yaml.safe_load_all(text) if thing]


def render(command, folder, checks, what):
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, timeout=120)
    wrong = done.stderr.strip().splitlines()
    if done.returncode and not wrong:
        wrong = [f"ended with {done.returncode}"]
    checks.say(f"{what} renders without a warning", wrong)
    return load(done.stdout) if done.returncode == 0 else []


def said_by_ingot(command, project, environment):
    done = subprocess.run(
        [*command, "k8s", "--project", str(project), "--env", environment],
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        return None, done.stderr.strip().splitlines()[-5:] or [f"it ended with {done.returncode}"]
    return load(done.stdout), []


def by_identity(things):
    return {
        (t["apiVersion"], t["kind"], t["metadata"].get("namespace"), t["metadata"]["name"]): t for t in things
    }


def differences(left, right, path=""):
    if isinstance(left, dict) and isinstance(right, dict):
        for key in sorted(set(left) | set(right), key=str):
            if key not in left or key not in right:
                yield f"{path}/{key} is only in {'the command' if key in right else 'the overlay'}"
            else:
                yield from differences(left[key], right[key], f"{path}/{key}")
    elif left != right:
        yield f"{path}: {left!r} in the overlay, {right!r} by the command"


def same_objects(overlay, command):
    left, right = by_identity(overlay), by_identity(command)
    wrong = [
        f"{key} is only in {'the overlay' if key in left else 'what the command says'}"
        for key in sorted(set(left) ^ set(right), key=str)
    ]
    for key in sorted(set(left) & set(right), key=str):
        wrong += [f"{key[1]} {key[3]} {line}" for line in differences(left[key], right[key])]
    return wrong


def spec_of(application):
    spec = application["spec"]
    return spec["template"] if application["kind"] == "ScheduledSparkApplication" else spec


def pods(things):
    """The pods that will be: labels, names of ports, security contexts."""
    found = []
    for thing in things:
        if thing["kind"] in APPLICATIONS:
            spec = spec_of(thing)
            for role in ("driver", "executor"):
                said = spec[role]
                # Spark's and the operator's own labels.
                labels = {
                    **said.get("labels", {}),
                    "spark-role": role,
                    "sparkoperator.k8s.io/launched-by-spark-operator": "true",
                    "sparkoperator.k8s.io/app-name": thing["metadata"]["name"],
                }
                ports = (
                    {"driver-rpc-port", "blockmanager", "spark-ui"} if role == "driver" else {"blockmanager"}
                )
                found.append(
                    {
                        "of": f"{name(thing)} ({role})",
                        "labels": labels,
                        "ports": ports,
                        "account": said.get("serviceAccount"),
                        "pod": said.get("podSecurityContext", {}),
                        "containers": [said.get("securityContext", {})],
                    }
                )
        elif thing["kind"] in {"Deployment", "StatefulSet", "DaemonSet", "Job"}:
            template = thing["spec"]["template"]
            containers = template["spec"]["containers"]
            found.append(
                {
                    "of": name(thing),
                    "labels": template["metadata"].get("labels", {}),
                    "ports": {
                        port["name"] for c in containers for port in c.get("ports", []) if "name" in port
                    },
                    "account": template["spec"].get("serviceAccountName"),
                    "pod": template["spec"].get("securityContext", {}),
                    "containers": [c.get("securityContext", {}) for c in containers],
                }
            )
    return found


def matches(selector, labels):
    if any(labels.get(key) != value for key, value in selector.get("matchLabels", {}).items()):
        return False
    for term in selector.get("matchExpressions", []):
        has, value = term["key"] in labels, labels.get(term["key"])
        if not {
            "In": has and value in term.get("values", []),
            "NotIn": not has or value not in term.get("values", []),
            "Exists": has,
            "DoesNotExist": not has,
        }[term["operator"]]:
            return False
    return True


def selections(things, made, services):
    """Selectors that find nothing, and ports that nothing has."""
    for thing in things:
        kind, spec = thing["kind"], thing.get("spec", {})

        def found(selector, among=None):
            return [one for one in (made if among is None else among) if matches(selector, one["labels"])]

        if kind == "Service" and spec.get("selector"):
            hit = found({"matchLabels": spec["selector"]})
            if not hit:
                yield f"{name(thing)} selects no pod"
            for port in spec["ports"]:
                target = port.get("targetPort")
                if isinstance(target, str) and not any(target in pod["ports"] for pod in hit):
                    yield f"{name(thing)} goes to port {target}, which no pod has"
        elif kind == "PodDisruptionBudget" and not found(spec["selector"]):
            yield f"{name(thing)} selects no pod"
        elif kind == "NetworkPolicy":
            if not found(spec["podSelector"]):
                yield f"{name(thing)} selects no pod"
            rules = [peer for rule in spec.get("ingress", []) for peer in rule.get("from", [])]
            rules += [peer for rule in spec.get("egress", []) for peer in rule.get("to", [])]
            for peer in rules:
                # Pods of other namespaces are made elsewhere.
                if (
                    "podSelector" in peer
                    and "namespaceSelector" not in peer
                    and not found(peer["podSelector"])
                ):
                    yield f"{name(thing)} lets through {peer['podSelector']}, which is no pod"
        elif kind in {"PodMonitor", "ServiceMonitor"}:
            elsewhere = spec.get("namespaceSelector", {}).get("matchNames")
            hit = found(
                spec["selector"],
                (
                    [OPERATOR]
                    if elsewhere == ["spark-operator"]
                    else services if kind == "ServiceMonitor" else made
                ),
            )
            if not hit:
                yield f"{name(thing)} selects nothing"
            for endpoint in spec.get("podMetricsEndpoints", []) + spec.get("endpoints", []):
                if not any(endpoint["port"] in one["ports"] for one in hit):
                    yield f"{name(thing)} reads port {endpoint['port']}, which nothing has"


def references(things, made):
    """Accounts, roles, config maps and claims that are named and not made."""
    have = {(t["kind"], t["metadata"]["name"]) for t in things}
    for thing in things:
        if thing["kind"] == "RoleBinding":
            wanted = [(thing["roleRef"]["kind"], thing["roleRef"]["name"])]
            wanted += [(s["kind"], s["name"]) for s in thing["subjects"]]
            yield from (
                f"{name(thing)} names {k} {n}, which is not made" for k, n in wanted if (k, n) not in have
            )
        elif thing["kind"] == "Deployment":
            text = json.dumps(thing["spec"]["template"])
            for kind, pattern in (
                ("ConfigMap", r'"configMap(?:KeyRef)?": \{[^}]*"name": "([^"]+)"'),
                ("PersistentVolumeClaim", r'"claimName": "([^"]+)"'),
            ):
                yield from (
                    f"{name(thing)} names {kind} {n}, which is not made"
                    for n in re.findall(pattern, text)
                    if (kind, n) not in have
                )
    for pod in made:
        if pod["account"] and ("ServiceAccount", pod["account"]) not in have:
            yield f"{pod['of']} runs as {pod['account']}, which is not made"


def restricted(made):
    """What the namespace's pod security level asks for."""
    for pod in made:
        for container in pod["containers"]:
            both = {**pod["pod"], **container}
            if both.get("runAsNonRoot") is not True or not both.get("runAsUser"):
                yield f"{pod['of']} may run as root"
            if both.get("seccompProfile", {}).get("type") not in {"RuntimeDefault", "Localhost"}:
                yield f"{pod['of']} has no seccomp profile"
            if container.get("allowPrivilegeEscalation") is not False:
                yield f"{pod['of']} may gain privileges"
            if container.get("capabilities", {}).get("drop") != ["ALL"]:
                yield f"{pod['of']} keeps capabilities"
            if container.get("readOnlyRootFilesystem") is not True:
                yield f"{pod['of']} can write to its image"


def tokens(things):
    """Executors that could speak to the API server."""
    closed = {
        t["metadata"]["name"]
        for t in things
        if t["kind"] == "ServiceAccount" and t.get("automountServiceAccountToken") is False
    }
    for thing in things:
        if thing["kind"] in APPLICATIONS:
            executor = spec_of(thing)["executor"]
            said = executor.get("template", {}).get("spec", {}).get("automountServiceAccountToken")
            if said is not False and not (said is None and executor.get("serviceAccount") in closed):
                yield f"{name(thing)}: executors get the token of {executor.get('serviceAccount')}"


def secrets(things):
    def walk(value, path):
        if isinstance(value, dict):
            said = value.get("value")
            if SECRET_KEY.search(str(value.get("name", ""))) and isinstance(said, str) and said[:4] != "arn:":
                yield f"{path}: {value['name']} has its value in it"
            for key, inner in value.items():
                if (
                    SECRET_KEY.search(str(key))
                    and isinstance(inner, str)
                    and key not in NAMES
                    and not inner.startswith("arn:")
                    and not str(key).startswith("spark.kubernetes.driver.secretKeyRef")
                ):
                    yield f"{path}/{key} has its value in it"
                yield from walk(inner, f"{path}/{key}")
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                yield from walk(inner, f"{path}/{number}")
        elif isinstance(value, str) and SECRET_VALUE.search(value):
            yield f"{path} looks like a secret"

    for thing in things:
        if thing["kind"] == "Secret":
            yield f"{name(thing)} is a Secret"
        yield from walk(thing, name(thing))


def megabytes(text):
    units = {"": 1 / 2**20, "Ki": 1 / 1024, "Mi": 1, "Gi": 1024, "Ti": 2**20, "m": 1, "g": 1024, "t": 2**20}
    number, unit = re.fullmatch(r"(\d+)([A-Za-z]*)", str(text)).groups()
    return int(number) * units[unit]


def cores(text):
    return int(text[:-1]) / 1000 if str(text).endswith("m") else float(text)


def quota(things, runs):
    """A quota that the greatest run does not fit in, as often as is promised, stops it in the middle."""
    hard = next((t["spec"]["hard"] for t in things if t["kind"] == "ResourceQuota"), None)
    if hard is None:
        yield "there is no quota"
        return
    cpu = memory = limit = pods_beside = 0
    for thing in things:
        if thing["kind"] == "Deployment":
            for container in thing["spec"]["template"]["spec"]["containers"]:
                count, resources = thing["spec"]["replicas"], container["resources"]
                cpu += count * cores(resources["requests"]["cpu"])
                memory += count * megabytes(resources["requests"]["memory"])
                limit += count * megabytes(resources["limits"]["memory"])
                pods_beside += count
    for thing in things:
        if thing["kind"] in APPLICATIONS:
            spec = spec_of(thing)
            most = spec["dynamicAllocation"]["maxExecutors"]
            parts = [(runs, spec["driver"]), (runs * most, spec["executor"])]
            need = cpu + sum(count * part["cores"] for count, part in parts)
            room = sum(
                count * (megabytes(part["memory"]) + megabytes(part["memoryOverhead"]))
                for count, part in parts
            )
            if need > cores(hard["requests.cpu"]):
                yield f"{name(thing)} and what is beside it want {need:g} cores of {hard['requests.cpu']}"
            for key, beside in (("requests.memory", memory), ("limits.memory", limit)):
                if room + beside > megabytes(hard[key]):
                    yield f"{name(thing)} and what is beside it want {room + beside:g} MiB of {key} {hard[key]}"
            count = runs * (most + 1) + pods_beside
            if count > int(hard["pods"]):
                yield f"{name(thing)} and what is beside it want {count} pods of {hard['pods']}"


def history(things):
    """The history server reads where the jobs write, from their image."""
    applications = [spec_of(t) for t in things if t["kind"] in APPLICATIONS]
    logs = {spec["sparkConf"].get("spark.eventLog.dir") for spec in applications}
    read = {t["data"]["LOGS"] for t in things if t["kind"] == "ConfigMap" and "LOGS" in t.get("data", {})}
    if logs != read:
        yield f"jobs write {sorted(map(str, logs))}, the history server reads {sorted(read)}"
    images = {spec["image"] for spec in applications}
    server = {
        c["image"]
        for t in things
        if t["kind"] == "Deployment" and t["metadata"]["name"] == "spark-history-server"
        for c in t["spec"]["template"]["spec"]["containers"]
    }
    if images != server:
        yield f"jobs run {sorted(images)}, the history server {sorted(server)}"


def pushed(things, project, environment):
    """The project pushes to a Service that there is."""
    address = next(
        (
            said["metrics"]["pushgateway"]
            for file in (project / "env" / f"{environment}.yml", project / "ingot.yml")
            if file.exists()
            for said in [yaml.safe_load(file.read_text())]
            if said.get("metrics", {}).get("pushgateway")
        ),
        None,
    )
    if address:
        host, port = re.fullmatch(r"https?://([\w.-]+):(\d+)/?", address).groups()
        if not any(
            t["kind"] == "Service"
            and t["metadata"]["name"] == host
            and int(port) in [p["port"] for p in t["spec"]["ports"]]
            for t in things
        ):
            yield f"metrics are pushed to {address}, and there is no such Service"


def merged(left, right):
    if isinstance(left, dict) and isinstance(right, dict):
        return {
            key: merged(left.get(key), right[key]) if key in right else left[key] for key in {**left, **right}
        }
    return left if right is None else right


def asked_of(project, environment):
    """Ports that a project's own files name, with who they are of."""
    said = yaml.safe_load((project / "ingot.yml").read_text())
    file = project / "env" / f"{environment}.yml"
    if file.exists():
        said = merged(said, yaml.safe_load(file.read_text()))
    variables = said.get("cluster", {}).get("environment", {})
    usual = {"postgresql": 5432, "mysql": 3306, "sqlserver": 1433, "https": 443, "http": 80}
    for what, connection in said.get("connections", {}).items():
        for key in ("url", "brokers", "nodes"):
            text = re.sub(
                r"\$\{env:(\w+)}",
                lambda found: str(variables.get(found[1], "")),
                str(connection.get(key, "")),
            )
            for scheme, host, port in re.findall(
                r"(?:(\w+)://)?([\w.-]+)(?::(\d+))?[^,]*", text.removeprefix("jdbc:")
            ):
                if host != "localhost":
                    yield what, int(port or usual[scheme])
    for what, channel in said.get("alerts", {}).get("channels", {}).items():
        yield what, int(channel.get("port", 587)) if channel["type"] == "email" else 443


def let_out(things, project, environment):
    """A source that no policy lets a driver reach is a run that hangs until its time is over."""
    driver = {"spark-role": "driver"}
    ports = {
        port["port"]
        for t in things
        if t["kind"] == "NetworkPolicy" and matches(t["spec"]["podSelector"], driver)
        for rule in t["spec"].get("egress", [])
        for port in rule.get("ports", [])
    }
    yield from (
        f"{what} is asked on port {port}, where no policy lets a driver out"
        for what, port in sorted(set(asked_of(project, environment)))
        if port not in ports
    )


def handed_out(things):
    """Secrets that pods name are made by an ExternalSecret, where the environment has such."""
    made = {t["spec"]["target"]["name"] for t in things if t["kind"] == "ExternalSecret"}
    if made:
        named = {
            source["secretRef"]["name"]
            for t in things
            if t["kind"] in APPLICATIONS
            for role in ("driver", "executor")
            for source in spec_of(t)[role].get("envFrom", [])
            if "secretRef" in source
        }
        yield from (f"Secret {one} is named by jobs and made by nobody" for one in sorted(named - made))


def rules(things, folder, monitoring, checks):
    """Alerts by promtool, as Prometheus will get them."""
    for thing in things:
        if thing["kind"] == "PrometheusRule":
            file = folder / f"{thing['metadata']['name']}.yml"
            file.write_text(yaml.safe_dump(thing["spec"]))
            done = subprocess.run(["promtool", "check", "rules", str(file)], capture_output=True, text=True)
            checks.say(
                f"promtool accepts {name(thing)}",
                done.returncode and (done.stdout + done.stderr).splitlines(),
            )
    done = subprocess.run(
        ["promtool", "test", "rules", "operator-alerts_test.yml"],
        cwd=monitoring,
        capture_output=True,
        text=True,
    )
    checks.say(
        "alerts about the operator fire and keep quiet as their cases say",
        done.returncode and (done.stdout + done.stderr).splitlines(),
    )


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--home", type=pathlib.Path, required=True)
    arguments.add_argument("--ingot", type=shlex.split, required=True)
    arguments.add_argument("--render", type=shlex.split, required=True)
    asked = arguments.parse_args()
    operator, project = asked.home / "spark-operator", asked.home / "conf/events"
    platform = operator / "platform"
    checks = Checks()

    everything = {}
    for environment in ENVIRONMENTS:
        jobs = render(asked.render, operator / "overlays" / environment, checks, f"overlays/{environment}")
        beside = render(
            asked.render, platform / "overlays" / environment, checks, f"platform/overlays/{environment}"
        )
        said, wrong = said_by_ingot(asked.ingot, project, environment)
        checks.say(
            f"overlays/{environment} is what ingot k8s --env {environment} says",
            wrong or same_objects(jobs, said),
        )
        everything[environment] = jobs + beside

    for environment, things in everything.items():
        made = pods(things)
        services = [
            {"labels": t["metadata"].get("labels", {}), "ports": {p.get("name") for p in t["spec"]["ports"]}}
            for t in things
            if t["kind"] == "Service"
        ]
        checks.say(
            f"{environment}: is all of one namespace",
            sorted(
                {
                    f"{name(t)} is in {t['metadata'].get('namespace')}"
                    for t in things
                    if (t["metadata"]["name"] if t["kind"] == "Namespace" else t["metadata"].get("namespace"))
                    != f"events-{environment}"
                }
            ),
        )
        checks.say(
            f"{environment}: has jobs, and pods beside them",
            not any(t["kind"] in APPLICATIONS for t in things) and "no jobs" or [],
        )
        checks.say(
            f"{environment}: nothing is made twice",
            len(by_identity(things)) != len(things) and "two objects of one name" or [],
        )
        checks.say(
            f"{environment}: every selector finds a pod, and every named port is one",
            selections(things, made, services),
        )
        checks.say(
            f"{environment}: accounts, roles, config maps and claims that are named are made",
            references(things, made),
        )
        checks.say(f"{environment}: pods keep the restricted level", restricted(made))
        checks.say(f"{environment}: executors have no token for the API server", tokens(things))
        checks.say(f"{environment}: no literal secret", secrets(things))
        runs = 2 if environment == "prod" else 1
        checks.say(f"{environment}: the greatest run fits into the quota, times {runs}", quota(things, runs))
        checks.say(
            f"{environment}: the history server reads the jobs' logs with the jobs' image", history(things)
        )
        checks.say(
            f"{environment}: metrics are pushed to the Pushgateway", pushed(things, project, environment)
        )
        checks.say(
            f"{environment}: drivers are let out to what the project names",
            let_out(things, project, environment),
        )
        checks.say(f"{environment}: Secrets that jobs name are handed out", handed_out(things))

    values = yaml.safe_load((platform / "operator/values.yaml").read_text())
    watched = set(values["spark"]["jobNamespaces"])
    checks.say(
        "the operator watches these namespaces", sorted(watched ^ {f"events-{e}" for e in ENVIRONMENTS})
    )

    monitoring = render(asked.render, platform / "monitoring", checks, "platform/monitoring")
    checks.say("platform/monitoring: every selector finds a pod", selections(monitoring, [], []))
    checks.say("platform/monitoring: no literal secret", secrets(monitoring))
    with tempfile.TemporaryDirectory() as folder:
        rules(monitoring, pathlib.Path(folder), platform / "monitoring", checks)

    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
