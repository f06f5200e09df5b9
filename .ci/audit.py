"""`python .ci/audit.py PIP_AUDIT`: fail on a known vulnerability in requirements.lock.

Where no vulnerability service can be reached this says so loudly and does not fail: that is no news about a
package. When they cannot tell, PyPI's says 'not found', and OSV's says nothing at all.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
SERVICES = ("pypi", "osv")
MOST_SECONDS = 300


def asked(pip_audit: str, service: str) -> dict[str, list[str] | None]:
    """Package -> its known vulnerabilities; None where the service could not tell."""
    command = [pip_audit, "-r", str(LOCK), "--require-hashes", "--disable-pip", "-s", service]
    command += ["-f", "json", "--progress-spinner", "off"]
    try:
        answer = subprocess.run(  # noqa: S603  the program of our own venv
            [*command, "--progress-spinner", "off"],
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=False,
        ).stdout
        packages = json.loads(answer)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return {}
    return {
        f"{package['name']} {package.get('version', '')}".strip(): (
            None if "skip_reason" in package else [vulnerability["id"] for vulnerability in package["vulns"]]
        )
        for package in packages
    }


def main(pip_audit: str) -> int:
    """The exit code: 1 on a finding, else 0."""
    audited: dict[str, list[str]] = {}
    wanted = LOCK.read_text(encoding="utf-8").count("==")
    for service in SERVICES:
        answers = asked(pip_audit, service)
        audited |= {name: found for name, found in answers.items() if found is not None}
        if len(audited) >= wanted:
            break
    if found := {name: ids for name, ids in audited.items() if ids}:
        for name, ids in found.items():
            print(f"VULNERABLE: {name}: {', '.join(ids)}")
        return 1
    if len(audited) < wanted:
        missed = f"{wanted - len(audited)} of {wanted} packages"
        print(f"NOT AUDITED: {missed}. No vulnerability service answered for them; run this where one does.")
    else:
        print(f"{wanted} packages audited, no known vulnerability.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
