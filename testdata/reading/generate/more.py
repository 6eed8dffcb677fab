"""Invented people of many walks, each drawn at random from pools and set in a layout drawn at random: gen.py OUT LOT SEED N."""
import concurrent.futures, html, json, pathlib, random, re, shutil, subprocess, sys, tempfile
import pools

MONTHS = {"en": ["January February March April May June July August September October November December".split(), "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()],
 "de": ["Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(), "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.".split()],
 "fr": ["janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(), "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()],
 "es": ["enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(), "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.".split()]}
NOWS = {"en": ["Present", "present", "Now", "Current", "to date"], "de": ["heute", "jetzt"], "fr": ["aujourd'hui", "présent", "ce jour"], "es": ["actualidad", "presente", "Actualidad"]}
HEADS = {"en": dict(summary="Summary|Profile|About|Professional Summary|About me", jobs="Experience|Work Experience|Professional Experience|Employment History|Employment|Career History", education="Education|Education and Training|Academic Background",
    skills="Skills|Technical Skills|Core Skills|Key Skills|Skills & Tools", certificates="Certifications|Certificates|Licenses & Certifications|Professional Certifications", languages="Languages", projects="Projects|Selected Projects|Personal Projects",
    opensource="Open Source", papers="Publications", talks="Talks|Speaking", awards="Awards|Honors & Awards|Achievements", volunteer="Volunteering|Community", contact="Contact|Contact details|Personal details", interests="Interests|Hobbies"),
 "de": dict(summary="Profil|Kurzprofil|Über mich", jobs="Berufserfahrung|Beruflicher Werdegang|Praxiserfahrung", education="Ausbildung|Bildungsweg|Studium", skills="Kenntnisse|IT-Kenntnisse|Fähigkeiten", certificates="Zertifikate|Weiterbildung", languages="Sprachen|Sprachkenntnisse",
    projects="Projekte", papers="Publikationen", talks="Vorträge", awards="Auszeichnungen", contact="Kontakt|Persönliche Daten", interests="Interessen"),
 "fr": dict(summary="Profil|À propos", jobs="Expérience professionnelle|Expériences professionnelles|Parcours professionnel", education="Formation|Formations|Diplômes", skills="Compétences|Compétences techniques", certificates="Certifications", languages="Langues",
    projects="Projets", papers="Publications", talks="Conférences", contact="Contact|Coordonnées", interests="Centres d'intérêt|Loisirs"),
 "es": dict(summary="Perfil|Sobre mí", jobs="Experiencia|Experiencia profesional|Experiencia laboral", education="Formación|Formación académica|Educación", skills="Competencias|Habilidades|Conocimientos", certificates="Certificaciones", languages="Idiomas",
    projects="Proyectos", talks="Charlas", contact="Contacto|Datos personales", interests="Intereses")}
LEVELS = {"en": [("Expert", 4), ("Advanced", 4), ("Proficient", 3), ("Intermediate", 3), ("Basic", 2), ("Familiar", 2)], "de": [("Experte", 4), ("sehr gut", 4), ("gut", 3), ("Grundkenntnisse", 2)],
 "fr": [("Avancé", 4), ("Intermédiaire", 3), ("Notions", 2)], "es": [("Avanzado", 4), ("Intermedio", 3), ("Básico", 2)]}
TONGUES = {"en": [["English", "German", "French", "Spanish", "Hindi", "Arabic", "Polish", "Mandarin"], [("Native", "C2"), ("native speaker", "C2"), ("Fluent", "C1"), ("Full Professional Proficiency", "C1"), ("B2", "B2"), ("Conversational", "B1"), ("Basic", "A2"), ("Native or Bilingual", "C2"), ("Limited Working", "B1"), ("C1", "C1")]],
 "de": [["Deutsch", "Englisch", "Französisch", "Türkisch"], [("Muttersprache", "C2"), ("verhandlungssicher", "C1"), ("fließend", "C1"), ("B2", "B2"), ("Grundkenntnisse", "A2")]],
 "fr": [["Français", "Anglais", "Espagnol", "Arabe"], [("langue maternelle", "C2"), ("courant", "C1"), ("B2", "B2"), ("notions", "A2")]],
 "es": [["Español", "Inglés", "Francés", "Catalán"], [("nativo", "C2"), ("fluido", "C1"), ("B2", "B2"), ("básico", "A2")]]}
LABELS = {"en": ("Employer", "Position", "Dates", "Location"), "de": ("Arbeitgeber", "Position", "Zeitraum", "Ort"), "fr": ("Entreprise", "Poste", "Période", "Lieu"), "es": ("Empresa", "Puesto", "Periodo", "Lugar")}
STREETS = {"en": ("14 Fennelcross Lane", "Fennelcross"), "de": ("Quendelweg 14", "Quendelweg"), "fr": ("12 rue des Sarriettes", "Sarriettes"), "es": ("Calle Hinojo Real 12", "Hinojo Real")}
STATES = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
LANDS = dict(UK="GB", Ireland="IE", Germany="DE", Japan="JP", Belgium="BE", Canada="CA", India="IN", France="FR", Netherlands="NL", Denmark="DK", Switzerland="CH", Italy="IT", Kenya="KE", Ghana="GH", Australia="AU", Israel="IL", Norway="NO", Austria="AT", Portugal="PT", Sweden="SE", UAE="AE", Singapore="SG", Spain="ES")
LANDS.update({"Hong Kong": "HK", "South Africa": "ZA", "New Zealand": "NZ", "United Kingdom": "GB", "Scotland": "GB", "Wales": "GB", "The Netherlands": "NL", "Nigeria": "NG", "Deutschland": "DE", "Schweiz": "CH", "Österreich": "AT", "Suisse": "CH", "España": "ES"})
SPECIAL = {"London": ("London", "GB"), "Bristol": ("Bristol", "GB"), "Norwich": ("Norwich", "GB"), "Greater London, UK": ("London", "GB"), "San Francisco Bay Area": ("San Francisco", "US"), "Denver, Colorado": ("Denver", "US"), "Minneapolis, MN 55401": ("Minneapolis", "US"),
 "Toronto, ON": ("Toronto", "CA"), "Kitchener, ON, Canada": ("Kitchener", "CA"), "Sydney, NSW": ("Sydney", "AU"), "Pune, Maharashtra, India": ("Pune", "IN"), "Cheltenham, Gloucestershire": ("Cheltenham", "GB"), "Singapore": ("Singapore", "SG"), "Hong Kong": ("Hong Kong", "HK"), "50667 Köln": ("Köln", "DE"),
 "79098 Freiburg im Breisgau": ("Freiburg", "DE"), "Hamburg-Altona": ("Hamburg", "DE"), "Wien": ("Wien", "AT"), "Salzburg": ("Salzburg", "AT"), "Zürich": ("Zürich", "CH"), "69003 Lyon": ("Lyon", "FR"), "Nantes (44)": ("Nantes", "FR"), "33000 Bordeaux": ("Bordeaux", "FR"), "Montréal, QC": ("Montréal", "CA"),
 "Bruxelles": ("Bruxelles", "BE"), "28013 Madrid": ("Madrid", "ES"), "46001 Valencia": ("Valencia", "ES"), "Getafe (Madrid)": ("Getafe", "ES"), "Ciudad de México": ("Ciudad de México", "MX")}

def place(s, lang):
    if not s or s == "Remote": return None
    if s in SPECIAL: c, k = SPECIAL[s]; return {"city": c, "country": k}
    p = [x.strip() for x in s.split(",")]
    if len(p) == 1: return {"city": s, "country": {"de": "DE", "fr": "FR", "es": "ES"}[lang]}
    if p[-1] in STATES: return {"city": p[0], "region": p[-1], "country": "US"}
    return {"city": p[0], "country": LANDS[p[-1]]}

def parse(line):
    name, _, at = line.strip().partition(" @ ")
    shown, _, meant = name.partition(" => ")
    return shown, meant or shown, at

def split(s): return [x.strip() for x in s.split(";")]

class Maker:
    def __init__(s, lot, seed, n):
        s.seed = seed
        s.r = random.Random(f"{seed}/{n}"); s.lot = lot; r = s.r
        s.lang = r.choices(["en", "de", "fr", "es"], [65, 15, 10, 10])[0]
        s.fmt = r.choice(["mon", "num", "month", "years", "apos", "iso", "dot", "caps", "dur", "words", "tight", "mon", "month"])
        s.dash = r.choice([" – ", " - ", " — ", " to " if s.lang == "en" else " – ", "–"])
        s.now = r.choice(NOWS[s.lang])
    def half(s, xs):  # the lot's half of a pool
        return [x for i, x in enumerate(xs) if i % 2 == (0 if s.lot == "dev" else 1)]
    def month(s, m):
        y, k = m
        f, lang = s.fmt, s.lang
        full, short = MONTHS[lang][0][k-1], MONTHS[lang][1][k-1]
        return {"mon": f"{short} {y}", "num": f"{k:02}/{y}", "month": f"{full} {'de ' if lang == 'es' else ''}{y}", "years": f"{y}", "apos": f"{short} '{y%100:02}" if lang == "en" else f"{k:02}/{y}", "iso": f"{y}-{k:02}", "dot": f"{k:02}.{y}", "caps": f"{short.upper()} {y}", "dur": f"{short} {y}", "words": f"{full} {y}", "tight": f"{short} {y}"}[f]
    def span(s, a, b):
        """shown, start, end ('now')"""
        iso = lambda m, end: f"{m[0]}-{(12 if end else 1) if s.fmt == 'years' else m[1]:02}"
        start, end = iso(a, False), "now" if b == "now" else iso(b, True)
        A, B = s.month(a), s.now if b == "now" else s.month(b)
        since = {"en": "Since ", "de": "seit ", "fr": "depuis ", "es": "desde "}[s.lang]
        if b == "now" and s.fmt in ("words", "num") and s.r.random() < .4 or b == "now" and s.lang in ("de", "fr") and s.r.random() < .2: return since + A, start, end
        if s.fmt == "words":
            return {"en": f"{A} to {B}", "de": f"{A} bis {B}", "fr": f"de {A} à {B}", "es": f"{A} a {B}"}[s.lang], start, end
        dash = {"to date": " ", "ce jour": " à "}.get(B, s.dash)
        shown = A + dash + B
        if s.fmt == "tight" and dash.strip() in ("–", "—", "-"): shown = A + dash.strip() + B
        if s.fmt == "dur" and s.lang == "en":
            e = (2026, 11) if b == "now" else b
            n = (e[0]-a[0])*12 + e[1]-a[1] + 1
            d = " ".join(x for x in [f"{n//12} yr{'s' if n//12 > 1 else ''}" if n >= 12 else "", f"{n%12} mo{'s' if n%12 > 1 else ''}" if n % 12 else ""] if x)
            shown += s.durmark % d
        return shown, start, end
    def person(s, ident):
        r, lang = s.r, s.lang
        s.durmark = r.choice([" (%s)", " · %s"])
        w = r.choice(pools.WALKS[lang])
        more = s.seed[0] in "ef"
        if more: lang = s.lang = "en"; s.now = r.choice(NOWS["en"]); w = r.choice(pools.WALKS["en"])
        emps = s.half((pools.EMPLOYERS_MORE if more else pools.EMPLOYERS[lang]).strip().splitlines())
        titles = split(w["titles"]); lines = split(w["lines"])
        name = r.choice(split(pools.NAMES[lang]))
        bare = re.sub(r"^Dr\. ", "", name)
        home = r.choice(split(pools.HOMES[lang]))
        street, canary = STREETS[lang]
        user = re.sub("[^a-z]", "", bare.lower().split()[-1])[:12]
        phone = {"en": r.choice(["+44 7700 900482", "(512) 555-0187", "+1 415 555 0133", "020 7946 0715", "512.555.0142"]), "de": "+49 30 23125 482", "fr": "01 99 00 43 21", "es": "+34 600 000 417"}[lang]
        p = dict(id=ident, language=lang, name=name, bare=bare, headline=w["headline"], home=home, street=street if r.random() < .5 else None, email=f"{user}@example.org", phone=phone, links=[f"linkedin.com/in/{user}"] + ([f"github.com/{user}"] if r.random() < .4 else []), canaries=[canary] + [x for x in re.split("[ -]", bare) if len(x) > 5])
        y, jobs = 2026, []
        n = r.randint(2, 5)
        b = "now" if r.random() < .75 else (2026, r.randint(1, 8))
        order = titles[:]; r.shuffle(order)
        i = 0
        while len(jobs) < n:
            e = parse(r.choice(emps)) if i or r.random() < .97 else parse("Self-employed")
            k = 2 if r.random() < .22 and len(jobs) + 2 <= n else 1
            roles = []
            if e[0] in ("Career break", "Parental leave"): k = 1
            for _ in range(k):
                end = (2026, 10) if b == "now" else b
                a = (end[0] - r.randint(1, 4), r.randint(1, 12))
                roles.append(dict(title=order[(len(jobs) + len(roles)) % len(order)], when=s.span(a, b), text=r.sample(lines, r.randint(1, 3))))
                b = (a[0], a[1] - 1) if a[1] > 1 else (a[0] - 1, 12)
                if s.fmt == "years": b = (a[0] - 1, 12) if r.random() < .5 else (a[0], 6)
            if e[0] in ("Career break", "Parental leave"): roles[0]["title"], roles[0]["text"], e = e[0], ["Looked after my family and took courses in Python."], ("", "", "")
            jobs += [dict(e=e, **x, group=(k > 1, j), of=k) for j, x in enumerate(roles)]
            i += 1
        showplace = r.random() < .8
        for j in jobs: j["place"] = j["e"][2] if showplace else ""
        p["jobs"] = jobs
        edus, y = [], b[0]
        for d in r.sample(pools.DEGREES[lang].splitlines(), r.randint(1, 2)):
            shown, deg, level, field = [x.strip() for x in d.split(";")]
            sc = parse(r.choice(s.half(pools.SCHOOLS[lang].splitlines())))
            y -= r.randint(3, 4)
            single = r.random() < .3
            edus.append(dict(shown=shown, degree=deg, level=level, field=field, school=sc, when=(str(y + 3), None, f"{y+3}-12") if single else (f"{y}{r.choice(['–', ' – ', ' - '])}{y+3}", f"{y}-01", f"{y+3}-12") if r.random() < .5 or s.fmt == "years" else s.span((y, 9), (y + 3, 6))))
        p["education"] = edus
        p["certs"] = []
        seen = set()
        for c in r.sample(pools.CERTS.splitlines(), r.choice([0, 0, 1, 2, 3])):
            nm, issuer = c.split("; ")
            if nm[:25] in seen: continue
            seen.add(nm[:25])
            a = (r.randint(2019, 2025), r.randint(1, 12))
            p["certs"].append(dict(name=nm, issuer=issuer, when=a))
        p["skills"] = [(x, r.choice(LEVELS[lang]), r.randint(1, 12)) for x in r.sample(split(w["skills"]), r.randint(5, len(split(w["skills"]))) if len(split(w["skills"])) > 5 else len(split(w["skills"])))]
        names, lv = TONGUES[lang]
        p["tongues"] = [(names[0], lv[0])] + [(x, r.choice(lv[1:])) for x in r.sample(names[1:], r.choice([0, 1, 2]))]
        ws = [[y.strip() for y in x.split(";", 3)] for x in pools.WORKS[lang].splitlines()]
        secs = list(dict.fromkeys(x[0] for x in ws))
        p["works"] = {}
        for sec in r.sample(secs, r.choice([0, 1, 1, 2])):
            xs = [x for x in ws if x[0] == sec]
            p["works"][sec] = [(k, nm, ln.replace("OWNER", user)) for _, k, nm, ln in r.sample(xs, min(len(xs), 2))]
        p["summary"] = {"en": f"{w['headline']} with {r.randint(3, 15)} years of practice, at home in teams of every size.", "de": f"{w['headline']} mit Freude an klaren Lösungen und Erfahrung in großen Teams.", "fr": f"{w['headline']}, à l'aise en équipe et avec les clients.", "es": f"{w['headline']} con gusto por el trabajo en equipo y bien hecho."}[lang]
        s.certstyle = r.randrange(7)
        for c in p["certs"]:
            y, k = c["when"]; m = f"{MONTHS[lang][1][k-1]} {y}"; f, e = s.certstyle, None
            num = f"{k:02}/{y}"
            c["issued"] = f"{y}-{k:02}"
            exp = f"{MONTHS[lang][1][k-1]} {y+3}"
            iss = {"en": "Issued", "de": "Ausgestellt", "fr": "Obtenue", "es": "Obtenida"}[lang]; val = {"en": "valid until", "de": "gültig bis", "fr": "valable jusqu'en", "es": "válida hasta"}[lang]
            if f == 0: c["show"] = [f"{c['name']}, {c['issuer']}, {m}"]
            elif f == 1: c["show"], c["issued"] = [f"{c['name']} ({y})"], f"{y}-01"
            elif f == 2: c["show"], c["expires"] = [c["name"], f"{c['issuer']}", f"{iss} {m} · {'Expires' if lang == 'en' else val} {exp}"], f"{y+3}-{k:02}"
            elif f == 3: c["show"] = [f"{num}: {c['name']}"]
            elif f == 4: c["show"], c["expires"] = [f"{c['name']} – {c['issuer']} – {num}, {val} {k:02}/{y+3}"], f"{y+3}-{k:02}"
            elif f == 5: c["show"] = [("lr", c["name"], m), c["issuer"]]
            else: c["show"], c["issued"] = [c["name"]], None
        return p

def truth(p, skillstyle):
    lang = p["language"]
    def when(t): return {k: v for k, v in dict(start=t[1], end=None if t[2] == "now" else t[2], current=True if t[2] == "now" else None).items() if v}
    c = dict(id=p["id"], headline=p["headline"], place=place(p["home"], lang), summary=p["summary"],
        jobs=[drop(dict(title={"name": j["title"]}, employer=j["e"][1], **when(j["when"]), description="\n".join(j["text"]), place=place(j["place"], lang) if j["shown"] else None)) for j in p["jobs"]],
        education=[drop(dict(degree={"name": e["degree"]}, level=e["level"], field=e["field"], institution=e["school"][1], **when(e["when"]))) for e in p["education"]],
        certificates=[drop(dict(name=x["name"], issued=x.get("issued"), expires=x.get("expires"))) for x in p["certs"]],
        skills=[drop(dict(name=x[0], level=x[1][1] if skillstyle in ("word", "dash", "dots", "stars", "squares", "bylevel", "table", "of5", "cells") else None, months=12*x[2] if skillstyle in ("years", "table") else None)) for x in p["skills"]],
        languages=[dict(name=n, level=l[1]) for n, l in p["tongues"]],
        evidence=[drop(dict(kind=k, name=n, description=ln, url=(re.findall(r"(?:https://)?(?:github\.com|doi\.org)/\S+", ln) or [None])[0])) for ws in p["works"].values() for k, n, ln in ws if k != "none"])
    who = drop(dict(name=p["bare"], email=p["email"], phone=p["phone"], address=p["street"], urls=p["links"]))
    return dict(language=lang, candidate=drop(c), identity=who, extracted=True, canaries=list(dict.fromkeys([p["bare"], p["email"], p["phone"], *([p["street"]] if p["street"] else []), *p["links"], *(p["canaries"] if p["street"] else p["canaries"][1:])])))

def drop(d): return {k: v for k, v in d.items() if v not in (None, [], {}, "")}

# The head of an entry: rows of (left, right); T title, E employer, P place, D dates, X descriptor. {..} leaves out what is empty.
ENTRY = ["T>D/E, P", "E>D/T", "E>P/T>D", "T/E · P/D", "D/T/E, P", "M:T/E, P", "M:E/T", "T, E, P>D", "T at E>D", "T – E (D)", "E – T>D", "E | T | P | D", "T @ E/D", "E, P — T/D", "T | E/P | D", "E/T/D/P", "D: T, E", "E/X/T/D · P", "T, E>D", "LABELS",
 "T/E/P/D", "D | E | P/T", "E>D/X/T", "T/E - P/D", "T>P/E>D", "M:T, E", "M:T – E, P", "E (P)>D/T", "T, E (P), D", "T>D/E/X", "D>T/E", "T – E>P/D", "E · T/D", "T/E, P | D", "E, P/T, D", "TABLE:D|T, E, P", "TABLE:D|E|T", "TABLE:T, E|D"]

def fill(template, v):
    t = template
    # marks around what is empty go, too
    if not v["P"]: t = re.sub(r"\s*(?:,|·|\||-|—)?\s*\(?\bP\b\)?(?:\s*\|)?", lambda m: " | " if m[0].count("|") == 2 else "", t)
    if not v["X"]: t = re.sub(r"\bX\b", "", t)
    if v.get("noE"): t = re.sub(r"\s*(?:,|–|—|\||@|at|·)?\s*\bE\b\s*(?:–|—|·|\|)?\s*", "", t)
    return t

class Out:
    """Lines of a document with styles; rendered to HTML, text or Word."""
    def __init__(s): s.blocks = []
    def add(s, kind, *a, **k): s.blocks.append((kind, a, k))

def heads(s, p, o, style):
    r = s.r
    def parts(template, v):
        """pieces of text with classes"""
        out, i = [], 0
        for m in re.finditer(r"\b[TEPDX]\b", template):
            if m.start() > i: out.append(("", template[i:m.start()]))
            k = m[0]
            out.append((k, v[k]))
            i = m.end()
        if i < len(template): out.append(("", template[i:]))
        return out
    def rows(template, v):
        for row in template.split("/"):
            row = row.strip()
            if not row: continue
            left, _, right = row.partition(">")
            L, R = parts(left, v), parts(right, v)
            if any(x[1].strip(" ,|–-·()") for x in L + R): yield L, R
    jobs = p["jobs"]; i = 0
    for j in jobs: j["shown"] = "P" in style["entry"].replace("TABLE", "") or style["entry"] == "LABELS"
    while i < len(jobs):
        j = jobs[i]; group = jobs[i:i + j["of"]]; t = style["entry"]
        if not j["e"][0]:
            o.add("rows", [([("T", j["title"])], [("D", j["when"][0])])]); o.add("ul", j["text"], bullets=style["bullets"]); i += 1; continue
        base = dict(E=j["e"][0], P=j["place"], X=style["x"] and r.choice(pools.DESCRIPTORS[p["language"]]) or "")
        vs = [dict(base, T=g["title"] + (style["mode"] if g is group[0] else ""), D=g["when"][0]) for g in group]
        if len(group) > 1 and not t.startswith(("LABELS", "TABLE")) and style["group"]:
            for g in group: g["shown"] = True
            margin = t.startswith("M:")
            head = "E>P" if base["P"] and style["group"] == 1 else "E, P" if base["P"] else "E"
            if margin: o.add("margin", "", list(rows(head.replace(">", ", "), base | {"T": "", "D": ""})), [])
            else: o.add("rows", list(rows(head, base | {"T": "", "D": ""})))
            for g, v in zip(group, vs):
                tt = r.choice([style["role"]])
                if margin: o.add("margin", v["D"], list(rows("T", v)), g["text"])
                else: o.add("rows", list(rows(tt, v)), sub=True); o.add("ul", g["text"], bullets=style["bullets"])
        else:
            for g, v in zip(group, vs):
                if t == "LABELS":
                    l = LABELS[p["language"]]
                    for n, k in zip(l, "ETDP"):
                        if v[k]: o.add("label", n, v[k])
                    o.add("ul", g["text"], bullets=style["bullets"])
                elif t.startswith("TABLE:"):
                    cells = [list(rows(c, v)) for c in fill(t[6:], v).split("|")]
                    o.add("cells", cells, g["text"], 1 if "D|" in t else 0)
                elif t.startswith("M:"): o.add("margin", v["D"], list(rows(fill(t[2:], v), v)), g["text"])
                else:
                    o.add("rows", list(rows(fill(t, v), v)))
                    o.add("ul", g["text"], bullets=style["bullets"])
        i += j["of"]

def document(s, p):
    r, lang = s.r, p["language"]
    style = dict(entry=r.choice(ENTRY), x=r.random() < .2, mode=r.choice([""] * 8 + [" (Remote)", " (Contract)", " (Full-time)"]) if lang == "en" else "", group=r.choice([1, 1, 2, 0]), role=r.choice(["T>D", "T/D", "T | D", "T (D)", "D/T", "T, D"]), bullets=r.random() < .85,
        skills=r.choice(["comma", "comma", "dotted", "list", "chips", "word", "dash", "dots", "stars", "squares", "bylevel", "table", "years", "of5", "cells", "grouped", "bars"]), layout=r.choice(["one", "one", "one", "left", "right", "two"]), edu=r.choice(["S>D/U, P", "U>D/S", "S, U, D", "D/S/U", "M:S/U, P", "S/U/D", "U — S (D)", "S | U | D", "U, P>D/S", "TABLE:D|S, U"]), work=r.choice(["colon", "dash", "twoline"]))
    o = {"main": Out(), "side": Out()}
    H = {k: r.choice(v.split("|")) for k, v in HEADS[lang].items()}
    two = style["layout"] != "one"
    sideful = {"skills", "languages", "certificates", "interests"} if two else set()
    order = ["summary", "jobs", "education", "skills", "certificates", "languages", *p["works"], "interests"]
    if r.random() < .35: order = ["summary", "skills", "jobs", "education", "certificates", "languages", *p["works"]]
    if r.random() < .15: order = ["education", "jobs", *p["works"], "skills", "languages", "certificates"]
    if not p["certs"]: order = [x for x in order if x != "certificates"]
    order = [x for x in order if x in H]
    if r.random() < .3: order = [x for x in order if x != "summary"]; p["summary"] = ""
    for k in order:
        d = o["side" if k in sideful else "main"]
        d.add("h", H[k])
        if k == "summary": d.add("p", p["summary"])
        elif k == "jobs": heads(s, p, d, style)
        elif k == "education":
            for e in p["education"]:
                v = dict(S=e["shown"], U=e["school"][0], P=e["school"][2] if r.random() < 2 and "P" in style["edu"] else "", D=e["when"][0])
                t = style["edu"]
                if not v["P"]: t = t.replace(", P", "")
                def rows(t):
                    for row in t.split("/"):
                        L, _, R = row.partition(">")
                        yield [[(m if m in "SUPD" else "", v.get(m, m)) for m in re.findall(r"\b[SUPD]\b|[^SUPD]+", x)] for x in (L, R)]
                if t.startswith("M:"): d.add("margin", v["D"], list(rows(t[2:])), [])
                elif t.startswith("TABLE:"): d.add("cells", [list(rows(c)) for c in t[6:].split("|")], [], 1)
                else: d.add("rows", list(rows(t)))
        elif k == "skills": d.add("skills", p["skills"], style["skills"], lang)
        elif k == "certificates":
            for c in p["certs"]:
                if len(c["show"]) == 1: d.add("ul", c["show"], bullets=True)
                else:
                    d.add("rows", [([("T", x)], []) if isinstance(x, str) and n == 0 else ([("T", x[1])], [("D", x[2])]) if not isinstance(x, str) else ([("", x)], []) for n, x in enumerate(c["show"])])
        elif k == "languages":
            f = r.choice(["%s: %s", "%s – %s", "%s (%s)", "comma", "cells"])
            if f == "comma": d.add("p", ", ".join(f"{n} ({l[0]})" for n, l in p["tongues"]))
            elif f == "cells": [d.add("rows", [([("", n)], [("", l[0])])]) for n, l in p["tongues"]]
            else: d.add("ul", [f % (n, l[0]) for n, l in p["tongues"]], bullets=True)
        elif k == "interests": d.add("p", {"en": "Cycling, sourdough, chess", "de": "Wandern, Chor, Schach", "fr": "Randonnée, piano, échecs", "es": "Senderismo, ajedrez, cocina"}[lang])
        else:
            for kind, nm, ln in p["works"][k]:
                if style["work"] == "colon": d.add("ul", [f"{nm}: {ln}"], bullets=True)
                elif style["work"] == "dash": d.add("ul", [f"{nm} – {ln}"], bullets=True)
                else: d.add("rows", [([("T", nm)], []), ([("", ln)], [])])
    contact = []
    where = p["home"] if not p["street"] else p["street"] + ", " + p["home"]
    contact = [("addr", where), ("mail", p["email"]), ("phone", p["phone"])] + [("web", l) for l in p["links"]]
    r.shuffle(contact)
    p["contact"] = contact
    return o, style, H

LAB = {"en": dict(addr="Address", mail="Email", phone="Phone", web="Web"), "de": dict(addr="Adresse", mail="E-Mail", phone="Telefon", web="Web"), "fr": dict(addr="Adresse", mail="E-mail", phone="Tél.", web="Web"), "es": dict(addr="Dirección", mail="Correo", phone="Teléfono", web="Web")}

def glyphs(style, n): return {"dots": "●" * n + "○" * (5 - n), "stars": "★" * n + "☆" * (5 - n), "squares": "■" * n + "□" * (5 - n), "of5": f"{n}/5"}[style]

def items(sk, style, lang):
    """A list of skills as rows of cells."""
    if style == "word": return [f"{n} ({l[0]})" for n, l, _ in sk]
    if style == "dash": return [f"{n} – {l[0]}" for n, l, _ in sk]
    if style in ("dots", "stars", "squares", "of5"): return [(n, glyphs(style, l[1])) for n, l, _ in sk]
    if style == "cells": return [(n, l[0]) for n, l, _ in sk]
    if style == "years": y = {"en": "years", "de": "Jahre", "fr": "ans", "es": "años"}[lang]; return [f"{n} ({k} {y})" for n, l, k in sk]
    if style == "bylevel":
        by = {}
        for n, l, _ in sk: by.setdefault(l[0], []).append(n)
        return [f"{k}: {', '.join(v)}" for k, v in by.items()]
    if style == "table":
        hd = {"en": ("Skill", "Level", "Years of experience"), "de": ("Kenntnis", "Niveau", "Jahre Erfahrung"), "fr": ("Compétence", "Niveau", "Années d'expérience"), "es": ("Competencia", "Nivel", "Años de experiencia")}[lang]
        return [hd] + [(n, l[0], str(k)) for n, l, k in sk]
    return None

def tohtml(s, p, o, style, H, cells=False):
    r, esc = s.r, html.escape
    bold = r.choice(["T", "E", "T", "TE", ""]); ital = r.choice(["", "E", "D", "P", "X"]); caps = r.choice(["", "", "", "E"])
    font = r.choice(["Liberation Sans", "Lato", "Carlito", "Liberation Serif", "DejaVu Sans"]); colour = r.choice(["#333", "#0b5d4b", "#1f3a93", "#a33"])
    hs = r.choice(["text-transform:uppercase", "border-bottom:1px solid #999", "letter-spacing:2px;text-transform:uppercase", f"color:{colour}", "font-weight:normal;font-size:14pt", "font-size:10pt;font-weight:bold", "background:#ddd;padding:2px 6px", "font-size:10pt;text-transform:uppercase;border-top:1px solid"])
    def span(ps): return "".join(f'<span class="{k}">{esc(t)}</span>' if k else esc(t) for k, t in ps)
    def ul(xs, bullets=True):
        if not xs: return ""
        if not bullets: return "<p>" + " ".join(map(esc, xs)) + "</p>"
        return "<ul>" + "".join(f"<li>{esc(x)}</li>" for x in xs) + "</ul>"
    def rowhtml(rs):
        out = ""
        for L, R in rs:
            if cells and R and any(x[1] for x in R): out += f"<table width='100%'><tr><td>{span(L)}</td><td align='right'>{span(R)}</td></tr></table>"
            else: out += f'<div class="row"><span>{span(L)}</span><span>{span(R)}</span></div>' if R and any(x[1] for x in R) else f"<div>{span(L)}</div>"
        return out
    def block(b):
        k, a, kw = b
        if k == "h": return f"<h2>{esc(a[0])}</h2>"
        if k == "p": return f"<p>{esc(a[0])}</p>"
        if k == "rows": return f'<div class="{"sub" if kw.get("sub") else "e"}">{rowhtml(a[0])}</div>'
        if k == "ul": return ul(a[0], kw.get("bullets", True))
        if k == "label": return f"<div><b>{esc(a[0])}:</b> {esc(a[1])}</div>"
        if k == "margin": return f'<div class="m"><div class="D">{esc(a[0])}</div><div>{rowhtml(a[1])}{ul(a[2])}</div></div>'
        if k == "cells": return "<table><tr>" + "".join(f"<td>{rowhtml(c)}{ul(a[1]) if n == a[2] else ''}</td>" for n, c in enumerate(a[0])) + "</tr></table>"
        if k == "skills":
            sk, st, lang = a
            it = items(sk, st, lang)
            names = [n for n, _, _ in sk]
            if st == "comma": return f"<p>{esc(', '.join(names))}</p>"
            if st == "dotted": return f"<p>{esc(' · '.join(names))}</p>"
            if st == "list": return ul(names)
            if st == "chips": return "<p>" + " ".join(f'<span class="chip">{esc(n)}</span>' for n in names) + "</p>"
            if st == "grouped": return f"<p><b>Tools:</b> {esc(', '.join(names[:3]))}</p><p><b>Other:</b> {esc(', '.join(names[3:]))}</p>"
            if st == "bars": return "".join(f'<div>{esc(n)}<div style="background:{colour};height:5px;width:{l[1]*20}%"></div></div>' for n, l, _ in sk)
            if isinstance(it[0], tuple): return '<table class="sk">' + "".join("<tr>" + "".join(f"<td>{esc(c)}</td>" for c in row) + "</tr>" for row in it) + "</table>"
            return ul(it) if st != "bylevel" else "".join(f"<p>{esc(x)}</p>" for x in it)
    main, side = ("".join(map(block, o[k].blocks)) for k in ("main", "side"))
    cm = r.choice(["pipe", "lines", "labels", "dot", "right", "table"])
    cs = [(LAB[p["language"]][k], v) for k, v in p["contact"]]
    if cm in ("pipe", "dot"): con = "<div>" + esc({"pipe": " | ", "dot": " · "}[cm].join(v for _, v in cs)) + "</div>"
    elif cm == "labels": con = "".join(f"<div>{esc(k)}: {esc(v)}</div>" for k, v in cs)
    elif cm == "table": con = "<table>" + "".join(f"<tr><td>{esc(k)}</td><td>{esc(v)}</td></tr>" for k, v in cs) + "</table>"
    else: con = "".join(f"<div>{esc(v)}</div>" for k, v in cs)
    if cm == "right": con = f'<div style="text-align:right">{con}</div>'
    name = f'<h1>{esc(p["name"])}</h1><div class="hl">{esc(p["headline"])}</div>'
    lay = style["layout"]
    css = f"""@page{{size:{r.choice(['A4', 'Letter'])};margin:{r.choice(['15mm', '20mm', '12mm'])}}} body{{font:{r.choice(['9.5pt', '10pt', '11pt'])}/1.35 '{font}';margin:0}} h1{{font-size:{r.choice(['20pt', '26pt', '16pt'])};margin:0;{r.choice(['', 'text-align:center', 'text-transform:uppercase'])}}}
h2{{font-size:12pt;margin:10pt 0 4pt;{hs}}} ul{{margin:2pt 0;padding-left:14pt}} p{{margin:2pt 0}} .e{{margin-top:6pt}} .sub{{margin-top:3pt}} .row{{display:flex;justify-content:space-between}} .m{{display:grid;grid-template-columns:38mm 1fr;gap:4mm;margin-top:6pt}} td{{vertical-align:top;padding-right:6mm}} .chip{{border:1px solid #888;padding:1px 5px;margin:2px;display:inline-block}} .sk td{{padding-right:8mm}}
{''.join(f'.{k}{{font-weight:bold}}' for k in bold)} {''.join(f'.{k}{{font-style:italic}}' for k in ital)} {''.join(f'.{k}{{text-transform:uppercase}}' for k in caps)} .D{{color:#555}} .g{{display:grid;gap:8mm}} .side{{font-size:9pt}}"""
    if lay == "one": body = f"<header>{name}{con}</header>{main}"
    elif lay == "left": body = f'<div class="g" style="grid-template-columns:55mm 1fr"><div class="side">{"<h2>" + esc(H["contact"]) + "</h2>"}{con}{side}</div><div>{name}{main}</div></div>'
    elif lay == "right": body = f'{name}<div class="g" style="grid-template-columns:1fr 55mm"><div>{main}</div><div class="side"><h2>{esc(H["contact"])}</h2>{con}{side}</div></div>'
    else: body = f'{name}{con}<div class="g" style="grid-template-columns:1fr 1fr"><div>{main}</div><div>{side}</div></div>'
    return f'<!doctype html><html lang="{p["language"]}"><head><meta charset="utf-8"><title>CV</title><style>{css}</style></head><body>{body}</body></html>'

def totext(s, p, o, style, H):
    r = s.r; w = r.choice([0, 78]); bullet = r.choice(["- ", "* ", "• "]); out = []
    def flat(ps): return "".join(t for _, t in ps)
    def rows(rs, pre=""):
        for L, R in rs:
            a, b = flat(L), flat(R)
            out.append(pre + (a + (" " * max(4, 70 - len(a) - len(b)) if w else r.choice(["  |  ", "    ", " | "])) + b if b else a))
    out += [p["name"], p["headline"], *( [" | ".join(v for _, v in p["contact"])] if r.random() < .5 else [v for _, v in p["contact"]]), ""]
    hm = r.choice(["caps", "under", "plain", "colon", "md"])
    for k, a, kw in o["main"].blocks + o["side"].blocks:
        if k == "h": out += ["", {"caps": a[0].upper(), "under": a[0] + "\n" + "-" * len(a[0]), "plain": a[0], "colon": a[0].upper() + ":", "md": "## " + a[0]}[hm], *([""] if hm in ("plain", "md") else [])]
        elif k == "p": out.append(a[0])
        elif k == "rows":
            if out[-1]: out.append("")
            rows(a[0])
        elif k == "ul": out += [bullet + x if kw.get("bullets", True) else x for x in a[0]]
        elif k == "label":
            if a[0] in [l[0] for l in LABELS.values()]: out.append("")
            out.append(f"{a[0]}: {a[1]}")
        elif k == "margin":
            out.append(""); at = len(out); rows(a[1]); out[at] = f"{a[0] + '  ':<22}{out[at]}" if at < len(out) else a[0]
            for i in range(at + 1, len(out)): out[i] = " " * 22 + out[i]
            out += [" " * 22 + bullet + x for x in a[2]]
        elif k == "cells":
            out.append(""); out.append(" | ".join(", ".join(flat(L) + flat(R) for L, R in c) for c in a[0])); out += [bullet + x for x in a[1]]
        elif k == "skills":
            sk, st, lang = a; it = items(sk, st, lang); names = [n for n, _, _ in sk]
            if it is None: out += [", ".join(names)] if st != "list" else [bullet + n for n in names]
            elif isinstance(it[0], tuple): out += ["   ".join(f"{c:<24}" for c in row).rstrip() for row in it]
            else: out += [bullet + x for x in it] if st != "bylevel" else it
    return "\n".join(out) + "\n"

def run(*args): subprocess.run([str(a) for a in args], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)

def make(out, lot, seed, n):
    s = Maker(lot, seed, n); p = s.person(f"{seed}{n:03}")
    o, style, H = document(s, p)
    kind = s.r.choices(["pdf", "docx", "html", "txt"], [20, 0, 30, 50] if seed[0] in "ef" else [60, 12, 12, 16])[0]
    (out / "truth").mkdir(parents=True, exist_ok=True)
    (out / "truth" / (p["id"] + ".json")).write_text(json.dumps(truth(p, style["skills"]), ensure_ascii=False, indent=1) + "\n")
    tag = re.sub(r"[^A-Za-z]", "", style["entry"].lower())[:10] or "x"
    f = out / f"{p['id']}.{style['layout']}-{ENTRY.index(style['entry'])}-{style['skills']}.{kind}"
    if kind == "txt": f.write_text(totext(s, p, o, style, H)); return f.name
    page = tohtml(s, p, o, style, H, kind == 'docx')
    if kind == "html": f.write_text(page); return f.name
    with tempfile.TemporaryDirectory() as t:
        h = pathlib.Path(t) / "file.html"; h.write_text(page)
        if kind == "pdf": run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={t}/p", "--no-pdf-header-footer", f"--print-to-pdf={f}", h)
        else:
            run("soffice", f"-env:UserInstallation=file://{t}/o", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", t, h)
            shutil.move(f"{t}/file.docx", f)
    return f.name

if __name__ == "__main__":
    out, lot, seed, n = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        for x in [pool.submit(make, out, lot, seed, i) for i in range(n)]:
            try: x.result()
            except Exception as e: print("fault", repr(e)[:300])
