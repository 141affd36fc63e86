"""Links the records with Splink on DuckDB: pip install "splink>=4.0.9,<5" "duckdb>=1.3", then run this."""

import duckdb
from splink import DuckDBAPI, Linker
from splink.clustering import cluster_pairwise_predictions_at_threshold

import common


def table(connection, name):
    path = str(common.HERE / f"{name}.parquet").replace("'", "''")
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM read_parquet('{path}')")


def main():
    common.figures_of_folder()
    connection = duckdb.connect()
    for name in ("compared", "crosswalk", "verdicts", "pairs"):
        table(connection, name)
    database = DuckDBAPI(connection)
    settings = str(common.HERE / "splink-duckdb.json")
    linker = Linker("compared", settings, database)
    predicted = linker.inference.predict().physical_name
    connection.execute(f"CREATE OR REPLACE TABLE weighted AS {common.weighted(predicted)}")
    edges = common.edges("weighted", "verdicts", "compared")
    connection.execute(f"CREATE OR REPLACE TABLE edges AS {edges}")
    clusters = cluster_pairwise_predictions_at_threshold(
        "compared",
        "edges",
        database,
        node_id_column_name="unique_id",
        edge_id_column_name_left="unique_id_l",
        edge_id_column_name_right="unique_id_r",
        threshold_match_probability=0.5,
    ).physical_name
    for name, found in (("weighted", "weighted"), ("clusters", f"(SELECT cluster_id, unique_id FROM {clusters})")):
        path = str(common.HERE / f"{name}_duckdb.parquet").replace("'", "''")
        connection.execute(f"COPY (SELECT * FROM {found}) TO '{path}' (FORMAT parquet)")
    weights = connection.execute(common.weights_against("weighted", "pairs")).fetchall()
    agreed = connection.execute(common.clusters_against(clusters, "crosswalk")).fetchone()
    common.tell("duckdb", weights, agreed)


if __name__ == "__main__":
    main()
