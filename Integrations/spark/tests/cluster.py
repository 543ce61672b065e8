"""A standalone Spark cluster on the loopback interface: one master, two workers of one core each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType


class Cluster:
    def __init__(self, directory: Path, workers: int = 2) -> None:
        import pyspark

        self._class = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
        self._environment = {
            **os.environ,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_NO_DAEMONIZE": "1",
            "PYSPARK_PYTHON": sys.executable,
        }
        self._directory = directory
        self._count = workers
        self.workers: list[subprocess.Popen[str]] = []
        self.master: subprocess.Popen[str] | None = None
        self.url = ""

    def __enter__(self) -> Cluster:
        self.master = self._start("master", "--port", "0", "--webui-port", "0")
        self.url = self._wait_for(self.master, r"Starting Spark master at (spark://\S+)")
        for number in range(self._count):
            worker = self._start(
                "worker", "--cores", "1", "--memory", "2g", "--webui-port", "0", "--work-dir",
                str(self._directory / f"work-{number}"), self.url,
            )
            self._wait_for(worker, r"(Successfully registered) with master")
            self.workers.append(worker)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for process in [*self.workers, *([self.master] if self.master else [])]:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, role: str, *arguments: str) -> subprocess.Popen[str]:
        name = f"org.apache.spark.deploy.{role}.{role.capitalize()}"
        command = [self._class, name, "--host", "127.0.0.1", *arguments]
        return subprocess.Popen(
            command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )

    @staticmethod
    def _wait_for(process: subprocess.Popen[str], pattern: str) -> str:
        lines: list[str] = []
        stopper = threading.Timer(90, process.kill)
        stopper.start()
        try:
            for line in process.stderr:
                lines.append(line)
                if found := re.search(pattern, line):
                    threading.Thread(target=_drain, args=(process,), daemon=True).start()
                    return found.group(1)
        finally:
            stopper.cancel()
        raise RuntimeError("the cluster does not start:\n" + "".join(lines[-20:]))


def _drain(process: subprocess.Popen[str]) -> None:
    for _ in process.stderr:
        pass
