"""The script for `spark-submit`: pages in, Parquet and files out."""

from __future__ import annotations

import argparse

from pyspark.sql import SparkSession

from kzpipe_spark import Settings, documents_from_jsonl, documents_from_warc, process, warc_index, write_datasets, write_files


def main() -> int:
    parser = argparse.ArgumentParser(prog="kzpipe_spark", description=__doc__)
    parser.add_argument("input", nargs="+", help=".jsonl, .jsonl.gz and .warc.gz files, under paths that every executor sees")
    parser.add_argument("-c", "--config", required=True, help="the pipeline, as the executors see it")
    parser.add_argument("-o", "--output", required=True, help="directory for documents/ and dead_letter/ (Parquet)")
    parser.add_argument("--files", metavar="DIR", help="write the exporters' files here, too")
    parser.add_argument("--command", default="kzpipe", help="kzpipe on the executors, e.g. ./kzpipe/bin/kzpipe")
    parser.add_argument("--partitions", type=int, help="tasks for each JSON Lines file")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("kzpipe").getOrCreate()
    archives = [path for path in arguments.input if path.endswith(".warc.gz")]
    lines = [path for path in arguments.input if path.endswith((".jsonl", ".jsonl.gz"))]
    if other := set(arguments.input) - set(archives) - set(lines):
        parser.error(f"neither .jsonl, .jsonl.gz nor .warc.gz: {', '.join(sorted(other))}")
    sources = []
    if lines:
        sources.append(documents_from_jsonl(spark, lines, arguments.partitions))
    if archives:
        sources.append(documents_from_warc(warc_index(spark, archives)))
    documents = sources[0] if len(sources) == 1 else sources[0].union(sources[1])
    results = process(documents, Settings(config=arguments.config, command=[arguments.command])).cache()
    write_datasets(results, arguments.output)
    if arguments.files:
        write_files(results, arguments.files)
    counts = {row.status: row["count"] for row in results.groupBy("status").count().collect()}
    print(" ".join(f"{status}={counts.get(status, 0)}" for status in ("exported", "skipped", "failed")))
    return 1 if counts.get("failed") else 0


if __name__ == "__main__":
    raise SystemExit(main())
