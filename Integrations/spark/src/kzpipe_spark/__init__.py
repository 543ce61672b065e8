"""kzpipe over Spark data frames: `process` takes documents through a pipeline, one row in, one row out."""

from .outputs import records, write_datasets, write_files
from .sources import INDEX_SCHEMA, documents_from_jsonl, documents_from_warc, warc_index
from .transform import DOCUMENT_COLUMNS, RESULT_SCHEMA, Settings, process
from .worker import WorkerFailed

__all__ = [
    "DOCUMENT_COLUMNS",
    "INDEX_SCHEMA",
    "RESULT_SCHEMA",
    "Settings",
    "WorkerFailed",
    "documents_from_jsonl",
    "documents_from_warc",
    "process",
    "records",
    "warc_index",
    "write_datasets",
    "write_files",
]
