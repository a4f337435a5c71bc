"""`schema`: print the JSON Schema of the plan's file."""

import argparse
import sys

from planner.storage.schema import schema_text


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "schema",
        help="print the JSON Schema of plans",
        description="Print the JSON Schema (draft 2020-12) of the plan's file.",
        allow_abbrev=False,
    )
    parser.set_defaults(obey=obey)


def obey(_arguments: argparse.Namespace) -> int:
    """Always 0."""
    sys.stdout.write(schema_text())
    return 0
