"""Lays out what cargo says of the program's tree as a CycloneDX 1.6 document. Called by scripts/components.

Nothing of it may come from the clock, from chance or from the machine: two builds of one commit are compared by it.
"""

import hashlib
import json
import re
import sys
import uuid
from pathlib import Path
from urllib.parse import quote


def read_tree(path):
    """The packages of a tree with their licences, and what each of them names, by (name, version)."""
    licences, needs, above = {}, {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        depth, package, licence = line.split("|", 2)
        name, version = package.split(" ")[:2]
        key = (name, version.removeprefix("v"))
        # what was laid out before ends with a mark
        licences[key] = licence.removesuffix(" (*)")
        needs.setdefault(key, set())
        del above[int(depth):]
        if above:
            needs[above[-1]].add(key)
        above.append(key)
    return licences, needs


def read_checksums():
    """SHA-256 of the archive of each package that has one, from the lock file."""
    field = r'name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "([0-9a-f]{64})"'
    lock = Path("Cargo.lock").read_text(encoding="utf-8")
    return {(name, version): checksum for name, version, checksum in re.findall(field, lock)}


def reference(key, checksums):
    """The package's own address; crates of ours stand in no registry and have none."""
    name, version = key
    kind = "pkg:cargo/" if key in checksums else "fyrklover:"
    return f"{kind}{name}@{quote(version, safe='')}"


def component(key, licence, required, checksums):
    """One package."""
    name, version = key
    said = {"type": "library", "bom-ref": reference(key, checksums), "name": name, "version": version}
    said["scope"] = "required" if required else "excluded"
    if key in checksums:
        said["hashes"] = [{"alg": "SHA-256", "content": checksums[key]}]
        said["purl"] = reference(key, checksums)
    # older manifests write a stroke for "or"
    said["licenses"] = [{"expression": re.sub(r"\s*/\s*", " OR ", licence)}]
    return said


def sqlite(metadata):
    """The one library that is not Rust: SQLite, as its Rust package brings it along."""
    package = next(one for one in metadata["packages"] if one["name"] == "libsqlite3-sys")
    header = (Path(package["manifest_path"]).parent / "sqlite3/sqlite3.h").read_text(encoding="utf-8")
    version = re.search(r'^#define SQLITE_VERSION +"([0-9.]+)"', header, re.MULTILINE).group(1)
    said = {
        "type": "library",
        "bom-ref": f"pkg:generic/sqlite@{version}",
        "name": "sqlite",
        "version": version,
        "scope": "required",
        "licenses": [{"expression": "blessing"}],
        "cpe": f"cpe:2.3:a:sqlite:sqlite:{version}:*:*:*:*:*:*:*",
        "purl": f"pkg:generic/sqlite@{version}",
    }
    return (package["name"], package["version"]), said


def document(work):
    """The whole document."""
    shipped, _ = read_tree(work / "normal")
    licences, needs = read_tree(work / "all")
    checksums = read_checksums()
    carrier, database = sqlite(json.loads((work / "metadata").read_text(encoding="utf-8")))
    program = next(key for key in licences if key[0] == "fyrklover")
    whole = {**component(program, licences[program], True, checksums), "type": "application"}
    parts = [component(key, licences[key], key in shipped, checksums) for key in licences if key != program]
    graph = {reference(key, checksums): {reference(one, checksums) for one in named} for key, named in needs.items()}
    graph[reference(carrier, checksums)].add(database["bom-ref"])
    graph[database["bom-ref"]] = set()
    said = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": whole},
        "components": sorted([*parts, database], key=lambda part: (part["name"], part["version"])),
        "dependencies": [{"ref": ref, "dependsOn": sorted(graph[ref])} for ref in sorted(graph)],
    }
    content = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()
    return {**said, "serialNumber": uuid.UUID(bytes=content[:16], version=5).urn}


print(json.dumps(document(Path(sys.argv[1])), indent=2, ensure_ascii=False, sort_keys=True))
