"""Debian packages: installing what is missing, fetching upstream archives of source packages."""

import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

from harness.errors import BenchError
from harness.layout import Layout
from harness.shell import output_of, say

_DEB_LISTS = Path("/etc/apt/sources.list.d/debian.sources")
_FALLBACK_SOURCES = """Types: deb-src
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
"""


def missing_packages(packages: tuple[str, ...]) -> list[str]:
    """Those of `packages` that dpkg doesn't have installed."""
    return [name for name in packages if not _installed(name)]


def _installed(package: str) -> bool:
    answer = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package],
                            capture_output=True, text=True, check=False)
    return answer.stdout.strip() == "install ok installed"


def install(packages: tuple[str, ...], why: str) -> None:
    """Installs what is missing, with sudo only when not root. Says what and why first."""
    missing = missing_packages(packages)
    if not missing:
        return
    say(f"installing {' '.join(missing)} ({why})")
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    for step in (["apt-get", "-q", "update"], ["apt-get", "-qy", "install", "--no-install-recommends", *missing]):
        if subprocess.run(prefix + environment + step, stdout=2, check=False).returncode != 0:
            raise BenchError(f"`{' '.join(prefix + step)}` failed; see above. "
                             f"Needed for {why}: {' '.join(missing)}")


def fetch_archive(source_package: str, upstream_version: str, layout: Layout) -> Path:
    """Path of the package's upstream archive, downloaded through apt when it isn't there.

    Only the upstream archive is taken (`--tar-only`), never Debian's patches: the
    program is then the same whether or not the mirror still has the delta archive.
    apt checks the archive against its signed index.
    """
    layout.archives.mkdir(parents=True, exist_ok=True)
    found = _archive(source_package, upstream_version, layout.archives)
    if found is None:
        say(f"{source_package}: downloading the upstream archive")
        with _SourceIndex(layout) as options:
            _download(source_package, layout.archives, options)
        found = _archive(source_package, upstream_version, layout.archives)
    if found is None:
        there = sorted(path.name for path in layout.archives.glob(f"{source_package}_*"))
        raise BenchError(f"{source_package}: Debian has another upstream version than {upstream_version} "
                         f"(got {', '.join(there) or 'nothing'}); change the manifest and its expected result")
    return found


def _archive(source_package: str, upstream_version: str, folder: Path) -> Path | None:
    """The archive in `folder` if it was downloaded before."""
    exact = re.compile(re.escape(f"{source_package}_{upstream_version}") + r"\.orig\.tar\.(gz|xz|bz2)")
    return next((path for path in sorted(folder.iterdir()) if exact.fullmatch(path.name)), None)


def _download(source_package: str, folder: Path, options: list[str]) -> None:
    """Lets apt download the .orig archive into `folder`."""
    command = ["apt-get", "-q", *options, "source", "--download-only", "--tar-only", source_package]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise BenchError(f"{source_package}: `{' '.join(command)}` failed:\n{answer.stderr.strip()}")


class _SourceIndex:
    """A temporary deb-src list with indexes of its own; the system's apt never sees it.

    The list is removed at the end, the indexes too: they are 20 MB and soon stale.
    """

    def __init__(self, layout: Layout):
        self._folder = layout.packages_index

    def __enter__(self) -> list[str]:
        parts = self._folder / "sources.list.d"
        lists = self._folder / "lists"
        parts.mkdir(parents=True, exist_ok=True)
        (lists / "partial").mkdir(parents=True, exist_ok=True)
        (parts / "source.sources").write_text(_source_entries(), encoding="utf-8")
        options = ["-o", "Dir::Etc::sourcelist=/dev/null", "-o", f"Dir::Etc::sourceparts={parts}/",
                   "-o", f"Dir::State::lists={lists}", "-o", "APT::Sandbox::User=root"]
        output_of(["apt-get", "-q", *options, "update"])
        return options

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder)


def _source_entries() -> str:
    """The system's own Debian entries, asked for sources instead of binaries."""
    if not _DEB_LISTS.is_file():
        return _FALLBACK_SOURCES
    return re.sub(r"(?m)^Types:.*$", "Types: deb-src", _DEB_LISTS.read_text(encoding="utf-8"))


def unpack(archive: Path, target: Path) -> None:
    """Unpacks an archive whose content is one folder so that `target` is that folder."""
    scratch = target.with_name(target.name + ".unpacking")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    with tarfile.open(archive) as tar:
        tar.extractall(scratch, **({"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}))
    tops = list(scratch.iterdir())
    if len(tops) != 1 or not tops[0].is_dir():
        raise BenchError(f"{archive}: expected one folder inside, found {', '.join(p.name for p in tops)}")
    tops[0].rename(target)
    scratch.rmdir()
