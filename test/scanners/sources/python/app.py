"""Full of known mistakes: it is scanned, never run."""
import hashlib
import os
import pickle
import random
import subprocess
import tempfile

import requests
import yaml
from flask import Flask, request

app = Flask(__name__)
PASSWORD = "correct-horse-battery-staple"


@app.route("/run")
def run():
    subprocess.call(request.args["cmd"], shell=True)
    os.system("ls " + request.args["dir"])
    eval(request.args["expression"])
    return "done"


@app.route("/load")
def load():
    data = pickle.loads(request.data)
    config = yaml.load(request.args["config"])
    assert data and config
    return str(random.random())


def digest(data):
    return hashlib.md5(data).hexdigest(), hashlib.sha1(data).hexdigest()


def fetch(url, connection):
    requests.get(url, verify=False)
    name = tempfile.mktemp()
    connection.execute("SELECT * FROM users WHERE name = '%s'" % url)
    try:
        os.chmod(name, 0o777)
    except Exception:
        pass


app.run(host="0.0.0.0", debug=True)
