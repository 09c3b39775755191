"""How long a model waits for its first answer from `gongbao mcp`, beside the library of the protocol alone.

`python bench/models.py [kb.db]`; it needs the extra mcp.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

_TIMES = 5


def library() -> float:
    """Seconds until a Python that only brings the library in is done."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", "import mcp.server"], check=True)
    return perf_counter() - start


async def first_answer(database: Path) -> tuple[float, float]:
    """Seconds from the start of the command to its list of tools, and to the answer of one of them."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "gongbao", "mcp", str(database)], env={"PYTHONPATH": "."}
    )
    start = perf_counter()
    async with Client(stdio_client(command)) as client:
        await client.list_tools()
        listed = perf_counter() - start
        await client.call_tool("deadlines", {"limit": 1})
        return listed, perf_counter() - start


def main(database: Path) -> None:
    """Print the best of some runs."""
    alone = min(library() for _ in range(_TIMES))
    listed, answered = (
        min(times)
        for times in zip(*(asyncio.run(first_answer(database)) for _ in range(_TIMES)), strict=True)
    )
    print(f"the library alone       {alone:.2f} s")
    print(f"up, with its tools      {listed:.2f} s  ({listed / alone:.1f} ×)")
    print(f"the first rows          {answered:.2f} s  ({answered / alone:.1f} ×)")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "kb.db"))
