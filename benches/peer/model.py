"""The Splink model: comparisons, blocking rules and training, tuned for Vietnamese records.

Levels, rules and training sessions were chosen by trying, on a register where as many people share a
name and a birth date as in the whole nation. Two things a default model gets wrong here: agreement by
accident of an identity number can never be sampled, so it is fixed at one in the register's size; and a
name's own frequency matters more than any edit distance.
"""

import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

# Surname and given name: the first and the last syllable.
SYLLABLES = (
    "split_part(name_fold, ' ', 1) as sur, "
    "list_extract(string_split(name_fold, ' '), -1) as giv"
)
# Pairs below this probability are not kept (a weight of about -6.6).
LEAST_PROBABILITY = 0.01


def level(condition, label, **more):
    return {"sql_condition": condition, "label_for_charts": label, **more}


def name_comparison():
    return comparisons.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            levels.NullLevel("name_fold"),
            levels.ExactMatchLevel("name_fold", term_frequency_adjustments=True),
            level("giv_l = giv_r and sur_l = sur_r", "surname and given name equal"),
            level("jaro_winkler_similarity(name_fold_l, name_fold_r) >= 0.95", "JW >= .95"),
            level("jaro_winkler_similarity(name_fold_l, name_fold_r) >= 0.88", "JW >= .88"),
            levels.ElseLevel(),
        ],
    )


def birth_date_comparison():
    swapped = (
        "(substr(dob_l, 1, 4) = substr(dob_r, 1, 4) and substr(dob_l, 6, 2) = substr(dob_r, 9, 2) "
        "and substr(dob_l, 9, 2) = substr(dob_r, 6, 2))"
    )
    return comparisons.CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            levels.NullLevel("yob"),
            levels.ExactMatchLevel("dob"),
            level(f"{swapped} or damerau_levenshtein(dob_l, dob_r) <= 1", "swapped or DL <= 1"),
            level("(dob_l is null or dob_r is null) and yob_l = yob_r", "year only, equal"),
            level("damerau_levenshtein(dob_l, dob_r) <= 2", "DL <= 2"),
            level("yob_l = yob_r", "same year"),
            levels.ElseLevel(),
        ],
    )


def number_comparison(people):
    neither = (
        "not (coalesce(id12_l is not null and id12_r is not null, false) "
        "or coalesce(id9_l is not null and id9_r is not null, false))"
    )
    return comparisons.CustomComparison(
        output_column_name="number",
        comparison_levels=[
            level(neither, "null", is_null_level=True),
            level(
                "id12_l = id12_r or id9_l = id9_r",
                "equal",
                u_probability=1.0 / people,
                fix_u_probability=True,
            ),
            # About 120 numbers lie within one edit, and some 1 in 50 of them exist.
            level(
                "damerau_levenshtein(id12_l, id12_r) <= 1",
                "DL <= 1",
                u_probability=120.0 / people / 50,
                fix_u_probability=True,
            ),
            levels.ElseLevel(),
        ],
    )


def commune_comparison():
    return comparisons.CustomComparison(
        output_column_name="commune",
        comparison_levels=[
            levels.NullLevel("commune"),
            levels.ExactMatchLevel("commune"),
            level("prov_l = prov_r", "province"),
            levels.ElseLevel(),
        ],
    )


def blocking_rules():
    return [
        block_on("id12"),
        block_on("id9"),
        block_on("name_fold", "dob"),
        block_on("dob", "sur", "giv"),
        block_on("name_fold", "yob", "prov"),
        block_on("dob", "commune"),
        block_on("substr(id12, 1, 9)"),
        block_on("substr(id12, 4, 9)"),
        block_on("name_fold", "commune"),
    ]


def settings(people, records, dedupe):
    prior = 0.06 / records if dedupe else 0.99 / people
    return SettingsCreator(
        link_type="dedupe_only" if dedupe else "link_only",
        unique_id_column_name="uid",
        comparisons=[
            name_comparison(),
            birth_date_comparison(),
            number_comparison(people),
            comparisons.ExactMatch("sex"),
            commune_comparison(),
        ],
        blocking_rules_to_generate_predictions=blocking_rules(),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        probability_two_random_records_match=prior,
    )


def predict(connection, records_table, clock, dedupe=False):
    """Trains and predicts; returns the name of the table of pairs and both sizes."""
    connection.execute(
        f"create or replace table xs as select rid as uid, * exclude rid, {SYLLABLES} "
        f"from {records_table}"
    )
    tables = ["xs"]
    if not dedupe:
        connection.execute(
            f"create or replace table xp as select pid as uid, * exclude pid, {SYLLABLES} from p"
        )
        tables.append("xp")
    records = connection.execute("select count(*) from xs").fetchall()[0][0]
    people = connection.execute("select count(*) from p").fetchall()[0][0]
    database = DuckDBAPI(connection=connection)
    frames = [database.register(table, dataset_display_name=table) for table in tables]
    linker = Linker(frames[0] if dedupe else frames, settings(people, records, dedupe))
    clock.step("register")

    linker.training.estimate_u_using_random_sampling(max_pairs=5e6)
    clock.step("train u")
    for rule in (block_on("name_fold", "yob", "prov"), block_on("dob", "commune")):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )
    clock.step("train m")
    pairs = linker.inference.predict(threshold_match_probability=LEAST_PROBABILITY)
    clock.step("predict")
    return pairs.physical_name, records, people
