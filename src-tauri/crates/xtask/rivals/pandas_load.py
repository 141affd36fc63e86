"""A CSV file into a database with pandas, every cell as it stands: pandas_load.py FILE DATABASE."""

import sqlite3
import sys

import pandas


def main(file, database):
    rows = pandas.read_csv(file, dtype=str, keep_default_na=False)
    with sqlite3.connect(database) as connection:
        rows.to_sql("rows", connection, index=False)
    print(len(rows))


main(*sys.argv[1:])
