"""Makes the documents of testdata/reading and their truth. README.md says what it needs.

    python3 generate.py [NAME…]     all files, or those whose names contain one of the words
"""
import concurrent.futures
import copy
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import jinja2
import pyphen
import yaml

import source
import text
import word

HERE = source.HERE
ENV = jinja2.Environment(loader=jinja2.FileSystemLoader([HERE, HERE / "layouts/dev", HERE / "layouts/aside"]), trim_blocks=True)
WORDS = yaml.safe_load((HERE / "words.yaml").read_text())
HYPHENATED = ("smallcaps", "latex", "spaced")
DICTIONARY = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "es": "es_ES"}


def hyphenate(p):
    """Puts soft hyphens into the running text, as a typesetter does."""
    dic = pyphen.Pyphen(lang=DICTIONARY[p["language"]])

    def soft(t):
        return re.sub(r"\b[^\W\d_]{6,}\b", lambda w: dic.inserted(w[0], "\u00ad"), t)

    for s in p.get("sections", []):
        if isinstance(s.get("text"), str):
            s["text"] = soft(s["text"])
        for e in s.get("entries", []):
            for r in e.get("roles", [e]) if isinstance(e, dict) else []:
                if isinstance(r.get("text"), list):
                    r["text"] = [soft(t) for t in r["text"]]
    return p


def view(p, layout):
    """What a template sees: the source with the kind and the heading of each section by name."""
    p = copy.deepcopy(p)
    p["words"] = WORDS[p["language"]]
    for s in p.get("sections", []):
        s["kind"] = source.kind(s)
        s["heading"] = s[s["kind"]]
        for e in s.get("entries", []):
            if isinstance(e, dict) and isinstance(e.get("text"), str) and s["kind"] != "evidence":
                e["text"] = [e["text"]]
    return hyphenate(p) if layout in HYPHENATED else p


def run(*args):
    subprocess.run([str(a) for a in args], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def chromium(html, out, tmp):
    page = tmp / "page.html"
    page.write_text(html)
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp}/profile", "--no-pdf-header-footer",
        f"--print-to-pdf={out}", page)


def libreoffice(file, to, out, tmp):
    infilter = ["--infilter=HTML (StarWriter)"] if file.suffix == ".html" else []
    run("soffice", f"-env:UserInstallation=file://{tmp}/office", "--headless", *infilter, "--convert-to",
        "docx:MS Word 2007 XML" if to == "docx" else "pdf:writer_pdf_Export", "--outdir", tmp / "out", file)
    shutil.move(tmp / "out" / (file.stem + "." + to), out)


def make(half, layout, plan, p):
    """Makes the files of one person or advert in one layout."""
    outs = [source.ROOT / half / f"{p['id']}.{layout}.{ext}" for ext in plan["as"]]
    with tempfile.TemporaryDirectory() as t:
        tmp = pathlib.Path(t)
        v = view(p, layout)
        by = plan.get("by", "chromium")
        if by == "text":
            outs[0].write_bytes(text.LAYOUTS[layout](v).encode())
        elif by == "word":
            file = tmp / "file.docx"
            word.LAYOUTS[layout](v).save(file)
            for out in outs:
                shutil.copy(file, out) if out.suffix == ".docx" else libreoffice(file, "pdf", out, tmp)
        else:
            html = ENV.get_template(layout + ".html").render(p=v, photo=(HERE / "photo.png").as_uri())
            file = tmp / "file.html"
            file.write_text(html)
            for out in outs:
                if out.suffix == ".html":
                    out.write_text(html)
                elif by == "libreoffice":
                    libreoffice(file, out.suffix[1:], out, tmp)
                else:
                    chromium(html, out, tmp)
    return [o.name for o in outs]


def main(wanted):
    sources = {}
    for half in ("dev", "aside"):
        for folder in ("people", "adverts"):
            sources.update(source.load(folder, half))
    source.write_truth(sources.values())
    plans = yaml.safe_load((HERE / "plans.yaml").read_text())
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        todo = []
        for half, layouts in plans.items():
            (source.ROOT / half).mkdir(exist_ok=True)
            for layout, plan in layouts.items():
                for who in plan["of"]:
                    if not wanted or any(w in f"{half}/{who}.{layout}" for w in wanted):
                        todo.append(pool.submit(make, half, layout, plan, sources[who]))
        for t in todo:
            print(*t.result())


if __name__ == "__main__":
    main(sys.argv[1:])
