"""`new`: begin a plan from an example."""

import argparse
import sys
from pathlib import Path

from planner.cli.opening import opened
from planner.paths import resource
from planner.storage.atomic import ChangedOnDisk, write_unless_changed
from planner.units.message import QT_TRANSLATE_NOOP, sentence

NO_EXAMPLE = sentence(
    "cli.no_example",
    QT_TRANSLATE_NOOP("planner", "There is no example “{name}”; there are: {known}."),
)
EXISTS = sentence(
    "cli.exists",
    QT_TRANSLATE_NOOP("planner", "{path} exists already; it was not overwritten."),
)
NOT_WRITTEN = sentence(
    "cli.not_written",
    QT_TRANSLATE_NOOP("planner", "{path} cannot be written: {reason}."),
)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "new",
        help="begin a plan from an example",
        description="Copy an example to a new file, or to standard output. A file that exists is "
        "never overwritten.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--from",
        dest="example",
        required=True,
        metavar="EXAMPLE",
        help=f"one of: {', '.join(examples())}",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="the new file")
    parser.set_defaults(obey=obey)


def examples() -> list[str]:
    """The names of the examples that are shipped."""
    return sorted(path.stem for path in resource("examples").glob("*.ncplan"))


def obey(arguments: argparse.Namespace) -> int:
    """0; 2 for an example that does not exist or a file that does."""
    name = arguments.example.removesuffix(".ncplan")
    if name not in examples():
        print(NO_EXAMPLE(name=name, known=", ".join(examples())), file=sys.stderr)
        return 2
    path = resource("examples", f"{name}.ncplan")
    if opened(str(path)) is None:
        return 1
    data = path.read_bytes()
    if arguments.output is None:
        sys.stdout.write(data.decode("utf-8"))
        return 0
    return _written(Path(arguments.output), data)


def _written(path: Path, data: bytes) -> int:
    try:
        write_unless_changed(path, data, None)
    except ChangedOnDisk:
        print(EXISTS(path=path), file=sys.stderr)
    except OSError as error:
        print(NOT_WRITTEN(path=path, reason=error.strerror), file=sys.stderr)
    else:
        return 0
    return 2
