"""Executes notebooks from clean, and compares what they say with what is kept in them.

Called by .ci/interop-notebooks with the Python of its environment: execute.py [--keep] NOTEBOOK...
--keep writes the outputs into the notebooks in place of comparing them.
"""
import pathlib
import re
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

# A notebook's size, with its pictures.
MOST_BYTES = 400_000
# Of a machine and not of the lake: no path, no host, nothing that differs from run to run.
UNWANTED = re.compile(r"/(home|root|tmp|work|Users)/|localhost|\d+(\.\d+)? ?(ms|seconds)\b")


def clean(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [each for each in cell.outputs if each.get("name") != "stderr"]
            for output in cell.outputs:
                output.pop("metadata", None)
                if output.output_type in ("display_data", "execute_result"):
                    output["metadata"] = {}
                    # A table once, as text; its page-like form says the same again.
                    output["data"].pop("text/html", None)
                    if "image/png" in output["data"]:
                        output["data"].pop("text/plain", None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}


def said(cell):
    """What a cell says in words; pictures are looked at by people."""
    words = []
    for output in cell.get("outputs", []):
        words.append(output.get("text") or output.get("data", {}).get("text/plain", ""))
    return "\n".join(word.strip() for word in words if word.strip())


def differences(kept, made):
    if len(kept.cells) != len(made.cells):
        return ["other cells"]
    found = []
    for number, (before, after) in enumerate(zip(kept.cells, made.cells)):
        if after.cell_type != "code":
            continue
        if said(before) != said(after):
            found.append(f"cell {number}: kept\n{said(before)}\n  and now\n{said(after)}")
        pictures = [sum("image/png" in o.get("data", {}) for o in c.outputs) for c in (before, after)]
        if pictures[0] != pictures[1]:
            found.append(f"cell {number}: {pictures[0]} pictures kept, {pictures[1]} now")
    return found


def judge(file, keep):
    started = time.monotonic()
    kept = nbformat.read(file, as_version=4)
    made = nbformat.read(file, as_version=4)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    try:
        NotebookClient(made, timeout=900, resources={"metadata": {"path": str(file.parent)}}).execute()
    except CellExecutionError as failure:
        return [str(failure)[-4000:]], time.monotonic() - started
    clean(made)
    text = nbformat.writes(made)
    problems = [] if keep else differences(kept, made)
    for cell in made.cells:
        found = UNWANTED.search(said(cell)) if cell.cell_type == "code" else None
        if found:
            problems.append(f"says {found.group()!r}, which is of this machine or run:\n{said(cell)}")
    if len(text) > MOST_BYTES:
        problems.append(f"has {len(text)} bytes, more than {MOST_BYTES}")
    if keep and not problems:
        nbformat.validate(made)
        file.write_text(text + "\n", encoding="utf-8")
    return problems, time.monotonic() - started


def main():
    words = sys.argv[1:]
    keep = "--keep" in words
    passed = failed = 0
    for file in [pathlib.Path(word) for word in words if word != "--keep"]:
        problems, took = judge(file, keep)
        passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)
        print(f"{'FAILED' if problems else 'ok'}  {file.name}, {took:.0f} s")
        for problem in problems:
            print(problem)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
