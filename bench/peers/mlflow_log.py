"""MLflow's client directly on a SQLite store, without a server between."""

import os
import pathlib
import sys

os.environ.update(MLFLOW_DISABLE_TELEMETRY="true", DO_NOT_TRACK="true")

from mlflow.tracking import MlflowClient
from timing import report, time_calls

folder = pathlib.Path(sys.argv[1])
client = MlflowClient(tracking_uri=f"sqlite:///{folder / 'mlflow.db'}")
experiment = client.create_experiment("bench", artifact_location=(folder / "artifacts").as_uri())
run = client.create_run(experiment).info.run_id
result = time_calls(
    "mlflow",
    lambda value, step: client.log_metric(run, "loss", value, step=step),
    int(sys.argv[2]),
    20,
)
report(result)
