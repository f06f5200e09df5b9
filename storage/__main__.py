"""For an operator, after a restore: how much is in the database, and whether a code opens something.

    python -m storage           counts, as JSON
    python -m storage --open    reads a code from the terminal, and says whether it opens a record

It shows nothing of what people stored. The database is the one that the app would use.
"""

from __future__ import annotations

import argparse
import json
import sys
from getpass import getpass

from sqlalchemy import Engine, func, select

from storage.database import NewerDatabaseError, open_database, reading
from storage.tables import metadata
from storage.vaults import DamagedVaultError, NoVaultError, Vaults


def counts(engine: Engine) -> dict[str, int]:
    """The number of rows in each table."""
    with reading(engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m storage", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--open", action="store_true", help="try a code")
    arguments = parser.parse_args()
    try:
        engine = open_database()
    except NewerDatabaseError as error:
        sys.exit(str(error))
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
