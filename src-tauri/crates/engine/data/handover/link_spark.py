"""Links the records with Splink on Spark: pip install "splink>=4.0.9,<5" pyspark, and Java; then run this.

It runs on this machine alone. On a cluster, take the session that is there and put the folder where every worker
reads it.
"""

import tempfile

from pyspark import SparkConf
from pyspark.sql import SparkSession
from splink import Linker, SparkAPI
from splink.backends.spark import similarity_jar_location
from splink.clustering import cluster_pairwise_predictions_at_threshold

import common


def session():
    conf = SparkConf()
    conf.set("spark.jars", similarity_jar_location())
    conf.set("spark.driver.memory", "4g")
    conf.set("spark.default.parallelism", "4")
    conf.set("spark.sql.shuffle.partitions", "4")
    conf.set("spark.ui.enabled", "false")
    # Levels are long conditions: deriving constraints from them, or compiling them, takes longer than running them.
    conf.set("spark.sql.constraintPropagation.enabled", "false")
    conf.set("spark.sql.codegen.wholeStage", "false")
    conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
    spark = SparkSession.builder.master("local[*]").config(conf=conf).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.setCheckpointDir(tempfile.mkdtemp())
    return spark


def kept(spark, query, name):
    """The result of a query as a file, and read from it, so that what comes after need not know how it was made."""
    path = str(common.HERE / f"{name}_spark.parquet")
    spark.sql(query).write.mode("overwrite").parquet(path)
    return spark.read.parquet(path)


def main():
    common.figures_of_folder()
    spark = session()
    for name in ("compared", "crosswalk", "verdicts", "pairs"):
        spark.read.parquet(str(common.HERE / f"{name}.parquet")).createOrReplaceTempView(name)
    database = SparkAPI(spark_session=spark, break_lineage_method="parquet")
    settings = str(common.HERE / "splink-spark.json")
    linker = Linker(spark.table("compared"), settings, database)
    predicted = linker.inference.predict().physical_name
    kept(spark, common.weighted(predicted), "weighted").createOrReplaceTempView("weighted")
    edges = spark.sql(common.edges("weighted", "verdicts", "compared"))
    clusters = cluster_pairwise_predictions_at_threshold(
        spark.table("compared").select("unique_id"),
        edges,
        database,
        node_id_column_name="unique_id",
        edge_id_column_name_left="unique_id_l",
        edge_id_column_name_right="unique_id_r",
        threshold_match_probability=0.5,
    ).physical_name
    kept(spark, f"SELECT cluster_id, unique_id FROM {clusters}", "clusters").createOrReplaceTempView("clusters")
    weights = [tuple(row) for row in spark.sql(common.weights_against("weighted", "pairs")).collect()]
    agreed = tuple(spark.sql(common.clusters_against("clusters", "crosswalk")).collect()[0])
    common.tell("spark", weights, agreed)
    spark.stop()


if __name__ == "__main__":
    main()
