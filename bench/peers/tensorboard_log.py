"""TensorBoard's own writer, with the queue and the flush interval that it has by default."""

import sys

from tensorboard.summary import Writer
from timing import report, time_calls

writer = Writer(sys.argv[1])
result = time_calls(
    "tensorboard", lambda value, step: writer.add_scalar("loss", value, step), int(sys.argv[2]), 1000
)
writer.close()
report(result)
