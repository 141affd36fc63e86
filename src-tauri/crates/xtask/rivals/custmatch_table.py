"""custmatch on one table of standardised customers: custmatch_table.py prepare|link FOLDER.

It needs labels. `prepare` draws pairs to label by its own means (100 at random, then 200 it is
least sure of) and answers them from FOLDER/truth.csv without an error; `link` runs it on those
answers and writes FOLDER/custmatch.csv. Its standard columns are used, with postcode, town and
loyalty card as extra fields and the keys beside.
"""

import csv
import json
import sys

from custmatch import io, labels, pipeline

AT_RANDOM = 100
CHOSEN = 200
MAPPED = {
    "record_id": "record_id",
    "first_name": "first_name",
    "last_name": "last_name",
    "date_of_birth": "date_of_birth",
    "email": "email",
    "phone": "phone",
    "address": "street",
    "postcode": "postcode",
    "city": "city",
    "loyalty_card": "loyalty_card",
}


def configure(folder, nicknames):
    config = {
        "normalise": {"nicknames": nicknames},
        "country": "GB",
        "sources": [{"name": "all", "path": "records.csv", "columns": MAPPED}],
        "extra_fields": [
            {"name": "postcode", "compare": "similarity"},
            {"name": "city", "compare": "exact"},
            {"name": "loyalty_card", "compare": "exact"},
        ],
        "extra_blocking": [["loyalty_card"], ["last_name", "postcode"], ["first_name", "postcode"]],
    }
    path = f"{folder}/custmatch.json"
    with open(path, "w") as out:
        json.dump(config, out)
    return path


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def answered(path, truth):
    rows = read(path)
    for row in rows:
        left, right = (row[side].split(":", 1)[1] for side in ("a", "b"))
        row["label"] = "1" if truth[left] == truth[right] else "0"
    return rows


def prepare(folder):
    truth = {row["record_id"]: row["person"] for row in read(f"{folder}/truth.csv")}
    first, path = f"{folder}/drawn.csv", f"{folder}/labels.csv"
    config = configure(folder, nicknames=True)
    try:
        labels.sample(config, AT_RANDOM, first)
    except io.ConfigError as error:
        print(f"custmatch is measured WITHOUT NICKNAMES: {error}", file=sys.stderr)
        config = configure(folder, nicknames=False)
        labels.sample(config, AT_RANDOM, first)
    rows = answered(first, truth)
    write(path, rows)
    labels.sample_active(config, path, CHOSEN, first)
    write(path, rows + answered(first, truth))


def link(folder):
    out = f"{folder}/custmatch-out"
    pipeline.run(f"{folder}/custmatch.json", f"{folder}/labels.csv", out)
    rows = read(f"{out}/clusters.csv")
    write(
        f"{folder}/custmatch.csv",
        [{"record_id": row["record_id"], "cluster_id": row["customer_id"]} for row in rows],
    )


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("prepare", "link"):
        sys.exit(__doc__)
    {"prepare": prepare, "link": link}[sys.argv[1]](sys.argv[2])
