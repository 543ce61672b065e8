#!/usr/bin/env python3
"""Measures Spark with two one-core workers beside one, on generated pages, and holds the output against `kzpipe run`.

Usage: spark.py KZPIPE [--pages N] [--rounds N] [--light]      under a Python that has the adapter: `make bench-spark`

Each worker is bound to a processor of its own, with everything that it starts: Spark's one core is a promise about tasks, and
a task is a JVM, Python and kzpipe side by side. Ratios are of wall time, so two processors have to be free.
"""
import argparse
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ADAPTER = os.path.join(HERE, "../../Integrations/spark")
sys.path[:0] = [os.path.join(ADAPTER, "src"), os.path.join(ADAPTER, "tests")]

ENRICH = "[language, entities, names, dates, amounts, quotations, roles, topics, keywords, summary, statistics]"


def digest(records):
    hasher = hashlib.sha256()
    for record in sorted(records):
        hasher.update(record + b"\n")
    return hasher.hexdigest()


def stored_records(directory):
    """Records of the stored documents, read past Spark, whose driver would hold a whole part of them at once."""
    from pyarrow.parquet import ParquetFile

    for name in os.listdir(directory):
        if not name.endswith(".parquet"):
            continue
        for batch in ParquetFile(os.path.join(directory, name)).iter_batches(batch_size=1000, columns=["outputs"]):
            for outputs in batch.column("outputs").to_pylist():
                for output in outputs:
                    if output["exporter"] == "article_json" and output["record"] is not None:
                        yield output["content"].rstrip(b"\n")


def bind(workers):
    """A processor for each worker; processes that it starts later stay on it."""
    processors = sorted(os.sched_getaffinity(0))
    if len(processors) < len(workers):
        sys.exit(f"{len(workers)} workers need {len(workers)} processors")
    for worker, processor in zip(workers, processors):
        subprocess.run(["taskset", "--all-tasks", "--cpu-list", "--pid", str(processor), str(worker.pid)], check=True,
                       stdout=subprocess.DEVNULL)


def session(url):
    from pyspark.sql import SparkSession

    spark = (SparkSession.builder.master(url).appName("kzpipe-bench").config("spark.driver.host", "127.0.0.1")
             .config("spark.ui.enabled", "false").config("spark.executor.memory", "1g").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def measure(arguments, work, count, pages, warm_up):
    """Seconds of the job, CPU seconds of the cluster with its start, digest of the records."""
    from cluster import Cluster
    from pathlib import Path
    from kzpipe_spark import Settings, documents_from_jsonl, process, write_datasets

    settings = Settings(config=f"{work}/pipeline.yaml", command=[arguments.kzpipe])
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Cluster(Path(work), workers=count) as cluster:
        bind(cluster.workers)
        spark = session(cluster.url)
        package = f"{work}/kzpipe_spark.zip"
        if not os.path.exists(package):
            shutil.make_archive(package.removesuffix(".zip"), "zip", os.path.join(ADAPTER, "src"), "kzpipe_spark")
        spark.sparkContext.addPyFile(package)

        def job(path, out):
            write_datasets(process(documents_from_jsonl(spark, [path], partitions=8), settings), out)

        try:
            job(warm_up, f"{work}/warm-up")
            started = time.monotonic()
            job(pages, f"{work}/parquet")
            wall = time.monotonic() - started
        finally:
            spark.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, digest(stored_records(f"{work}/parquet/documents"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kzpipe")
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--light", action="store_true", help="without enrichers: what Spark itself costs shows most")
    arguments = parser.parse_args()
    arguments.kzpipe = os.path.abspath(arguments.kzpipe)
    os.environ.update(SOURCE_DATE_EPOCH="1767225600", PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    work = tempfile.mkdtemp(prefix="kzpipe-spark-bench-")
    try:
        with open(f"{work}/pipeline.yaml", "w") as out:
            out.write(f"kzpipe: 1\npipeline:\n  clean: [html_article, text_article]\n  parse: [news_article]\n"
                      f"  enrich: {'[]' if arguments.light else ENRICH}\n  export: [article_json]\n")
        for name, count in [("pages", arguments.pages), ("warm-up", 500)]:
            with open(f"{work}/{name}.jsonl", "w") as out:
                subprocess.run([sys.executable, os.path.join(HERE, "pages.py"), str(count)], stdout=out, check=True)
        started = time.monotonic()
        subprocess.run([arguments.kzpipe, "run", "-c", f"{work}/pipeline.yaml", f"{work}/pages.jsonl", "-o", f"{work}/single",
                        "--jobs", "1", "--summary", "none"], check=True)
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"kzpipe run --jobs 1: {time.monotonic() - started:.1f} s wall, {usage.ru_utime + usage.ru_stime:.1f} s CPU", flush=True)
        with open(f"{work}/single/article_json/articles.jsonl", "rb") as file:
            expected = digest(file.read().splitlines())
        best = {}
        for _ in range(arguments.rounds):
            for count in (1, 2):
                wall, cpu, found = measure(arguments, work, count, f"{work}/pages.jsonl", f"{work}/warm-up.jsonl")
                print(f"{count} worker{'s' if count > 1 else ' '}: {wall:.1f} s wall, {cpu:.1f} s CPU with start-up, sorted output "
                      f"{'equals' if found == expected else 'DIFFERS FROM'} that of kzpipe run; load {os.getloadavg()[0]:.1f}", flush=True)
                if found != expected:
                    sys.exit(1)
                best[count] = min(best.get(count, wall), wall)
        print(f"two workers are {best[1] / best[2]:.2f} times as fast as one (floor 1.6 on two free processors), {arguments.pages} pages")
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
