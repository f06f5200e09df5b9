"""For an operator: make a backup, and after a restore see how much is there and whether a code opens it.

    python -m storage                  counts, as JSON
    python -m storage --open           reads a code from the terminal, and says whether it opens a record
    python -m storage --backup FILE    writes the records that codes open to a SQLite file, and nothing else

It shows nothing of what people stored. The database is the one that the app would use.
"""

from __future__ import annotations

import argparse
import json
import sys
from getpass import getpass
from pathlib import Path

from sqlalchemy import URL, Engine, func, insert, select

from storage.database import NewerDatabaseError, open_database, reading, writing
from storage.tables import metadata, vaults
from storage.vaults import DamagedVaultError, NoVaultError, Vaults


def counts(engine: Engine) -> dict[str, int]:
    """The number of rows in each table."""
    with reading(engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def back_up(engine: Engine, file: Path) -> None:
    """Write the records that codes open to a database at `file`, in the place of an earlier one.

    Drafts, rounds and ballots are left out: they are for a short time, and a backup would keep them.
    """
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    copy = open_database(URL.create("sqlite", database=str(part)))
    with engine.connect() as source, writing(copy) as target:
        for row in source.execute(select(vaults)):
            target.execute(insert(vaults), row._asdict())
    copy.dispose()
    Path(f"{part}-journal").unlink()
    part.replace(file)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m storage", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--open", action="store_true", help="try a code")
    parser.add_argument("--backup", type=Path, metavar="FILE", help="make a backup")
    arguments = parser.parse_args()
    try:
        engine = open_database()
    except NewerDatabaseError as error:
        sys.exit(str(error))
    if arguments.backup:
        back_up(engine, arguments.backup)
        return
    print(json.dumps(counts(engine)))
    if arguments.open:
        code = getpass("Code: ") if sys.stdin.isatty() else sys.stdin.readline()
        try:
            Vaults(engine).find(code)
        except NoVaultError:
            sys.exit("This code opens nothing here.")
        except DamagedVaultError:
            sys.exit("The record under this code is damaged.")
        print("This code opens a record, and it is whole.")


if __name__ == "__main__":
    main()
