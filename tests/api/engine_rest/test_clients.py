"""Camunda's own clients work with us unchanged: on a served application, over HTTP."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from waitress import create_server

CLIENTS = Path(__file__).parents[1] / "clients"
NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node") or "node"
ORDERS = ("pay", "fail", "refuse")


@pytest.fixture
def address(crm):
    """Where the application is served."""
    server = create_server(crm, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/engine-rest"
    server.task_dispatcher.shutdown(cancel_pending=True, timeout=10)  # who still waits for work is answered first
    server.close()
    thread.join(10)


@pytest.fixture
def instances(doors, deployed):
    """A process for each order, waiting for a worker."""
    deployed("billing")
    return {order: doors.start("billing", order=order, amount=2) for order in ORDERS}


def check(doors, instances) -> None:
    """Each order went the way that its worker chose."""
    paths = {order: doors.path(instance) for order, instance in instances.items()}
    assert paths == {
        "pay": ["start", "charge", "paid"],
        "fail": ["start", "charge"],
        "refuse": ["start", "charge", "refused", "call"],
    }
    assert [each["incidentMessage"] for each in doors.get("incident")] == ["no wire"]
    variables = doors.get(f"process-instance/{instances['refuse']}/variables")
    assert (variables["errorMessage"]["value"], variables["x"]["value"]) == ("no money", 1)


def test_camunda_external_task_client_js(address, doors, instances):
    worker = [NODE, str(CLIENTS / "worker.mjs"), address, str(len(ORDERS))]
    done = subprocess.run(worker, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    check(doors, instances)


def test_camunda_external_task_client_python3(address, doors, instances):
    worker = [sys.executable, str(CLIENTS / "worker.py"), address, str(len(ORDERS))]
    done = subprocess.run(worker, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    check(doors, instances)
