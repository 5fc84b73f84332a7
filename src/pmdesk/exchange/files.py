"""Files are written beside and renamed into place, private, so that no reader ever sees half of one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp


def write_lines(path: Path, parts: Iterable[str | bytes], *, mode: int = 0o600) -> None:
    """Write a file whole or not at all, with ``mode`` (0600) whatever the umask is; text as UTF-8."""
    handle, name = mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part.encode() if isinstance(part, str) else part)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException as error:
        with suppress(OSError):
            Path(name).unlink()
        if isinstance(error, OSError) and not error.filename:  # a full disk doesn't say which file
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise
