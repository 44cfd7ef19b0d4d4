"""Aims what schemathesis sends at what is there, and at nothing outside this machine.

GATEHOUSE_THERE: names and ids by the variable of a path; GATEHOUSE_NOWHERE: a port that refuses.
"""

import json
import os
import re
import zlib

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

THERE = json.loads(os.environ["GATEHOUSE_THERE"])
NOWHERE = os.environ["GATEHOUSE_NOWHERE"]
AUTHORITY = re.compile(r"^\s*[A-Za-z][A-Za-z0-9+.-]*:[/\\]*[^/\\?#]*")


@schemathesis.hook
def before_call(context, case, kwargs):
    if is_positive(case):
        aim(case)
    case.body = withheld(case.body)


def is_positive(case):
    """What was made to be wrong in its path stays as it is."""
    info = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
    return info is None or info.mode == GenerationMode.POSITIVE


def aim(case):
    for name, value in list((case.path_parameters or {}).items()):
        there = known(case, name)
        dice = zlib.crc32(repr(value).encode())
        # One of eight is left as it was made: mostly a 404.
        if there and dice % 8:
            case.path_parameters[name] = there[dice // 8 % len(there)]


def known(case, name):
    path, method = case.operation.path, case.operation.method.lower()
    if name == "repository" and method == "delete" and path.endswith("{repository}/"):
        return THERE["doomed-repository"]
    if name == "identifier" and path.startswith("/api/files/"):
        return THERE["file"]
    if name == "identifier" and (method == "delete" or path.endswith("/move/")):
        return THERE["doomed-identifier"]
    return THERE.get(name)


def withheld(body):
    """No upstream leads away from here: the doctor and canaries would ask it."""
    if isinstance(body, dict) and isinstance(body.get("upstream_url"), str):
        url = AUTHORITY.sub("http://" + NOWHERE, body["upstream_url"])
        return {**body, "upstream_url": url}
    return body
