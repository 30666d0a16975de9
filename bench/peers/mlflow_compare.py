"""Compares runs as MLflow's users do in a notebook: reads their metrics with MLflow's client and draws
them with Altair, as the specification and the picture that a notebook shows of them.

`mlflow_compare.py make FOLDER RUNS STEPS` logs the runs; `mlflow_compare.py draw FOLDER REPETITIONS` prints
how long reading and drawing took, in milliseconds."""

import os
import pathlib
import platform
import random
import sys
import time
from importlib.metadata import version
from statistics import median

os.environ.update(MLFLOW_DISABLE_TELEMETRY="true", DO_NOT_TRACK="true")
WHAT, FOLDER, *NUMBERS = sys.argv[1:]
METRICS = ["loss", "accuracy"]
STARTED = time.perf_counter()

from mlflow.entities import Metric  # noqa: E402
from mlflow.tracking import MlflowClient  # noqa: E402
from timing import report  # noqa: E402

folder = pathlib.Path(FOLDER)
client = MlflowClient(tracking_uri=f"sqlite:///{folder / 'mlflow.db'}")


def make(runs, steps):
    random.seed(1)
    experiment = client.create_experiment("bench", artifact_location=(folder / "artifacts").as_uri())
    for i in range(runs):
        run = client.create_run(experiment, run_name=f"run-{i}").info.run_id
        client.log_param(run, "lr", 0.1 / (1 + i % 4))
        points = [
            Metric(name, random.random() / 10 + 1 / (step + 1), step, step)
            for name in METRICS
            for step in range(steps)
        ]
        for first in range(0, len(points), 1000):
            client.log_batch(run, metrics=points[first : first + 1000])
        client.set_terminated(run)
    report({"runs": runs})


def draw():
    import altair
    import pandas

    altair.data_transformers.disable_max_rows()
    rows = []
    experiment = client.get_experiment_by_name("bench").experiment_id
    for run in client.search_runs([experiment]):
        for name in METRICS:
            for point in client.get_metric_history(run.info.run_id, name):
                rows.append((run.info.run_name, name, point.step, point.value))
    table = pandas.DataFrame(rows, columns=["run", "metric", "step", "value"])
    panel = altair.Chart(table).mark_line().encode(x="step", y="value", color="run")
    chart = panel.facet("metric").resolve_scale(y="independent")
    specification = chart.to_dict()
    from vl_convert import vegalite_to_png

    picture = vegalite_to_png(specification, scale=2)
    if len(picture) < 10_000:
        raise RuntimeError("there is no picture")


if WHAT == "make":
    make(*map(int, NUMBERS))
else:
    draw()
    first = (time.perf_counter() - STARTED) * 1000
    times = []
    for _ in range(int(NUMBERS[0])):
        since = time.perf_counter()
        draw()
        times.append((time.perf_counter() - since) * 1000)
    versions = {name: version(name) for name in ["mlflow", "altair", "vl-convert-python"]}
    versions["Python"] = platform.python_version()
    report({"first": first, "warm": median(times), "versions": versions})
