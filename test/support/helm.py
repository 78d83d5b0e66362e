"""helm.py ACTION JSON: runs an action of Helm 4 and prints its result as JSON; {"error": "..."} when Helm refuses."""

import json
import sys

import helm_python as helm
from helm_python.chart import Chart, lint


def config(asked):
    return helm.Config(namespace=asked["namespace"])


def install(asked):
    return config(asked).install(Chart.load(asked["chart"]), asked["release"], asked.get("values"), namespace=asked["namespace"], timeout=60)


def upgrade(asked):
    return config(asked).upgrade(Chart.load(asked["chart"]), asked["release"], asked.get("values"), namespace=asked["namespace"], timeout=60)


ACTIONS = {
    "lint": lambda asked: lint(asked["chart"], asked.get("values"), strict=True),
    "render": lambda asked: Chart.load(asked["chart"]).render(asked.get("values"), name=asked["release"], namespace="ci"),
    "metadata": lambda asked: Chart.load(asked["chart"]).metadata,
    "install": install,
    "upgrade": upgrade,
    "rollback": lambda asked: config(asked).rollback(asked["release"], version=asked["revision"]),
    "uninstall": lambda asked: config(asked).uninstall(asked["release"]),
}

if sys.argv[1] == "--version":
    print(helm.helm_sdk_version())
    sys.exit(0)
try:
    print(json.dumps(ACTIONS[sys.argv[1]](json.loads(sys.argv[2]))))
except helm.HelmError as error:
    print(json.dumps({"error": str(error)}))
