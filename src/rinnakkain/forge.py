"""The forge: the addresses of GitHub's pages on which an editor changes or adds a file."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["LONGEST", "Forge"]

# GitHub answers an address of more than about 8 KB with an error. Measured on the guideline, with
# every text, kind of act and language, the longest has 4,310 characters.
LONGEST = 7000


@dataclass(frozen=True)
class Forge:
    """A repository on GitHub (`https://github.com/owner/name`) and the branch of a proposal."""

    repository: str
    branch: str

    def edit(self, file: str) -> str:
        """Return the address of the page on which a file of the branch is edited."""
        return f"{self._root}/edit/{quote(self.branch)}/{quote(file)}"

    def new(self, file: str, text: str) -> str | None:
        """Return the address of the page of a new file with its name and its text filled in.

        None where the address would be longer than LONGEST characters.
        """
        filled = f"filename={quote(file)}&value={quote(text)}"
        address = f"{self._root}/new/{quote(self.branch)}?{filled}"
        return address if len(address) <= LONGEST else None

    def proposal(self, number: int) -> str:
        """Return the address of a proposal."""
        return f"{self._root}/pull/{number}"

    @property
    def _root(self) -> str:
        return self.repository.rstrip("/").removesuffix(".git")
