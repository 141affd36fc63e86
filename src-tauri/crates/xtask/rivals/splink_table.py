"""Splink on one table of standardised customers: splink_table.py link FOLDER.

Reads FOLDER/records.csv and writes FOLDER/splink.csv. Nothing is labelled. The settings are those
of its guides: prior from strict rules, u from random pairs, m by expectation-maximisation over
three blockings, comparisons from its library with adjustments for the frequency of terms, street
and postcode as one comparison (its guides warn of correlated columns), links from 0.95 upward.
"""

import csv
import logging
import os
import sys

import duckdb
import splink.comparison_level_library as level
import splink.comparison_library as comparison
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLD = 0.95
RANDOM_PAIRS = 1e7
COLUMNS = "first_name last_name date_of_birth email phone street city postcode loyalty_card".split()


def table(database, folder):
    cells = ", ".join(f"nullif({column}, '') as {column}" for column in COLUMNS)
    database.execute(
        f"create table people as select record_id, {cells}, split_part(email, '@', 1) as mailbox,"
        " right(date_of_birth, 5) as birthday"
        f" from read_csv('{folder}/records.csv', header = true, all_varchar = true)"
    )
    return database.table("people")


def blocking():
    return [
        block_on("email"),
        block_on("phone"),
        block_on("loyalty_card"),
        block_on("first_name", "last_name", "substr(postcode, 1, 3)"),
        block_on("last_name", "date_of_birth"),
        block_on("first_name", "date_of_birth"),
        block_on("last_name", "postcode"),
        block_on("first_name", "postcode"),
        block_on("first_name", "last_name", "city"),
        block_on("first_name", "last_name", "substr(email, 1, 4)"),
        block_on("first_name", "last_name", "birthday"),
        block_on("mailbox", "last_name"),
    ]


def comparisons():
    place = comparison.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            level.NullLevel("postcode"),
            {
                "sql_condition": "postcode_l = postcode_r and jaro_winkler_similarity(street_l, street_r) >= 0.92",
                "label_for_charts": "postcode and street",
                "tf_adjustment_column": "postcode",
            },
            level.ExactMatchLevel("postcode", term_frequency_adjustments=True),
            level.LevenshteinLevel("postcode", 1),
            level.ElseLevel(),
        ],
    )
    return [
        comparison.NameComparison("first_name").configure(term_frequency_adjustments=True),
        comparison.NameComparison("last_name").configure(term_frequency_adjustments=True),
        comparison.DateOfBirthComparison("date_of_birth", input_is_string=True),
        comparison.EmailComparison("email"),
        comparison.DamerauLevenshteinAtThresholds("phone", [1]).configure(term_frequency_adjustments=True),
        place,
        comparison.ExactMatch("loyalty_card"),
    ]


def main(folder):
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = duckdb.connect()
    database.execute(f"set threads = {os.cpu_count()}")
    database.execute(f"set temp_directory = '{folder}/splink-scratch'")
    linker = Linker(
        table(database, folder),
        SettingsCreator(
            unique_id_column_name="record_id",
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=blocking(),
            comparisons=comparisons(),
            retain_intermediate_calculation_columns=False,
            retain_matching_columns=False,
        ),
        db_api=DuckDBAPI(connection=database),
    )
    full_name = ("first_name", "last_name")
    strict = [block_on(*full_name, column) for column in ("email", "phone", "date_of_birth", "postcode")]
    linker.training.estimate_probability_two_random_records_match(strict, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS)
    for rule in (block_on("email"), block_on(*full_name, "postcode"), block_on("phone")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    pairs = linker.inference.predict(threshold_match_probability=0.2)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=THRESHOLD
    )
    found = database.execute(f"select record_id, cluster_id from {clusters.physical_name}").fetchall()
    with open(f"{folder}/splink.csv", "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["record_id", "cluster_id"])
        writer.writerows(found)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "link":
        sys.exit(__doc__)
    main(sys.argv[2])
