"""Documents for `process`: lines of JSON Lines files, records of web archives.

Names and addresses are those that `kzpipe run` gives the same documents, so that its output and Spark's are the same bytes.
"""

from __future__ import annotations

import gzip
import os
import zlib
from typing import BinaryIO, Iterable, Iterator, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import BinaryType, LongType, StringType, StructField, StructType

JSON_LINE = "application/x-ndjson"
WARC_RECORD = "application/warc"

_SCHEMA = StructType(
    [
        StructField("uri", StringType(), False),
        StructField("slug", StringType(), False),
        StructField("media_type", StringType(), False),
        StructField("content", BinaryType(), False),
    ]
)
_ARROW = pa.schema(
    [
        pa.field("uri", pa.string(), False),
        pa.field("slug", pa.string(), False),
        pa.field("media_type", pa.string(), False),
        pa.field("content", pa.binary(), False),
    ]
)
_BATCH_ROWS = 128
_COPY = 1 << 16

#: Index rows of web archives: `file`, `offset` and `length` in bytes, as Common Crawl's columnar index has them.
INDEX_SCHEMA = StructType(
    [
        StructField("file", StringType(), False),
        StructField("offset", LongType(), False),
        StructField("length", LongType(), False),
    ]
)


def documents_from_jsonl(spark: SparkSession, paths: Sequence[str], partitions: int | None = None) -> DataFrame:
    """One document a line of files (`.jsonl`, `.jsonl.gz`) that every executor can open under the same path.

    A task takes a piece of a plain file; where the lines of a piece are counted from is found out in a first pass.
    """
    pieces = [piece for path in paths for piece in _pieces(path, partitions or spark.sparkContext.defaultParallelism)]
    frame = spark.createDataFrame(pieces, "file string, start long, end long").repartition(len(pieces) or 1)
    counted = frame.mapInArrow(_count_lines, "file string, start long, end long, lines long").collect()
    before: dict[str, int] = {}
    located = []
    for row in sorted(counted, key=lambda row: (row.file, row.start)):
        located.append((row.file, row.start, row.end, before.get(row.file, 0)))
        before[row.file] = before.get(row.file, 0) + row.lines
    schema = "file string, start long, end long, lines_before long"
    # One piece a partition, so that every piece is a task of its own.
    numbered = spark.createDataFrame(located, schema).repartitionByRange(len(located) or 1, "file", "start")
    return numbered.mapInArrow(_read_lines, _SCHEMA)


def warc_index(spark: SparkSession, paths: Sequence[str]) -> DataFrame:
    """Rows of `INDEX_SCHEMA` for the captures in `.warc.gz` files that are compressed record by record."""
    files = spark.createDataFrame([(path,) for path in paths], "file string").repartition(len(paths) or 1)
    return files.mapInArrow(_index_archives, INDEX_SCHEMA)


def documents_from_warc(index: DataFrame) -> DataFrame:
    """One document an index row; rows of one file should stay together and in order."""
    return index.select("file", "offset", "length").mapInArrow(_read_records, _SCHEMA)


def _stem(path: str, *extensions: str) -> str:
    name = os.path.basename(path)
    for extension in (".gz", *extensions):
        name = name.removesuffix(extension)
    return name


# Lines


def _pieces(path: str, count: int) -> list[tuple[str, int, int]]:
    size = os.path.getsize(path)
    if path.endswith(".gz"):
        return [(path, 0, size)]
    step = max(_COPY, -(-size // count))
    return [(path, start, min(start + step, size)) for start in range(0, size, step)]


def _lines(path: str, start: int, end: int) -> Iterator[bytes]:
    """The lines that begin in a piece, without their ends."""
    if path.endswith(".gz"):
        with gzip.open(path, "rb") as file:
            for line in file:
                yield line.rstrip(b"\n")
        return
    with open(path, "rb") as file:
        if start > 0:
            file.seek(start - 1)
            file.readline()
        while file.tell() < end and (line := file.readline()):
            yield line.rstrip(b"\n")


def _count_lines(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows = batch.to_pylist()
        for row in rows:
            row["lines"] = sum(1 for _ in _lines(row["file"], row["start"], row["end"]))
        yield pa.RecordBatch.from_pylist(rows)


def _read_lines(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    def rows() -> Iterator[dict[str, object]]:
        for batch in batches:
            for piece in batch.to_pylist():
                path, stem = piece["file"], _stem(piece["file"], ".jsonl")
                lines = enumerate(_lines(path, piece["start"], piece["end"]), piece["lines_before"] + 1)
                for number, line in lines:
                    if line.strip():
                        yield _document(f"{path}#{number}", f"{stem}-{number}", JSON_LINE, line)

    return _batches(rows())


# Web archives


def _members(file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Offset, compressed length and first bytes of every gzip member."""
    offset, pending = 0, b""
    while True:
        pending = pending or file.read(_COPY)
        if not pending:
            return
        member, head, length = zlib.decompressobj(15 + 16), b"", 0
        while not member.eof:
            data = pending or file.read(_COPY)
            if not data:
                return  # Cut off; `kzpipe run` tells of it.
            piece = member.decompress(data)
            head = (head + piece)[:4096]
            pending = member.unused_data
            length += len(data) - len(pending)
        yield offset, length, head
        offset += length


def _is_capture(head: bytes) -> bool:
    fields = head.split(b"\r\n\r\n", 1)[0].lower()
    return any(b"\r\nwarc-type: " + kind in fields for kind in (b"response", b"resource", b"conversion"))


def _index_archives(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    def rows() -> Iterator[dict[str, object]]:
        for batch in batches:
            for path in batch.column("file").to_pylist():
                with open(path, "rb") as file:
                    for offset, length, head in _members(file):
                        if _is_capture(head):
                            yield {"file": path, "offset": offset, "length": length}

    schema = pa.schema([("file", pa.string()), ("offset", pa.int64()), ("length", pa.int64())])
    return _batches(rows(), schema, size=4096)


def _read_records(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    def rows() -> Iterator[dict[str, object]]:
        for batch in batches:
            for row in batch.to_pylist():
                path, offset = row["file"], row["offset"]
                with open(path, "rb") as file:
                    file.seek(offset)
                    record = gzip.decompress(file.read(row["length"]))
                yield _document(f"{path}#{offset}", f"{_stem(path, '.warc')}-{offset}", WARC_RECORD, record)

    return _batches(rows())


def _document(uri: str, slug: str, media_type: str, content: bytes) -> dict[str, object]:
    return {"uri": uri, "slug": slug, "media_type": media_type, "content": content}


def _batches(
    rows: Iterator[dict[str, object]], schema: pa.Schema = _ARROW, size: int = _BATCH_ROWS
) -> Iterator[pa.RecordBatch]:
    held: list[dict[str, object]] = []
    for row in rows:
        held.append(row)
        if len(held) == size:
            yield pa.RecordBatch.from_pylist(held, schema=schema)
            held = []
    if held:
        yield pa.RecordBatch.from_pylist(held, schema=schema)
