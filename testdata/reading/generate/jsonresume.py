"""People as JSON Resume for the themes."""
import json, pathlib, re, sys

import more as gen
out, lot, seed, n = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
(out / "truth").mkdir(parents=True, exist_ok=True); (out / "json").mkdir(exist_ok=True)
for i in range(n):
    s = gen.Maker(lot, seed, i); s.lang = "en"; s.fmt = "iso"; s.now = "Present"
    m = gen.Maker
    p = None
    for k in range(i, i + 60):
        s = gen.Maker(lot, seed, k * 97)
        if s.lang == "en":
            s.fmt = "iso"; p = s.person(f"{seed}{i:03}"); break
    for j in p["jobs"]: j["shown"] = False
    t = gen.truth(p, "comma")
    c = t["candidate"]
    def d(x): return x + "-01"
    c["evidence"] = []; c["certificates"] = []
    for e in c.get("education", []): pass
    home = p["home"].split(",")[0]
    j = dict(basics=dict(name=p["name"], label=p["headline"], email=p["email"], phone=p["phone"], url="", summary=p["summary"], location=dict(address=p["street"] or "", city=c["place"]["city"], region=c["place"].get("region", ""), countryCode=c["place"]["country"]), profiles=[dict(network="LinkedIn", username=p["links"][0].split("/")[-1], url="https://" + p["links"][0])]),
      work=[dict(name=x["e"][0], company=x["e"][0], position=x["title"], startDate=d(x["when"][1]), **({} if x["when"][2] == "now" else {"endDate": x["when"][2] + "-28"}), highlights=x["text"], summary="") for x in p["jobs"]],
      education=[dict(institution=x["school"][0], area=x["field"] or x["shown"], studyType=x["degree"], startDate=(x["when"][1] or x["when"][2][:4] + "-01") + "-01", endDate=x["when"][2] + "-28") for x in p["education"]],
      skills=[dict(name="Skills", level="", keywords=[x[0] for x in p["skills"]])], languages=[dict(language=n, fluency=l[0]) for n, l in p["tongues"]], interests=[], references=[], awards=[], publications=[], volunteer=[], projects=[], certificates=[])
    for e in c.get("education", []):
        if "start" not in e: e["start"] = e["end"][:4] + "-01"
    t["identity"]["urls"] = []
    (out / "truth" / f"{p['id']}.json").write_text(json.dumps(t, ensure_ascii=False))
    (out / "json" / f"{p['id']}.json").write_text(json.dumps(j, ensure_ascii=False))
