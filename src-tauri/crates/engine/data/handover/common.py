"""What both scripts share: the third class of pairs, verdicts, and the check against Rollcall's own figures.

Splink weighs a pair as one person against strangers. Rollcall knows a third class, two people of one household,
and its match weight is

    match_weight - log2(1 + 2 ** h)

where h adds up, level by level, how much more often a household shows the level than strangers do (households.json).
"""

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: A pair that people judged to be one person, in bits.
STATED = 100.0


def read_json(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def figures_of_folder():
    """The figures, if everything was written."""
    figures = read_json("handover.json")
    if "unfinished" in figures:
        raise SystemExit(figures["unfinished"])
    return figures


def household_bits():
    """h, as SQL over Splink's columns of levels."""
    households = read_json("households.json")
    terms = [repr(households["prior_bits"])]
    for comparison in households["comparisons"]:
        levels = " ".join(f"WHEN {level} THEN {bits!r}" for level, bits in comparison["levels"])
        terms.append(f"CASE gamma_{comparison['comparison']} {levels} ELSE 0.0 END")
    # Numbers such as 1e-05 are doubles in every dialect; plain decimals are made doubles by the first.
    return "(CAST(0 AS DOUBLE) + " + " + ".join(f"CAST({term} AS DOUBLE)" for term in terms) + ")"


def weighted(predictions):
    """The pairs with the match weight of two classes and of three."""
    return f"""
        SELECT unique_id_l, unique_id_r, match_weight AS weight_of_two_classes,
            match_weight - log2(1 + power(2, {household_bits()})) AS weight
        FROM {predictions}
    """


def edges(pairs, verdicts, compared):
    """The pairs that tie records together: surely, or likely and the best pair of one of both records, or judged to
    be one person; never one judged otherwise, and never two records of a list that holds each person once."""
    figures = figures_of_folder()
    link, sure = figures["link_from_weight"], figures["sure_from_weight"]
    # No list has this number.
    once = ", ".join(str(one) for one in figures["lists_held_once"]) or "-2"
    return f"""
        WITH told AS (
            SELECT unique_id_l, unique_id_r, weight FROM {pairs} pair
            WHERE weight >= {link!r} AND NOT EXISTS (
                SELECT 1 FROM {verdicts} said WHERE said.verdict <> 'unsure'
                AND said.unique_id_l = pair.unique_id_l AND said.unique_id_r = pair.unique_id_r)
            UNION ALL
            SELECT unique_id_l, unique_id_r, {STATED!r} AS weight FROM {verdicts} WHERE verdict = 'same'
        ), likely AS (
            SELECT told.unique_id_l, told.unique_id_r, told.weight FROM told
            JOIN {compared} AS one ON one.unique_id = told.unique_id_l
            JOIN {compared} AS other ON other.unique_id = told.unique_id_r
            WHERE one.list <> other.list OR one.list NOT IN ({once})
        ), best AS (
            SELECT unique_id, max(weight) AS weight FROM (
                SELECT unique_id_l AS unique_id, weight FROM likely
                UNION ALL SELECT unique_id_r AS unique_id, weight FROM likely
            ) AS sides GROUP BY unique_id
        )
        SELECT likely.unique_id_l, likely.unique_id_r, 1.0 AS match_probability FROM likely
        JOIN best AS best_l ON best_l.unique_id = likely.unique_id_l
        JOIN best AS best_r ON best_r.unique_id = likely.unique_id_r
        WHERE likely.weight >= {sure!r} OR likely.weight >= best_l.weight OR likely.weight >= best_r.weight
    """


def weights_against(pairs, checked):
    """How far the weights are from those that Rollcall has for the same pairs."""
    return f"""
        SELECT ours.exact, count(*) AS pairs, count(theirs.weight) AS found,
            max(abs(theirs.weight - ours.weight)) AS furthest,
            sum(CASE WHEN abs(theirs.weight - ours.weight) <= 0.01 THEN 1 ELSE 0 END) AS within
        FROM {checked} ours LEFT JOIN {pairs} theirs
        ON theirs.unique_id_l = ours.unique_id_l AND theirs.unique_id_r = ours.unique_id_r
        GROUP BY ours.exact ORDER BY ours.exact
    """


def clusters_against(clusters, crosswalk):
    """Pairs of rows in one cluster here, with Rollcall, and with both."""
    def pairs(columns):
        return f"(SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM rows_of GROUP BY {columns}) AS groups)"

    return f"""
        WITH rows_of AS (
            SELECT there.cluster_id, here.customer_id FROM {crosswalk} here
            JOIN {clusters} there ON there.unique_id = here.unique_id
        )
        SELECT {pairs("cluster_id")} AS linked_there, {pairs("customer_id")} AS linked_here,
            {pairs("cluster_id, customer_id")} AS linked_in_both
    """


def tell(engine, weights, clusters):
    """Prints and keeps what the check found."""
    there, here, both = (float(one or 0) for one in clusters)
    f1 = 2 * both / (there + here) if there + here else 1.0
    found = {
        "engine": engine,
        "weights": [
            {"exact": bool(exact), "pairs": int(pairs), "found": int(found), "furthest": furthest, "within_0.01": int(within)}
            for exact, pairs, found, furthest, within in weights
        ],
        "clusters": {"f1": f1, "also_here": both / there if there else 1.0, "also_there": both / here if here else 1.0},
    }
    (HERE / f"check_{engine}.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found))
