"""Every cell of a workbook with openpyxl, streamed, nothing kept: openpyxl_read.py FILE [DATABASE]."""

import sys

import openpyxl


def main(file):
    book = openpyxl.load_workbook(file, read_only=True)
    rows = 0
    for _row in book.active.iter_rows(values_only=True):
        rows += 1
    print(rows)


main(sys.argv[1])
