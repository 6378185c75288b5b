from pathlib import Path

from infra.local import deploy


def folder(tmp_path: Path, content: str) -> dict[str, Path]:
    folder = tmp_path / "folder"
    folder.mkdir(exist_ok=True)
    (folder / "handler.py").write_text(content)
    return {"ScanFunction": folder}


def test_what_has_not_changed_is_packed_once(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = deploy.packed(folder(tmp_path, "one"), kept)
    (archive,) = kept.iterdir()
    made_at = archive.stat().st_mtime_ns

    assert deploy.packed(folder(tmp_path, "one"), kept) == first
    assert archive.stat().st_mtime_ns == made_at


def test_what_has_changed_is_packed_anew_and_the_old_forgotten(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = deploy.packed(folder(tmp_path, "one"), kept)

    assert deploy.packed(folder(tmp_path, "two"), kept) != first
    assert len(list(kept.iterdir())) == 1


def test_a_renamed_file_is_a_change(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    folders = folder(tmp_path, "one")
    first = deploy.packed(folders, kept)
    (tmp_path / "folder" / "handler.py").rename(tmp_path / "folder" / "other.py")

    assert deploy.packed(folders, kept) != first
