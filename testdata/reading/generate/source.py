"""People and adverts as they are written down in YAML, and the truth that follows from them.

A source file says of each thing what a document shows (show, when, at) and what it means (level, from, to, place). The
first goes into documents, the second into truth/ID.json, in Tenon's own record format.
"""
import json
import pathlib
import yaml

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent


class Loader(yaml.SafeLoader):
    """YAML without booleans and dates of its own: 'no' and 2021-03 stay as they are written."""


Loader.yaml_implicit_resolvers = {
    k: [(t, r) for t, r in v if t not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:float",
                                          "tag:yaml.org,2002:int")]
    for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def load(folder, half):
    out = {}
    for f in sorted((HERE / folder / half).glob("*.yaml")):
        d = yaml.load(f.read_text(), Loader)
        d["id"], d["half"] = f.stem, half
        out[f.stem] = d
    return out


def kind(section):
    return next(iter(section))


def jobs(section):
    """The entries of a section, one a title: several titles under one employer become several."""
    for e in section["entries"]:
        for r in e.get("roles", [e]):
            yield {**e, **r}


def span(e):
    out = {}
    if e.get("from"):
        out["start"] = e["from"]
    if e.get("to") == "now":
        out["current"] = True
    elif e.get("to"):
        out["end"] = e["to"]
    return out


def refs(names):
    return [{"name": n} for n in names]


def drop(d):
    return {k: v for k, v in d.items() if v not in (None, [], {}, "")}


def job(e):
    return drop({"title": {"name": e["title"]}, "employer": e.get("employer"), **span(e),
                 "description": "\n".join(e.get("text", [])), "skills": refs(e.get("skills", [])), "place": e.get("place")})


def education(e):
    return drop({"degree": drop({"name": e.get("degree")}), "level": e["level"], "field": e.get("field"),
                 "institution": e.get("institution"), **span(e)})


def certificate(e):
    return drop({"name": e["name"], "issuer": e.get("issuer"), "issued": e.get("issued"), "expires": e.get("expires")})


def evidence(e):
    return drop({"kind": e["kind"], "name": e["name"], "url": e.get("url"), "skills": refs(e.get("skills", []))})


def skills(section):
    for g in section["groups"]:
        for i in g["items"]:
            yield {"name": i} if isinstance(i, str) else {"name": i[0], "level": int(i[2])}


def candidate(p):
    c = {"id": p["id"], "headline": p.get("headline"), "place": p.get("place")}
    lists = {"jobs": job, "education": education, "certificates": certificate, "evidence": evidence}
    for s in p["sections"]:
        k = kind(s)
        if k == "summary":
            c["summary"] = s["text"]
            c.setdefault("skills", []).extend(refs(s.get("skills", [])))
        elif k == "skills":
            c.setdefault("skills", []).extend(skills(s))
        elif k == "languages":
            c["languages"] = [{"name": n, "level": l} for n, _, l in s["entries"]]
        elif k in lists:
            c.setdefault(k, []).extend(lists[k](e) for e in (jobs(s) if k == "jobs" else s["entries"]))
    return drop(c)


def person_truth(p):
    who = drop({"name": p.get("bare", p["name"]), "email": p["email"], "phone": p["phone"], "address": p["street"],
                "urls": p.get("links"), "birthDate": p.get("birth")})
    canaries = [who["name"], p["email"], p["phone"], p["street"], *p.get("links", []), *p.get("canaries", [])]
    for s in p["sections"]:
        canaries += s.get("canaries", [])
    return {"language": p["language"], "candidate": candidate(p), "identity": who, "canaries": list(dict.fromkeys(canaries))}


def advert_truth(a):
    r = {"id": a["id"], **a["truth"]}
    return drop({"language": a["language"], "role": r, "visa": a.get("visa")})


def plain(x):
    """The truth with numbers and booleans as JSON has them."""
    if isinstance(x, dict):
        return {k: plain_number(k, v) for k, v in x.items()}
    if isinstance(x, list):
        return [plain(v) for v in x]
    return x


def plain_number(k, v):
    if k in ("minCents", "maxCents", "months", "level") and isinstance(v, str) and v.isdigit():
        return int(v)
    if k == "experienceInPlaceOfEducation" and isinstance(v, str):
        return v == "true"
    return plain(v)


def write_truth(sources):
    (ROOT / "truth").mkdir(exist_ok=True)
    for s in sources:
        t = advert_truth(s) if "truth" in s else person_truth(s)
        text = json.dumps(plain(t), ensure_ascii=False, indent=1)
        (ROOT / "truth" / (s["id"] + ".json")).write_text(text + "\n")
