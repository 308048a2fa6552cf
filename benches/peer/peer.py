#!/usr/bin/env python3
"""The strongest peers we know on the files of `khien simulate`: DuckDB and Splink.

    peer.py exact  DIR    DuckDB: numbers equal, then folded name and birth date
    peer.py link   DIR    the exact part, then Splink on what it left
    peer.py all    DIR    Splink on every record
    peer.py dedupe DIR    Splink inside the records: which are the same person

One task per process, so that the peak memory is that task's own. Cost is taken when the links are
written, before they are held against the truth.
"""

import argparse
import json
import logging
import os
import resource
import tempfile
import time

import duckdb

import standardise

# Weights tried as threshold; the best F1 is the peer's figure.
WEIGHTS = (-6, -4, -2, 0, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20)

EXACT = """
create or replace table hit as
  select s.rid, p.pid, s.name_fold = p.name_fold as name_equal, s.dob = p.dob as dob_equal
  from s join p using (id12)
  union all
  select s.rid, p.pid, s.name_fold = p.name_fold, s.dob = p.dob
  from s join p using (id9);
create or replace table verified as
  select rid, any_value(pid) as pid from hit where name_equal and dob_equal group by rid;
create or replace table rest as select * from s anti join verified using (rid);
create or replace table by_name as
  select r.rid, any_value(p.pid) as pid, count(*) as people
  from rest r join p using (name_fold, dob) where r.sex = p.sex group by r.rid;
create or replace table one_hit as
  select rid, any_value(pid) as pid, bool_or(name_equal) as name_equal,
    bool_or(dob_equal) as dob_equal
  from hit group by rid;
create or replace table decided as
  select s.rid, coalesce(v.pid, case when h.name_equal or h.dob_equal then h.pid end,
    case when n.people = 1 then n.pid end) as pid,
    case when v.rid is not null then 'verified' when h.name_equal then 'wrong_birth_date'
      when h.dob_equal then 'wrong_name' when n.people = 1 then 'found_by_name_and_birth_date'
      when n.people > 1 then 'ambiguous' when h.rid is not null then 'number_of_another'
      else 'not_found' end as verdict
  from s left join verified v using (rid) left join one_hit h using (rid)
    left join by_name n using (rid);
"""


class Clock:
    """Wall and CPU seconds of each step of this process."""

    def __init__(self):
        self.begun = self.last = time.monotonic()
        self.cpu = time.process_time()
        self.steps = {}

    def step(self, name):
        wall, cpu = time.monotonic(), time.process_time()
        self.steps[name] = [round(wall - self.last, 2), round(cpu - self.cpu, 2)]
        self.last, self.cpu = wall, cpu

    def cost(self):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {
            "cpu_s": round(time.process_time(), 1),
            "wall_s": round(time.monotonic() - self.begun, 1),
            "peak_gib": round(peak / 2**20, 2),
            "load": round(os.getloadavg()[0], 1),
            "steps_wall_cpu_s": self.steps,
        }


def connect(args):
    connection = duckdb.connect()
    spill = os.path.join(tempfile.gettempdir(), "khien-peer-spill")
    connection.execute(
        f"set threads = {args.threads}; set memory_limit = '{args.memory}'; "
        f"set preserve_insertion_order = false; set temp_directory = '{spill}'"
    )
    return connection


def quality(predicted, right, there):
    precision, recall = right / max(predicted, 1), right / max(there, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 5), "recall": round(recall, 5), "f1": round(f1, 5)}


def links_quality(connection, links):
    predicted, right, there = connection.execute(
        f"""select count(l.pid), count(*) filter (where l.pid = t.pid), count(t.pid)
            from t left join {links} l using (rid)"""
    ).fetchall()[0]
    return quality(predicted, right, there)


def by_kind_of_error(connection, links):
    rows = connection.execute(
        f"""select err, count(*), round(avg(coalesce(l.pid = t.pid, false)::int), 4),
              round(avg((l.pid is not null)::int), 4)
            from t left join {links} l using (rid) group by err order by 2 desc"""
    ).fetchall()
    return {err: {"records": n, "right": right, "linked": linked} for err, n, right, linked in rows}


def write(connection, links, folder, name):
    connection.execute(
        f"copy (select * from {links} order by rid) to '{folder}/peer-{name}.parquet'"
    )


def exact_part(connection, args, clock):
    standardise.prepare(connection, args.folder)
    clock.step("standardise")
    connection.execute(EXACT)
    clock.step("exact")


def exact(connection, args, clock):
    exact_part(connection, args, clock)
    write(connection, "decided", args.folder, "exact")
    clock.step("write")
    cost = clock.cost()
    standardise.load_truth(connection, args.folder)
    verdicts = dict(
        connection.execute("select verdict, count(*) from decided group by 1").fetchall()
    )
    return cost | {
        "best": links_quality(connection, "decided"),
        "verdicts": verdicts,
        "by_error": by_kind_of_error(connection, "decided"),
    }


def best_at(connection, base):
    """Tries every threshold; leaves the links of the best in the table `links`."""
    curve = []
    for weight in WEIGHTS:
        connection.execute(
            f"create or replace view cut as select rid, pid from best where w >= {weight} {base}"
        )
        curve.append({"weight": weight, **links_quality(connection, "cut")})
    best = max(curve, key=lambda point: point["f1"])
    connection.execute(
        "create or replace table links as "
        f"select rid, pid from best where w >= {best['weight']} {base}"
    )
    return best, curve


def link(connection, args, clock):
    import model

    if args.task == "all":
        standardise.prepare(connection, args.folder)
        clock.step("standardise")
        records_table, base = "s", ""
    else:
        exact_part(connection, args, clock)
        records_table, base = "rest", "union all select rid, pid from verified"
    pairs, records, people = model.predict(connection, records_table, clock)
    connection.execute(
        f"""create or replace table best as
            select rid, arg_max(pid, w) as pid, max(w) as w from (
              select case when source_dataset_l = 'xs' then uid_l else uid_r end as rid,
                case when source_dataset_l = 'xs' then uid_r else uid_l end as pid,
                match_weight as w
              from {pairs}) group by rid"""
    )
    write(connection, "best", args.folder, args.task)
    clock.step("best and write")
    cost = clock.cost()

    standardise.load_truth(connection, args.folder)
    best, curve = best_at(connection, base)
    return cost | {
        "records_to_splink": records,
        "people": people,
        "pairs": connection.execute(f"select count(*) from {pairs}").fetchall()[0][0],
        "best": best,
        "curve": curve,
        "by_error": by_kind_of_error(connection, "links"),
    }


def dedupe(connection, args, clock):
    import model

    standardise.prepare(connection, args.folder)
    clock.step("standardise")
    pairs, records, _ = model.predict(connection, "s", clock, dedupe=True)
    cost = clock.cost()

    standardise.load_truth(connection, args.folder)
    there = connection.execute(
        "select sum(k * (k - 1) / 2) from (select count(*) as k from t group by person)"
    ).fetchall()[0][0]
    curve = []
    for weight in WEIGHTS:
        predicted, right = connection.execute(
            f"""select count(*), count(*) filter (where a.person = b.person)
                from {pairs} x join t a on x.uid_l = a.rid join t b on x.uid_r = b.rid
                where match_weight >= {weight}"""
        ).fetchall()[0]
        curve.append({"weight": weight, **quality(predicted, right, float(there))})
    best = max(curve, key=lambda point: point["f1"])
    return cost | {"records": records, "true_pairs": int(there), "best": best, "curve": curve}


def main():
    tasks = {"exact": exact, "link": link, "all": link, "dedupe": dedupe}
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=tasks)
    parser.add_argument("folder", help="where `khien simulate` wrote its files")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--memory", default="12GB")
    parser.add_argument("--json", help="append the result, with the curve of thresholds, to this file")
    args = parser.parse_args()
    logging.disable(logging.WARNING)

    clock = Clock()
    result = {"task": args.task, "folder": args.folder, "threads": args.threads}
    result |= tasks[args.task](connect(args), args, clock)
    shown = {key: value for key, value in result.items() if key != "curve"}
    print(json.dumps(shown, indent=1, ensure_ascii=False))
    if args.json:
        with open(args.json, "a", encoding="utf-8") as out:
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
    best = result["best"]
    print(
        f"{args.task}: CPU {result['cpu_s']} s, wall {result['wall_s']} s, "
        f"peak {result['peak_gib']} GiB, P {best['precision']}, R {best['recall']}, "
        f"F1 {best['f1']}"
    )


if __name__ == "__main__":
    main()
