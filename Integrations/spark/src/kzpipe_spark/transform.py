"""kzpipe as a step between two Spark data frames."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import Any, Iterable, Iterator, Mapping, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.types import ArrayType, BinaryType, StringType, StructField, StructType

from .worker import Answer, Document, Worker

#: Columns of a document that `process` looks for; `uri` and `content` are required.
DOCUMENT_COLUMNS = ("uri", "content", "slug", "id", "url", "media_type", "encoding", "fetched")

_ERROR = StructType([StructField(name, StringType()) for name in ("stage", "code", "message", "place", "advice")])
_OUTPUT = StructType(
    [
        StructField("exporter", StringType(), False),
        StructField("file", StringType()),
        StructField("record", StringType()),
        StructField("content", BinaryType(), False),
    ]
)

#: One row a document. `status` is `exported`, `skipped` or `failed`; failed rows carry `error` and the `content` as it was
#: received, so that they are a dead letter that can be run again.
RESULT_SCHEMA = StructType(
    [
        StructField("uri", StringType(), False),
        StructField("slug", StringType()),
        StructField("id", StringType()),
        StructField("status", StringType(), False),
        StructField("error", _ERROR),
        StructField("outputs", ArrayType(_OUTPUT, False), False),
        StructField("media_type", StringType()),
        StructField("content", BinaryType()),
        StructField("config_sha256", StringType(), False),
    ]
)

#: Rows of a batch that goes back to Spark: results hold whole files.
_BATCH_ROWS = 64


@dataclass(frozen=True)
class Settings:
    """How the workers of a job are run; all of it is sent to the executors."""

    #: Path of the configuration as the executors see it.
    config: str
    #: `kzpipe` or its path in an unpacked archive, such as `./kzpipe/bin/kzpipe`.
    command: Sequence[str] = ("kzpipe",)
    #: `path=value` for `--set`.
    overrides: Sequence[str] = ()
    #: Documents that a worker may have at a time.
    in_flight: int = 32
    #: Seconds without an answer after which a worker is taken for hung; above the configuration's own limit per document.
    deadline_seconds: float = 60
    #: Seconds that a worker may take to load its models.
    start_seconds: float = 60
    #: Deaths that a task lives through before Spark tries it elsewhere.
    restarts: int = 8
    #: Added to the executor's environment.
    environment: Mapping[str, str] = field(default_factory=dict)

    def worker(self) -> Worker:
        command = [*self.command, "worker", "-c", self.config]
        for override in self.overrides:
            command += ["--set", override]
        return Worker(
            command,
            environment={**os.environ, **self.environment},
            in_flight=self.in_flight,
            deadline_seconds=self.deadline_seconds,
            start_seconds=self.start_seconds,
            restarts=self.restarts,
        )


def process(documents: DataFrame, settings: Settings) -> DataFrame:
    """Takes every row through the pipeline: one row of `RESULT_SCHEMA` for each, whatever happens to it.

    The moment of the run is taken here, once, so that all tasks and all attempts write the same bytes.
    """
    columns = [name for name in DOCUMENT_COLUMNS if name in documents.columns]
    for required in ("uri", "content"):
        if required not in columns:
            raise ValueError(f"the data frame has no column {required!r}; see DOCUMENT_COLUMNS")
    moment = os.environ.get("SOURCE_DATE_EPOCH", str(int(time.time())))
    environment = {"SOURCE_DATE_EPOCH": moment, **settings.environment}
    settings = Settings(**{**settings.__dict__, "environment": environment})
    return documents.select(*columns).mapInArrow(_Mapper(settings), RESULT_SCHEMA)


class _Mapper:
    """Runs in the task: one worker for all batches of a partition."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        schema = result_arrow_schema()
        worker = self._settings.worker()
        rows: list[dict[str, Any]] = []
        try:
            for answer in worker.process(_documents(batches)):
                rows.append(_row(answer, worker.config_sha256))
                if len(rows) == _BATCH_ROWS:
                    yield pa.RecordBatch.from_pylist(rows, schema=schema)
                    rows = []
        finally:
            worker.close()
        if rows:
            yield pa.RecordBatch.from_pylist(rows, schema=schema)


def result_arrow_schema() -> pa.Schema:
    text = [pa.field(name, pa.string()) for name in ("stage", "code", "message", "place", "advice")]
    output = pa.struct(
        [
            pa.field("exporter", pa.string(), False),
            pa.field("file", pa.string()),
            pa.field("record", pa.string()),
            pa.field("content", pa.binary(), False),
        ]
    )
    return pa.schema(
        [
            pa.field("uri", pa.string(), False),
            pa.field("slug", pa.string()),
            pa.field("id", pa.string()),
            pa.field("status", pa.string(), False),
            pa.field("error", pa.struct(text)),
            pa.field("outputs", pa.list_(pa.field("element", output, False)), False),
            pa.field("media_type", pa.string()),
            pa.field("content", pa.binary()),
            pa.field("config_sha256", pa.string(), False),
        ]
    )


def _documents(batches: Iterable[pa.RecordBatch]) -> Iterator[Document]:
    for batch in batches:
        for row in batch.to_pylist():
            content = row.pop("content") or b""
            members = {name: value for name, value in row.items() if value is not None}
            yield Document(members, content)


def _row(answer: Answer, config_sha256: str) -> dict[str, Any]:
    frame, members = answer.frame, answer.document.members
    row = {
        "uri": members["uri"],
        "slug": frame.members.get("slug") or members.get("slug"),
        "id": frame.members.get("id"),
        "status": {"answer": "exported", "skipped": "skipped"}.get(frame.type, "failed"),
        "error": frame.members.get("error"),
        "outputs": [
            {
                "exporter": part.members["exporter"],
                "file": part.members.get("file"),
                "record": part.members.get("record"),
                "content": part.content,
            }
            for part in frame.parts
        ],
        "media_type": members.get("media_type"),
        "content": None,
        "config_sha256": config_sha256,
    }
    if row["status"] == "failed":
        row["content"] = answer.document.content
    return row
