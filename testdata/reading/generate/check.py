"""Says of each document which words of its source cannot be found in it, so that nothing is asked of a reader that is not there."""
import email
import email.policy
import html
import pathlib
import re
import subprocess
import sys
import zipfile

import source


def words(file):
    if file.suffix == ".pdf":
        return subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    if file.suffix == ".docx":
        z = zipfile.ZipFile(file)
        return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(z.read(n).decode() for n in z.namelist() if n.startswith("word/") and n.endswith(".xml"))))
    if file.suffix == ".html":
        return html.unescape(re.sub(r"<[^>]+>", " ", file.read_text()))
    if file.suffix == ".eml":
        m = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        return "\n".join([m["From"], *(p.get_content() for p in m.walk() if not p.is_multipart())])
    return file.read_text()


def squeeze(s):
    return "".join(c for c in s.lower().replace("ﬁ", "fi").replace("ﬂ", "fl") if c.isalnum())


def shown(d):
    if "truth" in d:
        yield d["title"]
        yield d["employer"]
        for k, v in d["facts"]:
            yield v
        for s in d["sections"]:
            yield from s.get("list", []) + s.get("text", []) + [s["heading"]]
        return
    yield from [d.get("bare", d["name"]), d["headline"], d["email"], d["phone"], d["street"], d["city"], *d.get("links", [])]
    for s in d["sections"]:
        if isinstance(s.get("text"), str):
            yield s["text"]
        for e in s.get("entries", []):
            if isinstance(e, list):
                yield e[0]
                yield e[1]
                continue
            for r in e.get("roles", [e]):
                yield from (x for x in (r.get("title") or e.get("show") or e.get("name"), e.get("employer"), e.get("institution"), r.get("when"), e.get("at"), e.get("url"))
                            if x and not (e.get("show") and x == e.get("when") and s.get("evidence")))
                yield from r["text"] if isinstance(r.get("text"), list) else []
        for g in s.get("groups", []):
            for i in g["items"]:
                yield i if isinstance(i, str) else i[0]


def main(wanted):
    sources = {}
    for half in ("dev", "aside"):
        for folder in ("people", "adverts"):
            sources.update(source.load(folder, half))
    for half in ("dev", "aside"):
        for f in sorted((source.ROOT / half).iterdir()):
            if wanted and not any(w in f"{half}/{f.name}" for w in wanted):
                continue
            text = squeeze(words(f))
            missing = [x for x in shown(sources[f.name.split(".")[0]]) if squeeze(x) not in text]
            if missing:
                print(half, f.name, missing)


if __name__ == "__main__":
    main(sys.argv[1:])
