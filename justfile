# `just --list` names the recipes. `just` is in the environment: .venv/bin/just
python := ".venv/bin/python"

# style, types
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy

# all tests that must pass, or some: just test tests/test_codes.py
test *arguments:
    .venv/bin/pytest {{arguments}}

# the tests in a real Chromium
browser *arguments:
    .venv/bin/pytest tests/browser {{arguments}}

# what takes long for certainty: attacks, kills under load, every page in every form
exhaustive *arguments:
    .venv/bin/pytest --timeout 1800 {{ if arguments == "" { "tests/exhaustive" } else { arguments } }}

# what must be fast (10 minutes); others: just bench load, just bench attacks
bench name="reflection" *arguments:
    {{python}} -m benchmarks.{{name}} {{arguments}}

# every page as it looks, at three widths, light and dark, in both languages
screens folder *arguments:
    {{python}} -m tests.browser.sheet {{folder}} {{arguments}}
