"""The program's own folders, and the resources that are shipped with it."""

from pathlib import Path

import pytest

from planner import paths


def test_a_shipped_resource_is_found() -> None:
    assert paths.resource("fonts", "OFL.txt").read_text().startswith("Copyright")


def test_a_resource_that_was_not_shipped_is_named_in_the_error() -> None:
    with pytest.raises(FileNotFoundError, match=r"fonts/none\.otf"):
        paths.resource("fonts", "none.otf")


def test_an_installed_package_finds_its_resources_inside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, beside = tmp_path / "planner" / "resources", tmp_path / "resources"
    for folder in (inside, beside):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(folder.parent.name)
    monkeypatch.setattr(paths, "_RESOURCE_FOLDERS", (inside, beside))

    assert paths.resource("a.txt") == inside / "a.txt"


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        (paths.user_config_folder, "config"),
        (paths.user_data_folder, "data"),
        (paths.user_cache_folder, "cache"),
        (paths.user_state_folder, "state"),
    ],
)
def test_a_user_folder_is_made_where_the_system_keeps_such_folders(
    folder: object, kind: str, own_user_folders: Path
) -> None:
    assert callable(folder)
    made = folder()

    assert made.is_dir()
    assert made == own_user_folders / kind / "neocloud-planner"
