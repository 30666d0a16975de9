"""W&B in its offline mode, with its default settings."""

import os
import sys

os.environ.update(WANDB_SILENT="true", WANDB_ERROR_REPORTING="false")

import wandb
from timing import report, time_calls

run = wandb.init(project="bench", mode="offline", dir=sys.argv[1])
result = time_calls(
    "wandb", lambda value, step: run.log({"loss": value}, step=step), int(sys.argv[2]), 500
)
run.finish()
report(result)
