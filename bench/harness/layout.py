"""Where the corpus lives on disk. Nothing in it is ever committed."""

import os
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Layout:
    """Folders of one corpus cache."""

    root: Path

    @property
    def archives(self) -> Path:
        """Upstream archives as downloaded."""
        return self.root / "archives"

    @property
    def packages_index(self) -> Path:
        """apt's private state: the temporary deb-src list and its indexes."""
        return self.root / "apt"

    @property
    def tools(self) -> Path:
        """Programs this folder builds or installs: parsefloor, the Python environment."""
        return self.root / "tools"

    def source(self, name: str) -> Path:
        """Pristine tree."""
        return self.root / "src" / name

    def built(self, name: str) -> Path:
        """Untouched tree, configured and built."""
        return self.root / "built" / name

    def migrated(self, name: str) -> Path:
        """Staged tree that `migrate` works in."""
        return self.root / "migrated" / name

    def log(self, name: str, step: str) -> Path:
        """Log file of one step."""
        return self.root / "logs" / name / f"{step}.log"

    def result(self, name: str, step: str) -> Path:
        """JSON result of one step."""
        return self.root / "results" / name / f"{step}.json"


def current() -> Layout:
    """The layout under CORPUS_DIR, by default `.build/corpus` of this repository."""
    chosen = os.environ.get("CORPUS_DIR")
    return Layout(Path(chosen).resolve() if chosen else REPOSITORY / ".build" / "corpus")
