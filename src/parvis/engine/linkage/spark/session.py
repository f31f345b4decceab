"""Whether Spark can be had, and a session with what the work needs."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PACKAGES = ("pyspark", "splink", "pandas", "pyarrow")

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "10000",
    "spark.sql.adaptive.enabled": "true",
    "spark.python.worker.reuse": "true",
    "spark.sql.session.timeZone": "UTC",
}
"""What every session has, unless it is said otherwise."""


def missing() -> str:
    """A sentence that says what is not installed, or "" when all is there."""
    absent = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if absent:
        return f"linking on Spark needs {', '.join(absent)}: pip install 'parvis[spark]'"
    home = os.environ.get("JAVA_HOME", "")
    if not shutil.which("java") and not (home and (Path(home) / "bin" / "java").exists()):
        return "linking on Spark needs Java 17 or newer: no java was found on the path, nor in JAVA_HOME"
    return ""


def session(master: str, settings: Mapping[str, str]) -> "SparkSession":
    """A session on this master (local[*], spark://…, yarn, k8s://…) that Splink can use."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- optional
    from splink.backends.spark import similarity_jar_location  # noqa: PLC0415 -- optional

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(master).appName("parvis")
    for name, value in {**SETTINGS, "spark.jars": similarity_jar_location(), **settings}.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    return found
