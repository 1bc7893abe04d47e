"""A worker as its authors write them: completes, fails or refuses the task of each order, then stops."""

import os
import sys

from camunda.external_task.external_task import ExternalTask, TaskResult
from camunda.external_task.external_task_worker import ExternalTaskWorker

CONFIG = {
    "auth_basic": {"username": "admin", "password": "demo"},
    "maxTasks": 1,
    "lockDuration": 10_000,
    "asyncResponseTimeout": 1000,
    "retries": 0,
    "retryTimeout": 0,
}


def handle(task: ExternalTask) -> TaskResult:
    order = task.get_variable("order")
    if order == "fail":
        return task.failure("no wire", "all of it", 0, 0)
    if order == "refuse":
        return task.bpmn_error("cardRefused", "no money", {"x": 1})
    return task.complete({"receipt": f"R-{task.get_variable('total')}"})


if __name__ == "__main__":
    os.environ["NO_PROXY"] = "127.0.0.1"
    worker = ExternalTaskWorker(worker_id="python", base_url=sys.argv[1], config=CONFIG)
    for _order in range(int(sys.argv[2])):  # `subscribe` goes on for ever
        worker.fetch_and_execute("charge-card", handle)
