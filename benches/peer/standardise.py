"""Both sides brought to one form in SQL, before anything is compared.

The peer gets what a careful analyst would give it: NFC, upper case, single spaces, a folded name
without diacritics, dates as YYYY-MM-DD, a lost leading zero restored, placeholders dropped. Rows are
numbered, so that joins and Splink work on integers.
"""

NAME = "regexp_replace(trim(upper(nfc_normalize(full_name))), '\\s+', ' ', 'g')"

MACROS = r"""
create or replace macro iso_date(d) as case
  when regexp_full_match(d, '\d{4}-\d{2}-\d{2}') then d
  when regexp_full_match(d, '\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}') then
    regexp_extract(d, '(\d{4})$', 1)
    || '-' || lpad(regexp_extract(d, '^\d{1,2}\D(\d{1,2})', 1), 2, '0')
    || '-' || lpad(regexp_extract(d, '^(\d{1,2})', 1), 2, '0')
end;
create or replace macro year_of(d) as
  coalesce(try_cast(left(d, 4) as integer), try_cast(right(d, 4) as integer));
create or replace macro sex_code(s) as case
  when s in ('M', 'm', 'Nam', 'nam', 'NAM', 'Male', 'male') then 'M'
  when s in ('F', 'f', 'Nữ', 'nữ', 'NỮ', 'Nu', 'nu', 'NU', 'Female', 'female') then 'F'
end;
create or replace macro number_12(x) as case
  when regexp_full_match(x, '0\d{11}') and x <> '000000000000' then x
  when regexp_full_match(x, '[1-9]\d{10}') then '0' || x
end;
create or replace macro number_9(x) as case
  when regexp_full_match(x, '\d{9}') and x not in ('123456789', '000000000') then x
end;
"""

# {key}, {numbers} and {source} differ between the register and the records.
SIDE = f"""
create or replace table {{table}} as
select file_row_number as {{key}}, {{numbers}},
  name, replace(strip_accents(name), 'Đ', 'D') as name_fold,
  iso_date(date_of_birth) as dob, year_of(date_of_birth) as yob,
  sex_code(sex) as sex, commune_code as commune, left(commune_code, 2) as prov
from (
  select *, {NAME} as name from read_parquet('{{source}}', file_row_number = true)
)
"""


def prepare(connection, folder):
    """Makes the tables `p` (register, key `pid`) and `s` (records, key `rid`)."""
    connection.execute(MACROS)
    connection.execute(
        SIDE.format(
            table="p",
            key="pid",
            numbers="personal_id as id12, nullif(old_cmnd, '') as id9",
            source=f"{folder}/population.parquet",
        )
    )
    digits = "translate(id_number, ' .-''', '')"
    connection.execute(
        SIDE.format(
            table="s",
            key="rid",
            numbers=f"number_12({digits}) as id12, number_9({digits}) as id9",
            source=f"{folder}/records.parquet",
        )
    )


def load_truth(connection, folder):
    """Makes the table `t`: rid, pid (null: not in the register), person, err."""
    connection.execute(
        f"""
        create or replace table t as
        select r.file_row_number as rid, k.pid, x.person::varchar as person, x.err
        from '{folder}/truth.parquet' x
        join read_parquet('{folder}/records.parquet', file_row_number = true) r using (record_id)
        left join (
          select pid::varchar as key, file_row_number as pid
          from read_parquet('{folder}/population.parquet', file_row_number = true)
        ) k on x.pid::varchar = k.key
        """
    )
