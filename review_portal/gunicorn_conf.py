"""The web server's own settings; options on the command line go before them. Read by gunicorn, without Django."""

import os

from review_portal import logs

# Told to stop, it takes no new request and lets those at hand end; review_portal.serve waits five seconds longer.
graceful_timeout = 35
timeout = 120
logconfig_dict = logs.config(os.environ.get("LOG_LEVEL", "INFO"), "stdout")
# Bounds of what is read before Django sees it.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190


def child_exit(server: object, worker: object) -> None:
    """The counts of a process that ended stay in the sums; its gauges go."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client import multiprocess  # noqa: PLC0415 - reads the variable when it is imported

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[attr-defined]
