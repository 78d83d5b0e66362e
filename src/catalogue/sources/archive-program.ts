import type { StringRef } from '../../refs';
import { python, type Script, type StepScope } from '../../script';

type Value = StringRef<unknown, StepScope>;

/** The values of the program: its params, the TaskRun and the files of the results. */
interface Values {
  readonly url: Value;
  readonly checksum: Value;
  readonly taskRun: Value;
  readonly results: Readonly<Record<'path' | 'url' | 'commit' | 'languages', { readonly path: string }>>;
}

/**
 * The program that fetches and unpacks an archive. Python's `tarfile` unpacks with its filter `data`, which keeps every entry inside the folder.
 * Before that, the program refuses entries that no archive of sources needs, such as devices, and limits the number and size of the others.
 * @see https://docs.python.org/3/library/tarfile.html#extraction-filters
 */
export function archiveProgram({ url, checksum, taskRun, results }: Values): Script<StepScope> {
  return python`
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile

LARGEST = int(os.environ["MAX_BYTES"])
MOST = int(os.environ["MAX_FILES"])
workspace = os.environ["WORKSPACE"]
url = ${url}
checksum = ${checksum}


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(1)


def demand_https(address):
    parts = urllib.parse.urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        fail("the address " + shown(address) + " is not one of https")
    if parts.username or parts.password:
        fail("the url has credentials, which would be in manifests and logs")


def shown(address):
    # a query may hold a token
    return urllib.parse.urlunsplit(urllib.parse.urlsplit(address)._replace(query="", fragment=""))


class OnlyHttps(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, request, file, code, message, headers, address):
        demand_https(address)
        return super().redirect_request(request, file, code, message, headers, address)


def download(target):
    demand_https(url)
    digest = hashlib.sha256()
    size = 0
    try:
        with urllib.request.build_opener(OnlyHttps).open(url, timeout=60) as answer, open(target, "wb") as file:
            while chunk := answer.read(1 << 20):
                size += len(chunk)
                if size > LARGEST:
                    fail("the archive is larger than " + str(LARGEST) + " bytes; set maxSize")
                digest.update(chunk)
                file.write(chunk)
    except (urllib.error.URLError, OSError, ValueError) as error:
        fail("cannot fetch " + shown(url) + ": " + str(error))
    found = "sha256:" + digest.hexdigest()
    if found != checksum:
        fail("the archive has the checksum " + found + ", expected " + checksum)
    print("fetched " + shown(url) + ", " + str(size) + " bytes")


def parts_of(name):
    """The parts of the name of an entry; none for the folder itself."""
    try:
        name.encode()
    except UnicodeEncodeError:
        fail("the archive has a name that is not UTF-8: " + ascii(name))
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in name):
        fail("the archive has a name with a control character: " + ascii(name))
    if name.startswith("/"):
        fail("the archive has an absolute path: " + name)
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in parts:
        fail("the archive has a path that leads out of it: " + name)
    return parts


class Entries:
    """What is unpacked, within its limits."""

    def __init__(self):
        self.kept = []
        self.tops = set()
        self.has_file_on_top = False
        self.count = 0
        self.size = 0
        self.git = 0

    def add(self, entry, name, size, is_folder):
        parts = parts_of(name)
        self.count += 1
        self.size += size
        if self.count > MOST:
            fail("the archive has more than " + str(MOST) + " entries; set maxFiles")
        if self.size > LARGEST:
            fail("the archive has more than " + str(LARGEST) + " bytes unpacked; set maxSize")
        if not parts:
            return
        # a configuration of git can name programs, which a scanner with git would run
        if any(part.lower() == ".git" for part in parts):
            self.git += 1
            return
        self.tops.add(parts[0])
        self.has_file_on_top = self.has_file_on_top or (len(parts) == 1 and not is_folder)
        self.kept.append(entry)


def unpack_tar(archive, target):
    entries = Entries()
    for entry in archive:
        if not (entry.isreg() or entry.isdir() or entry.issym() or entry.islnk()):
            fail("the archive has an entry that is neither a file, a folder nor a link: " + ascii(entry.name))
        if entry.issym() or entry.islnk():
            base = os.path.dirname(entry.name) if entry.issym() else ""
            goal = os.path.normpath(os.path.join(base, entry.linkname))
            if os.path.isabs(entry.linkname) or goal.split("/")[0] == "..":
                fail("the archive has a link that leads out of it: " + ascii(entry.name) + " -> " + ascii(entry.linkname))
        entries.add(entry, entry.name, entry.size if entry.isreg() else 0, entry.isdir())
    archive.extractall(target, members=entries.kept, filter="data")
    return entries


def unpack_zip(archive, target):
    entries = Entries()
    for entry in archive.infolist():
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            fail("the archive has an entry that is neither a file nor a folder: " + ascii(entry.filename))
        if entry.flag_bits & 1:
            fail("the archive is encrypted")
        entries.add(entry, entry.filename, entry.file_size, entry.is_dir())
    archive.extractall(target, members=entries.kept)
    return entries


def unpack(file, target):
    if not hasattr(tarfile, "data_filter"):
        fail("this Python cannot unpack safely (PEP 706); use an image with Python 3.12 or newer")
    try:
        if tarfile.is_tarfile(file):
            with tarfile.open(file) as archive:
                return unpack_tar(archive, target)
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                return unpack_zip(archive, target)
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        fail("cannot unpack the archive: " + str(error))
    return fail("the archive is neither a tar nor a zip file")


def listed(root):
    """The files with their sizes. A link that leads out of the folder ends the program."""
    inside = os.path.realpath(root)
    files = []
    for folder, names, rest in os.walk(root):
        for name in names + rest:
            path = os.path.join(folder, name)
            if os.path.islink(path):
                if os.path.commonpath([inside, os.path.realpath(path)]) != inside:
                    fail("the archive has a link that leads out of it: " + os.path.relpath(path, root))
            elif os.path.isfile(path):
                files.append((os.path.relpath(path, root), os.path.getsize(path)))
    return sorted(files)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def folder_of_run():
    """The folder of the sources, relative to the workspace: that of the run and the task, and of this TaskRun in a matrix."""
    run, task = os.environ.get("RUN_UID"), os.environ.get("PIPELINE_TASK")
    if not run:
        run, task = ${taskRun}, "source"
    try:
        os.makedirs(os.path.join(workspace, run, "sources"), exist_ok=True)
    except OSError as error:
        fail("user " + str(os.getuid()) + " cannot write to the workspace: " + str(error) + "; the run has no fsGroup, or the volume ignores it")
    sources = run + "/sources/" + task
    owner = os.path.join(workspace, sources + ".owner")
    try:
        with open(owner, "x") as file:
            file.write(${taskRun})
    except FileExistsError:
        pass
    with open(owner) as file:
        return sources if file.read() == ${taskRun} else sources + "-" + ${taskRun}


os.umask(0o002)
sources = folder_of_run()
root = os.path.join(workspace, sources)
# what an earlier attempt of this TaskRun has left
for left in (root, root + ".unpacked"):
    shutil.rmtree(left, ignore_errors=True)
for left in (root + ".json", root + ".files", root + ".archive"):
    if os.path.lexists(left):
        os.remove(left)
download(root + ".archive")
entries = unpack(root + ".archive", root + ".unpacked")
os.remove(root + ".archive")
if not entries.kept:
    fail("the archive is empty")
is_alone = len(entries.tops) == 1 and not entries.has_file_on_top and os.environ["KEEP_TOP_FOLDER"] != "true"
os.rename(os.path.join(root + ".unpacked", *entries.tops) if is_alone else root + ".unpacked", root)
shutil.rmtree(root + ".unpacked", ignore_errors=True)
files = listed(root)
found = subprocess.run(["awk", os.environ["LANGUAGES"]], input="\n".join(path for path, _ in files) + "\n", capture_output=True, text=True, check=True)
write(root + ".files", "".join(str(size) + " " + path + "\n" for path, size in files))
write(${results.languages.path}, found.stdout)
write(${results.commit.path}, checksum)
write(${results.url.path}, shown(url))
write(${results.path.path}, sources)
write(root + ".json", json.dumps({"commit": checksum, "taskRun": ${taskRun}, "files": True}))
print("unpacked " + str(len(files)) + " files, " + str(entries.size) + " bytes" + (", without " + str(entries.git) + " of .git" if entries.git else ""))
`;
}
