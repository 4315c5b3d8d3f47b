"""Runs decode.py on clusters of one and of two workers on this machine, and checks what comes out.

    check.py KEYBUNDLE FOLDER TESTDATA [ROWS [--once]]

Prints the seconds of each and the rows a second. The answers are vectors in turn; every tenth row is one that can't be opened.
With --once they go through the cluster of two workers alone, and no time is told.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from pyspark.sql import SparkSession

ANSWERS = ["cert-encrypted-rsa", "cert-encrypted-p384", "pkcs12-rsa", "pkcs12-ec", "der-rsa", "der-ec", "pem-rsa", "p7b"]
BROKEN = ["no answer", None, '{"status": "PENDING"}', '{"errors": [{"code": "quota_exceeded"}]}', '{"cut": ']
CODES = ["unknown-format", "empty-input", "request-pending", "service-error", "unknown-format"]


def answers(folder, count):
    good = [(folder / "vectors/json" / f"{name}.json").read_text() for name in ANSWERS]
    for number in range(count):
        tenth, rest = divmod(number, 10)
        yield f"row-{number}", BROKEN[tenth % len(BROKEN)] if rest == 9 else good[number % len(good)]


def session():
    builder = SparkSession.builder.master("local[1]").appName("answers")
    return builder.config("spark.log.level", "ERROR").config("spark.ui.enabled", "false").getOrCreate()


def main(keybundle, folder, testdata, count, once):
    few = 80
    for rows in (count,) if once else (few, count):
        spark = session()
        table = spark.createDataFrame(list(answers(testdata, rows)), "id string, answer string")
        table.repartition(8).write.mode("overwrite").parquet(str(folder / f"answers-{rows}.parquet"))
        spark.stop()
    command = [keybundle, "batch", "--jobs", "1", "--password-env", "BATCH_PASSWORD"]
    for key in ("rsa2048", "p384"):
        command += ["--recipient-key", str(testdata / f"keys/{key}.key.pem")]
    if once:
        decode(2, folder, count, command)
        return
    for workers in (1, 2):
        # What a few rows take is what Spark takes to start.
        start = decode(workers, folder, few, command)
        whole = decode(workers, folder, count, command)
        print(f"{workers} workers: {whole:.1f} s, without the start {count / (whole - start):.0f} rows a second", flush=True)


def decode(workers, folder, count, command):
    source, results = str(folder / f"answers-{count}.parquet"), str(folder / "results.parquet")
    settings = {
        "spark.executorEnv.BATCH_PASSWORD": "Secret123",
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
        # Several tasks for each worker.
        "spark.sql.files.maxPartitionBytes": "2m",
        "spark.sql.files.openCostInBytes": "0",
    }
    submit = ["spark-submit", "--master", f"local-cluster[{workers},1,1024]"]
    submit += [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    submit += [str(Path(__file__).with_name("decode.py")), source, results, "--", *command]
    start = time.monotonic()
    subprocess.run(submit, check=True, cwd=folder, env={**os.environ, "PYSPARK_PYTHON": sys.executable})
    seconds = time.monotonic() - start
    check(results, count)
    return seconds


def check(results, count):
    spark = session()
    rows = {row["id"]: row for row in spark.read.parquet(results).collect()}
    spark.stop()
    assert len(rows) == count, len(rows)
    for number in range(count):
        row = rows[f"row-{number}"]
        tenth, rest = divmod(number, 10)
        if rest == 9:
            assert row["error"] == CODES[tenth % len(CODES)], row
        else:
            assert row["error"] is None and row["certificate_sha256"], row
            assert "bundles" in json.loads(row["result"])
    print(dict(Counter(row["error"] for row in rows.values())), flush=True)


if __name__ == "__main__":
    rows = int((sys.argv[4:] or ["20000"])[0])
    main(sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve(), rows, "--once" in sys.argv)
