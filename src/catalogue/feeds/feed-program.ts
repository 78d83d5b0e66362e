import type { StringRef } from '../../refs';
import { python, type Script, type StepScope } from '../../script';

/**
 * The program that fetches files, checks what it and the tools have fetched, and puts each database in its place by renaming a folder, so that a scan
 * never finds half of one. A database that could not be fetched stays as it was. `PLAN` has the folder of each with its files and what it must have.
 */
export function feedProgram(taskRun: StringRef<unknown, StepScope>): Script<StepScope> {
  return python`
import datetime
import glob
import json
import os
import shutil
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile

root = os.environ["DATABASES"]
fresh = os.path.join(root, ".new-" + ${taskRun})
problems = []


class OnlyHttps(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, request, file, code, message, headers, address):
        if urllib.parse.urlsplit(address).scheme != "https":
            raise ValueError("it leads to an address that is not one of https")
        return super().redirect_request(request, file, code, message, headers, address)


def download(url, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with urllib.request.build_opener(OnlyHttps).open(url, timeout=60) as answer, open(target, "wb") as file:
        shutil.copyfileobj(answer, file, 1 << 20)


def checked_zip(file):
    with zipfile.ZipFile(file) as archive:
        broken = archive.testzip()
        if broken is not None or not archive.namelist():
            raise ValueError("the archive is empty or broken")


def unpacked(file, folder):
    with zipfile.ZipFile(file) as archive:
        # extractall leaves out what leads out of the folder
        archive.extractall(folder)
    os.remove(file)


def checked_rules(file):
    with open(file, encoding="utf-8") as text:
        if not any(line.rstrip() == "rules:" for line in text):
            raise ValueError("it has no rules")


def fetch(folder, files):
    for one in files:
        target = os.path.join(fresh, folder, one["path"])
        try:
            download(one["url"], target)
            if one["kind"] == "zip":
                checked_zip(target)
            elif one["kind"] == "unpack":
                unpacked(target, os.path.join(fresh, folder))
            else:
                checked_rules(target)
        except (urllib.error.URLError, OSError, ValueError, zipfile.BadZipFile) as error:
            return "cannot fetch " + one["url"] + ": " + str(error)
    return None


def exit_code(file):
    try:
        with open(file) as text:
            return text.read().strip()
    except OSError:
        return "unknown"


def place(folder):
    """Notes the time, and renames the new folder to the old one. The old one stays until the next time, for scans that are copying it."""
    with open(os.path.join(fresh, folder, ".fetched"), "w") as note:
        json.dump({"databaseDate": datetime.datetime.now(datetime.timezone.utc).isoformat()}, note)
    target, before = os.path.join(root, folder), os.path.join(root, ".old-" + folder)
    shutil.rmtree(before, ignore_errors=True)
    if os.path.isdir(target):
        os.rename(target, before)
    os.rename(os.path.join(fresh, folder), target)


os.umask(0o002)
for folder, database in json.loads(os.environ["PLAN"]).items():
    code = exit_code(database["exitCode"]) if "exitCode" in database else "0"
    problem = fetch(folder, database.get("files", [])) if code == "0" else "its tool ended with exit code " + code
    missing = [one for one in database["has"] if not glob.glob(os.path.join(glob.escape(os.path.join(fresh, folder)), one), recursive=True)]
    if problem is None and missing:
        problem = "what was fetched has no " + missing[0]
    if problem is None:
        place(folder)
        print(folder + ": fetched")
    else:
        problems.append(folder + ": " + problem)
for left in glob.glob(os.path.join(glob.escape(root), ".new-*")):
    shutil.rmtree(left, ignore_errors=True)
for problem in problems:
    print(problem + "; the database of the last time stays", file=sys.stderr)
sys.exit(1 if problems else 0)
`;
}
