"""Where the sample lake lies, and what reads it. The notebooks share this and nothing else."""

import json
import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile

import duckdb
from pyspark.sql import SparkSession

HOME = pathlib.Path(__file__).resolve().parent.parent
# What `bin/ingot demo` left; INGOT_DEMO says another folder.
DEMO = pathlib.Path(os.environ.get("INGOT_DEMO", HOME / "demo"))
LAKE = DEMO / "lake"


def session():
    """Spark with the Delta that Ingot itself uses, out of its own folder of jars."""
    jars = sorted((HOME / "app" / "target" / "ingot" / "lib").glob("delta-s*.jar"))
    return (
        SparkSession.builder.master("local[2]").appName("notebook")
        .config("spark.jars", ",".join(map(str, jars)))
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.session.timeZone", "UTC")
        # Small tables: many partitions would cost more than the work.
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.warehouse.dir", tempfile.mkdtemp(prefix="notebook-"))
        .getOrCreate()
    )


def delta(spark, table, lake=LAKE, version=None):
    """A table such as silver.sales, as it is now or was at a version."""
    reader = spark.read.format("delta")
    if version is not None:
        reader = reader.option("versionAsOf", version)
    return reader.load(str(lake / table.replace(".", "/")))


def duck(spark, table, lake=LAKE):
    """The same rows in DuckDB, without an extension: Delta names the files, DuckDB reads them.

    A folder holds files of older versions too, so `parquet_scan('folder/*')` would count rows twice.
    """
    files = [name.removeprefix("file://") for name in delta(spark, table, lake).inputFiles()]
    return duckdb.read_parquet(files, hive_partitioning=True)


def commits(table, lake=LAKE):
    """Each version's number, operation and what Ingot wrote into it, from the log itself."""
    for entry in sorted((lake / table.replace(".", "/") / "_delta_log").glob("*.json")):
        for line in entry.read_text().splitlines():
            action = json.loads(line)
            if "commitInfo" in action:
                info = action["commitInfo"]
                yield int(entry.stem), info["operation"], json.loads(info.get("userMetadata") or "{}")


def ingot(*words, demo=DEMO, project=HOME / "conf" / "foodmart"):
    """What a command of Ingot says, and its exit code, on the lake below a demo's folder."""
    variables = dict(os.environ)
    for line in (DEMO / "env").read_text().splitlines():
        if line.startswith("export "):
            name, value = line.removeprefix("export ").split("=", 1)
            variables[name] = shlex.split(value)[0]
    variables["INGOT_DEMO_HOME"] = str(demo)
    command = shlex.split(os.environ.get("INGOT", str(HOME / "bin" / "ingot")))
    done = subprocess.run(
        [*command, *words, "--project", str(project)],
        env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=900,
    )
    told = done.stdout
    for place in (demo, project, HOME):
        told = told.replace(str(place), place.name)
    return told, done.returncode


def copy_of_demo():
    """A lake and a project of one's own, so that what a notebook changes leaves the sample as it is."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ingot-notebook-"))
    shutil.copytree(LAKE, folder / "demo" / "lake")
    shutil.copytree(HOME / "conf" / "foodmart", folder / "foodmart")
    return folder / "demo", folder / "foodmart"
