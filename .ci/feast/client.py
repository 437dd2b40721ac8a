"""What clients of Feast see of what Ingot wrote: called by interop-feast with the project's folder.

Nothing here is of Ingot: values are asked of Feast, and compared with the facts that the project was
made of, with a naive look at every row, and with Ingot's own training sets.
"""
import datetime as dt
import importlib.util
import json
import pathlib
import socket
import subprocess
import sys
import time
import urllib.request
import warnings

import duckdb
import pandas as pd
import pyarrow.parquet as parquet
from feast import FeatureStore, RepoConfig
from feast.protos.feast.core.Registry_pb2 import Registry

warnings.filterwarnings("ignore")
FOLDER = pathlib.Path(sys.argv[1]).resolve()
REPO = FOLDER / "feast"
FACTS = json.loads((FOLDER / "facts.json").read_text())
UTC = dt.timezone.utc
NUMBERS = {"small": int, "whole": int, "big": int, "real": float, "exact": float, "price": float}


def require(holds, what):
    if not holds:
        raise SystemExit("Wrong: " + what)


def same(found, expected, what):
    require(found == expected, f"{what} is {found!r}, not {expected!r}")


def moment(text):
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=UTC)


def told(service):
    """What a service says of itself."""
    taken = [(part.name, part.name_alias, sorted(part.features, key=lambda field: field.name))
             for part in service.feature_view_projections]
    return service.name, service.description, service.owner, service.tags, taken


def registry(store):
    """The file holds what Feast itself would have written, and what Python says of the same."""
    raw = (REPO / "registry.db").read_bytes()
    same(Registry.FromString(raw).SerializeToString(deterministic=True), raw, "the registry")
    spec = importlib.util.spec_from_file_location("definitions", REPO / "definitions.py")
    definitions = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(definitions)
    scratch = FeatureStore(config=RepoConfig(
        project=store.project, provider="local", registry=str(FOLDER / "scratch" / "registry.db"),
        online_store={"type": "sqlite", "path": str(FOLDER / "scratch" / "online.db")},
        offline_store={"type": "duckdb"}, entity_key_serialization_version=3))
    (FOLDER / "scratch").mkdir(exist_ok=True)
    scratch.apply([thing for name, thing in vars(definitions).items()
                   if name.startswith(("entity_", "source_", "view_", "service_"))])
    for kind in ("entities", "data_sources", "feature_views", "feature_services"):
        listed = {one.name: one for one in getattr(store, "list_" + kind)()}
        applied = {one.name: one for one in getattr(scratch, "list_" + kind)() if one.name != "__dummy"}
        same(sorted(listed), sorted(applied), kind)
        for name, one in listed.items():
            other = applied[name]
            if kind == "feature_services":
                # Feast's apply guesses the time column of what a service takes anew, and wrongly.
                one, other = told(one), told(other)
            require(one == other, f"{kind} {name}: {one} is not {other}")
    same(sorted(one.name for one in store.list_entities()), ["shop", "thing", "who"], "entities")
    thing = store.get_entity("thing")
    same((thing.join_key, thing.description, thing.owner, thing.tags),
         ("id", "One of everything", "ann", {"core": "true"}), "the entity")
    require(thing.created_timestamp is not None, "nobody knows when the entity was made")
    view = store.get_feature_view("every_type")
    price = next(field for field in view.features if field.name == "price")
    same(price.tags, {"unit": "EUR", "money": "true"}, "the tags of a feature")
    same((view.online, view.owner, view.ttl, view.batch_source.timestamp_field),
         (True, "ann", dt.timedelta(0), "valid_from"), "the view")
    same(store.get_feature_view("late").online, False, "whether late is served")
    same(store.get_feature_view("late").ttl, dt.timedelta(days=10), "the ttl")
    same(store.get_feature_service("late").tags, {"late": "true"}, "the tags of a service")
    return len(view.features)


def thing(number):
    """What every_type should hold of an entity."""
    value = {}
    for column, texts in FACTS["things"].items():
        text = texts[number]
        if text == "":
            value[column] = None
        elif column in NUMBERS:
            value[column] = NUMBERS[column](text)
        elif column == "flag":
            value[column] = text == "true"
        elif column in ("day", "moment"):
            value[column] = moment(text)
        else:
            value[column] = text
    if value["real"] is not None:
        value["real"] = float(pd.Series([value["real"]], dtype="float32")[0])
    full = value["flag"] is not None
    text = value["text"]
    words = {"plain": ["plain"], "two  \"words\"": ["two", "words"], None: None}
    value |= {
        "raw": text.encode() if full else None,
        "flags": [value["flag"], not value["flag"]] if full else None,
        "wholes": [value["whole"], -1] if full else None,
        "bigs": [value["big"], -1] if full else None,
        "reals": [value["real"]] if full else None,
        "exacts": [value["exact"], -0.5] if full else None,
        "texts": [text, ""] if full else None,
        "raws": [text.encode()] if full else None,
        "moments": [value["moment"]] if full else None,
        "words": words.get(text, ["na\u00efve", "\u4f60", "\u597d"]),
    }
    return value


def read(store, features, rows):
    """The answer as a row for each entity."""
    answer = store.get_online_features(features=features, entity_rows=rows).to_dict()
    return [{name: answer[name][at] for name in answer} for at in range(len(rows))]


def online(store):
    """Single values of all types, and nulls, of one entity and of many."""
    view = store.get_feature_view("every_type")
    features = [f"every_type:{field.name}" for field in view.features]
    ids = [int(text) for text in FACTS["ids"]]
    expected = [{"id": number, **thing(at)} for at, number in enumerate(ids)]
    for one in expected:
        same(read(store, features, [{"id": one["id"]}])[0], one, "one entity")
    nobody = {"id": 99, **{field.name: None for field in view.features}}
    many = [expected[2], nobody, *expected, expected[0]]
    same(read(store, features, [{"id": one["id"]} for one in many]), many, "many entities")
    return len(features), len(many)


def services(store):
    """By a service, several views and composite keys that are alike as texts."""
    latest, totals = {}, {}
    for row in FACTS["events"]:
        key = (row["who"], row["shop"])
        if key not in latest or row["at"] > latest[key]["at"]:
            latest[key] = row
    keys = [*latest, ("nobody", "0"), ("1", "3")]
    rows = [{"who": who, "shop": shop} for who, shop in keys]
    found = read(store, store.get_feature_service("early"), rows)
    for (who, shop), row in zip(keys, found):
        event = latest.get((who, shop), {"score": "", "grade": ""})
        same(row["score"], float(event["score"]) if event["score"] else None, f"{who} {shop}: score")
        same(row["grade"], int(event["grade"]) if event["grade"] else None, f"{who} {shop}: grade")
        # Its ttl was over long ago.
        same(row["recent"], None, f"{who} {shop}: a value whose time is over")
    return len(keys)


def naive(label, rows, ttl, known):
    """The row that holds, by looking at every row."""
    at = moment(label["event_timestamp"])
    best = None
    for row in rows:
        when, told = moment(row["at"]), moment(row["known_at"])
        if ((row["who"], row["shop"]) == (label["who"], label["shop"]) and when <= at
                and (ttl is None or when >= at - ttl) and (told <= at or not known)
                and (best is None or (when, told) > best[0])):
            best = ((when, told), row)
    return best[1] if best else {"score": "", "grade": ""}


def offline(store):
    """The registry with each offline store that works here without Spark, by its name."""
    folder = FOLDER / "dask"
    folder.mkdir(exist_ok=True)
    settings = (REPO / "feature_store.yaml").read_text(encoding="utf-8")
    (folder / "feature_store.yaml").write_text(
        settings.replace("type: duckdb", "type: dask")
        .replace("registry: registry.db", f"registry: {REPO / 'registry.db'}"), encoding="utf-8")
    # Dask reads every file of the table's folder; nothing was taken out of these tables yet.
    yield "dask", FeatureStore(repo_path=str(folder))
    # DuckDB would fetch it from its own site.
    extension = next(pathlib.Path(duckdb.__file__).parent.parent.glob(
        "duckdb_ext/extensions/*/*/delta.duckdb_extension"))
    duckdb.sql(f"INSTALL '{extension}'")
    yield "duckdb", store


def history(store, service, columns, **more):
    """Feast's training rows, and Ingot's, by label, as Arrow has them: pandas loses digits."""
    labels = pd.DataFrame(FACTS["labels"])
    labels["event_timestamp"] = pd.to_datetime(labels["event_timestamp"], utc=True)
    frame = store.get_historical_features(
        entity_df=labels, features=store.get_feature_service(service), **more).to_arrow()
    feast = {row["label_id"]: tuple(plain(row[name]) for name in columns)
             for row in frame.to_pylist()}
    files = sorted((FOLDER / "trainset" / service).rglob("*.parquet"))
    ingot = {row["label_id"]: tuple(row[name] for name in columns)
             for file in files for row in parquet.read_table(file).to_pylist()}
    same(len(ingot), len(FACTS["labels"]), "the number of Ingot's training rows")
    return feast, ingot


def plain(value):
    """A value with None for a NaN, which a null becomes on Dask's way."""
    return None if isinstance(value, float) and value != value else value


def expected(rows, ttl, known):
    held = {label["label_id"]: naive(label, rows, ttl, known) for label in FACTS["labels"]}
    return {label: (float(row["score"]) if row["score"] else None,
                    int(row["grade"]) if row["grade"] else None) for label, row in held.items()}


def alike(feast, other, whole, what):
    """The same rows; Dask loses labels of entities whose values are all of another time."""
    for label, row in other.items():
        if label in feast:
            same(feast[label], row, f"{what}, label {label}")
        else:
            require(not whole and None in row, f"{what} lack label {label}")
    require(len(feast) > 0.6 * len(other), f"{what} are {len(feast)} only")


def early(name, store):
    """Where everything is known at once, both make the same of it."""
    feast, ingot = history(store, "early", ["score", "grade", "recent", "total_7d"])
    alike(feast, ingot, name != "dask", f"{name}: training rows")
    rows = [{**row, "known_at": row["at"]} for row in FACTS["events"]]
    whole = expected(rows, None, False)
    brief = expected(rows, dt.timedelta(days=10), False)
    for label, row in ingot.items():
        same(row[:3], (*whole[label], brief[label][0]), f"the row of label {label}")
    # The case has what it is about: values, none, and times to live that are over.
    require(len(set(feast.values())) > 20, "too few different rows")
    require(any(whole[label][0] is not None and brief[label][0] is None for label in whole),
            "no time to live is over")
    return len(feast), len(ingot)


def late(store):
    """Where it is known late, Feast sees the future unless it is told not to; Ingot never does.

    Not on Dask's way: there Feast sorts by two columns one after the other, and the second sort may
    undo the first, so that of two rows of one moment it takes either.
    """
    columns, ttl = ["score", "grade"], dt.timedelta(days=10)
    rows = FACTS["events"] + FACTS["corrections"]
    feast, ingot = history(store, "late", columns)
    future = expected(rows, ttl, False)
    same(ingot, expected(rows, ttl, True), "Ingot's training rows")
    same(feast, future, "Feast's training rows that see the future")
    differ = {label for label in feast if feast[label] != ingot[label]}
    require(20 < len(differ) < len(feast) - 20, f"{len(differ)} of {len(feast)} rows differ")
    heeding, _ = history(store, "late", columns, filter_by_created_timestamp=True)
    same(heeding, ingot, "Feast's training rows that heed the known time")
    return len(differ), len(feast)


def server(rows):
    """The feature server answers the same over HTTP."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with open(FOLDER / "server.log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [pathlib.Path(sys.executable).parent / "feast", "-c", REPO, "serve", "-h", "127.0.0.1",
             "-p", str(port)], stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                require(process.poll() is None, "the feature server ended: "
                        + (FOLDER / "server.log").read_text(encoding="utf-8")[-2000:])
                time.sleep(0.2)
        asked = json.dumps({"features": ["every_type:big", "every_type:text", "every_type:price"],
                            "entities": {"id": [row["id"] for row in rows]}}).encode()
        with urllib.request.urlopen(urllib.request.Request(
                f"http://127.0.0.1:{port}/get-online-features", asked,
                {"Content-Type": "application/json"}), timeout=60) as answer:
            said = json.load(answer)
        names = said["metadata"]["feature_names"]
        for name in ("text", "price"):
            same(said["results"][names.index(name)]["values"], [row[name] for row in rows],
                 "what the feature server says of " + name)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main():
    store = FeatureStore(repo_path=str(REPO))
    print("registry: %d features of one view, and all else, as Feast itself would write it"
          % registry(store))
    print("online: %d features of all types, %d entities at once" % online(store))
    print("services: %d composite keys" % services(store))
    for name, other in offline(store):
        print(name + ": the same training rows, %d of %d labels" % early(name, other))
        if name == "duckdb":
            print("known late: %d of %d rows differ, none when Feast is told to heed it"
                  % late(other))
    server([{"id": int(number), **thing(at)} for at, number in enumerate(FACTS["ids"])])
    print("feature server: the same over HTTP")


if __name__ == "__main__":
    main()
