"""Where results go: Parquet data sets, and files as `kzpipe run` writes them."""

from __future__ import annotations

import os
import tempfile
from typing import Iterable

from pyspark import StorageLevel
from pyspark.sql import DataFrame, Row
from pyspark.sql import functions as F


def write_datasets(results: DataFrame, directory: str) -> None:
    """`documents/` and `dead_letter/` as Parquet below `directory`; what stood there is replaced.

    Only the committed attempt of a task counts, so a retried or speculative task doubles nothing. The results are kept on
    the executors' disks between the two, unless the caller keeps them: every document would be processed twice otherwise.
    """
    is_kept = results.storageLevel.useDisk or results.storageLevel.useMemory
    if not is_kept:
        results.persist(StorageLevel.DISK_ONLY)
    try:
        results.where("status = 'exported'").drop("content", "error").write.mode("overwrite").parquet(
            os.path.join(directory, "documents")
        )
        results.where("status = 'failed'").drop("outputs").write.mode("overwrite").parquet(
            os.path.join(directory, "dead_letter")
        )
    finally:
        if not is_kept:
            results.unpersist()


def records(results: DataFrame, exporter: str) -> DataFrame:
    """The records of an exporter that writes many into one file, such as `article_json`: columns `uri` and `value`."""
    output = results.select("uri", F.explode("outputs").alias("output"))
    own = output.where((F.col("output.exporter") == exporter) & F.col("output.record").isNotNull())
    return own.select("uri", F.col("output.content").cast("string").alias("value"))


def write_files(results: DataFrame, directory: str) -> None:
    """The files of all exporters under `directory`, which every executor has to see under the same path.

    A file appears whole, under a name that the document alone decides: writing it twice changes nothing.
    """
    results.select("outputs").foreachPartition(_FileWriter(directory))


class _FileWriter:
    def __init__(self, directory: str) -> None:
        self._directory = os.path.abspath(directory)

    def __call__(self, rows: Iterable[Row]) -> None:
        for row in rows:
            for output in row.outputs:
                if output.file is not None:
                    self._write(os.path.join(self._directory, output.exporter, output.file), bytes(output.content))

    def _write(self, path: str, content: bytes) -> None:
        path = os.path.normpath(path)
        if not path.startswith(self._directory + os.sep):
            raise ValueError("an output path leaves the output directory")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".kzpipe-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
