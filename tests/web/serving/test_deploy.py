"""The page on deployment says what is shipped, and what it says can be run."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from handmade import make_issue

from gongbao.cli import main
from ingest.load.load import load
from web.site.connection import LONGEST

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/deploy.md").read_text("utf-8")
UNITS = dict(re.findall(r"`/etc/systemd/system/([\w.-]+)`.*\n\n```ini\n((?s:.*?))```", PAGE))
(DOCKERFILE,) = re.findall(r"```dockerfile\n(.*?)```", PAGE, re.DOTALL)
(NGINX,) = re.findall(r"```nginx\n(.*?)```", PAGE, re.DOTALL)
(LONG_FORM,) = re.findall(r"```sh\n(datasette serve .*?)```", PAGE, re.DOTALL)


def unit(name: str) -> configparser.ConfigParser:
    """A unit of systemd: sections of options."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(UNITS[name])
    return parser


def options(command: list[str]) -> dict[str, str]:
    """The options and arguments of a `gongbao` command, as they are written; raises for those it does not know."""
    _, name, *arguments = command
    context = click.Context(main, **main.context_settings)
    found = main.get_command(context, name)
    assert found
    values, _, _ = found.make_parser(click.Context(found, context, name)).parse_args(arguments)
    return values


def commands() -> list[list[str]]:
    """Every `gongbao` command on the page: of units, of the image, and of lines to type."""
    starts = [unit(name)["Service"]["ExecStart"] for name in UNITS if name.endswith(".service")]
    typed = re.findall(r"gongbao (\.venv/bin/gongbao .*)", PAGE) + re.findall(r"^\$ (gongbao .*)", PAGE, re.M)
    return [*map(shlex.split, starts + typed), json.loads(DOCKERFILE.partition("CMD ")[2])]


def test_the_command_has_every_setting() -> None:
    said = dict(re.findall(r"--setting (\w+) (\w+) ?\\?\n", LONG_FORM))
    shipped = json.loads((ROOT / "web/settings.json").read_text("utf-8"))
    assert said == {name: "off" if value is False else str(value) for name, value in shipped.items()}


def test_the_long_form_answers(tmp_path: Path) -> None:
    load([make_issue(6)], tmp_path / "kb.db")
    words = shlex.split(LONG_FORM.replace("\\\n", ""))
    words[words.index("kb.db")] = str(tmp_path / "kb.db")
    done = subprocess.run(
        [sys.executable, "-m", *words, "--get", "/search?q=养老"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "南通市人民政府" in done.stdout


def test_the_limit_of_a_value_is_said() -> None:
    assert f"{LONGEST // 1_000_000} MB" in PAGE


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_commands_are_understood(command: list[str]) -> None:
    assert options(command)


def test_the_units_hold_together() -> None:
    assert set(UNITS) == {"gongbao.service", "gongbao-build.service", "gongbao-build.timer"}
    users = set(re.findall(r"useradd .* (\S+)\n", PAGE))
    shown, built = unit("gongbao.service")["Service"], unit("gongbao-build.service")["Service"]
    assert {shown["User"], built["User"]} == users
    home = Path(built["WorkingDirectory"])
    written = home / options(shlex.split(built["ExecStart"]))["database"]
    assert str(written) == options(shlex.split(shown["ExecStart"]))["database"]
    assert Path(built["ReadWritePaths"]) == written.parent
    assert f"install -d -o {built['User']} {written.parent}\n" in PAGE


def test_nginx_speaks_tls_to_the_port_that_is_served() -> None:
    port = options(shlex.split(unit("gongbao.service")["Service"]["ExecStart"]))["port"]
    assert f"proxy_pass http://127.0.0.1:{port};" in NGINX
    assert NGINX.count("{") == NGINX.count("}")
    assert {"ssl_certificate ", "ssl_certificate_key "} <= set(re.findall(r"ssl_certificate\w* ", NGINX))
    code = [line for line in NGINX.splitlines() if line and not line.strip().startswith("#")]
    statements = [line for line in code if not line.endswith(("{", "}"))]
    assert [line for line in statements if not line.endswith(";")] == []


def test_nginx_closes_what_tells_of_the_machine() -> None:
    (opened,) = re.findall(r"location ~ (\^/-/\S+) {", NGINX)
    assert "location /-/ {\n        return 404;" in NGINX
    shut = [
        f"/-/{name}"
        for name in ("threads", "versions", "databases", "plugins", "metadata", "settings", "mcps")
    ]
    assert [path for path in shut if re.search(opened, path)] == []
    needed = ["/-/static/app.css", "/-/static-plugins/x/y.js", "/-/health", "/-/mcp", "/-/mcp/x"]
    assert [path for path in needed if not re.search(opened, path)] == []


def test_nginx_takes_no_name_but_its_own() -> None:
    (name,) = re.findall(r"server_name (\S+);", NGINX)
    assert "default_server;\n    ssl_reject_handshake on;" in NGINX
    assert set(re.findall(r"proxy_set_header Host (\S+);", NGINX)) == {name}
    assert "Strict-Transport-Security" in NGINX


def installs(recipe: str) -> list[set[str]]:
    """The flags that matter of each line that installs."""
    found = (
        set(re.findall(r"--(require-hashes|no-build-isolation|no-deps)", x)) for x in recipe.splitlines()
    )
    return [flags for flags in found if flags]


def test_the_image_is_installed_as_the_environment_is() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8").partition("define install\n")[2].partition("endef")[0]
    assert installs(DOCKERFILE) == installs(makefile)
    assert [name for name in re.findall(r"-r (\S+)", DOCKERFILE) if not (ROOT / name).is_file()] == []


def test_the_image_leaves_out_what_is_made_here() -> None:
    ignored = set((ROOT / ".gitignore").read_text("utf-8").split())
    left_out = set((ROOT / ".dockerignore").read_text("utf-8").split())
    assert {".git", "kb.db*", "data"} <= left_out
    made = {name.rstrip("/") for name in ignored if name.endswith("/")}
    assert {name for name in made if name not in left_out and f"**/{name}" not in left_out} == set()
