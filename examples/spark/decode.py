"""Opens the answers in a Parquet file on a Spark cluster: one `keybundle batch` in each task.

    spark-submit decode.py ANSWERS RESULTS -- keybundle batch --jobs 1 --recipient-key /etc/keys/recipient.pem

ANSWERS has the columns `id` and `answer` (the service's JSON, base64 or PEM, as text). RESULTS gets one row for each:
`id`, `error` (the code, or null), `message`, `key_algorithm`, `subject`, `certificate_sha256` and `result`, the line that
keybundle printed. A row that can't be opened ends in `error`, never in a failed job. Secrets are on the workers: in files
that the command names, or in variables set with `spark.executorEnv`.
"""

import json
import subprocess
import sys
import threading
from queue import SimpleQueue

from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

RESULT = StructType(
    [
        StructField(name, StringType(), nullable=name != "id")
        for name in ("id", "error", "message", "key_algorithm", "subject", "certificate_sha256", "result")
    ]
)


def line(answer):
    """The answer without line breaks: JSON made compact, anything else as a JSON string."""
    if answer is None:
        return ""
    try:
        return json.dumps(json.loads(answer))
    except ValueError:
        return json.dumps(answer)


def row(identifier, text):
    """The columns that most want, and the whole result."""
    result = json.loads(text)
    error = result.get("error") or {}
    bundle = next(iter(result.get("bundles") or []), {})
    certificate = bundle.get("certificate") or next(iter(result.get("certificates") or []), {})
    return (
        identifier,
        error.get("code"),
        error.get("message"),
        bundle.get("private_key", {}).get("algorithm"),
        certificate.get("subject"),
        certificate.get("sha256"),
        text,
    )


def decode(rows, command):
    """One partition through one process. Every line is answered, in order: so results and identifiers keep step."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    identifiers, failures = SimpleQueue(), []

    def feed():
        try:
            with process.stdin as stdin:
                for identifier, answer in rows:
                    identifiers.put(identifier)
                    stdin.write(line(answer) + "\n")
        except Exception as failure:  # of reading the rows, or because the process ended
            failures.append(failure)

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    for text in process.stdout:
        yield row(identifiers.get(), text.rstrip("\n"))
    feeder.join()
    if process.wait() != 0:
        raise RuntimeError(f"keybundle ended with {process.returncode}: the executor's log tells why")
    if failures:
        raise failures[0]


def main(source, target, command):
    spark = SparkSession.builder.appName("keybundle").getOrCreate()
    answers = spark.read.parquet(source).select("id", "answer")
    rows = answers.rdd.map(tuple).mapPartitions(lambda part: decode(part, command))
    spark.createDataFrame(rows, RESULT).write.mode("overwrite").parquet(target)
    spark.stop()


if __name__ == "__main__":
    if len(sys.argv) < 5 or sys.argv[3] != "--":
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[4:])
