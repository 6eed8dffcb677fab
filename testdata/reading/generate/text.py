"""Layouts that are plain text: what people paste into forms and mails."""
import email.message
import email.policy
import textwrap


def wrap(t, first="", rest="", width=78):
    return textwrap.fill(t, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False)


def org(e):
    return e.get("employer") or e.get("institution") or ""


def each(s):
    for e in s["entries"]:
        for r in e.get("roles", [e]):
            yield {**e, **r}


def item(i):
    return i if isinstance(i, str) else f"{i[0]} ({i[1]})"


def cite(e):
    out = e.get("show") or e["name"]
    if not e.get("show") and e.get("when"):
        out += f" ({e['when']})"
    if e.get("text"):
        out += ": " + e["text"]
    return out + (" " + e["url"] if e.get("url") else "")


def certificate(e):
    return ", ".join(x for x in (e["name"], e.get("issuer"), e.get("when")) if x)


def rest(s, mark):
    """The lines of a section that is not of entries with dates."""
    k = s["kind"]
    if k == "summary":
        return [wrap(s["text"])]
    if k == "skills":
        return [wrap((g["name"] + ": " if g.get("name") else "") + ", ".join(item(i) for i in g["items"]), "", "  ") for g in s["groups"]]
    if k == "languages":
        return [f"{mark}{n}: {w}" for n, w, _ in s["entries"]]
    if k == "evidence":
        return [wrap(cite(e), mark, "  ") for e in s["entries"]]
    if k == "certificates":
        return [wrap(certificate(e), mark, "  ") for e in s["entries"]]
    return [wrap(t) for t in s["text"]]


def contact(p):
    out = [p["street"], p["city"], f"{p['words']['phone']}: {p['phone']}", f"{p['words']['mail']}: {p['email']}", *p.get("links", [])]
    return out + [f"{k}: {v}" for k, v in p.get("personal", [])]


def plain(p):
    """Headings in capitals; title, employer and place on one line, the dates on the next."""
    out = [p["name"], p["headline"], *contact(p)]
    for s in p["sections"]:
        out += ["", s["heading"].upper(), ""]
        if s["kind"] not in ("jobs", "education"):
            out += rest(s, "- ")
            continue
        for e in each(s):
            out.append(", ".join(x for x in (e.get("title") or e["show"], org(e), e.get("at")) if x))
            out += [e["when"]] if e.get("when") else []
            out += [wrap(t, "- ", "  ") for t in e.get("text", [])]
            out.append("")
    return "\n".join(out) + "\n"


def ruled(p):
    """Underlined headings; the dates in a column of blanks at the left."""
    out = [p["name"].upper(), "=" * len(p["name"]), p["headline"], " | ".join(contact(p)[:4]), *contact(p)[4:], ""]
    for s in p["sections"]:
        out += [s["heading"], "-" * len(s["heading"])]
        if s["kind"] not in ("jobs", "education"):
            out += [*rest(s, "* "), ""]
            continue
        width = max(len(e.get("when", "")) for e in each(s)) + 3
        for e in each(s):
            out.append(e.get("when", "").ljust(width) + (e.get("title") or e["show"]))
            out.append(" " * width + ", ".join(x for x in (org(e), e.get("at")) if x))
            out += [wrap(t, " " * width + "* ", " " * (width + 2), 92) for t in e.get("text", [])]
        out.append("")
    return "\n".join(out) + "\n"


SUBJECTS = {"en": ("Application: ", "Dear hiring team,\n\nplease find my CV below.\n\n", "\nKind regards,\n"),
            "de": ("Bewerbung: ", "Sehr geehrte Damen und Herren,\n\nhier mein Lebenslauf.\n\n", "\nMit freundlichen Grüßen\n"),
            "fr": ("Candidature : ", "Madame, Monsieur,\n\nvoici mon CV.\n\n", "\nCordialement,\n"),
            "es": ("Candidatura: ", "Estimado equipo:\n\nles envío mi currículum.\n\n", "\nUn saludo,\n")}


def letter(p):
    """An e-mail, quoted-printable, with a salutation before the résumé and the name below."""
    subject, hello, bye = SUBJECTS[p["language"]]
    name = p.get("bare", p["name"])
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"] = f'"{name}" <{p["email"]}>' if name.isascii() else p["email"]
    m["To"] = "jobs@recruiting.example"
    m["Subject"] = subject + p["headline"]
    m["Date"] = "Mon, 02 Nov 2026 09:12:00 +0000"
    m["Message-ID"] = f"<{p['id']}@mail.example>"
    m.set_content(hello + plain(p) + bye + name + "\n", cte="quoted-printable")
    return m.as_string()


def attached(p):
    """An e-mail of two lines with the résumé as a text file beside it."""
    subject, hello, bye = SUBJECTS[p["language"]]
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"], m["To"], m["Subject"] = p["email"], "jobs@recruiting.example", subject + p["headline"]
    m["Date"], m["Message-ID"] = "Tue, 03 Nov 2026 17:40:00 +0000", f"<{p['id']}.2@mail.example>"
    m.set_content(hello + bye + p.get("bare", p["name"]) + "\n")
    m.add_attachment(ruled(p).encode(), maintype="text", subtype="plain", filename="cv.txt", params={"charset": "utf-8"})
    m.set_boundary("=====" + p["id"])
    return m.as_string()


def advert(a):
    out = [a["title"], a["employer"], ""] + [f"{k}: {v}" for k, v in a["facts"]]
    for s in a["sections"]:
        out += ["", s["heading"], ""] + [wrap(t) for t in s.get("text", [])] + [wrap(t, "- ", "  ") for t in s.get("list", [])]
    return "\n".join(out) + "\n"


def notice(a):
    """As on a notice board: headings in capitals with a colon, stars, facts at the end."""
    out = [a["employer"].upper(), "", ">> " + a["title"] + " <<", ""]
    for s in a["sections"]:
        out += [s["heading"].upper() + ":"] + [wrap(t, "", "", 66) for t in s.get("text", [])] + [wrap(t, " * ", "   ", 66) for t in s.get("list", [])] + [""]
    return "\n".join(out + [f"{k}: {v}" for k, v in a["facts"]]) + "\n"


LAYOUTS = {"plain": plain, "ruled": ruled, "letter": letter, "attached": attached, "adplain": advert, "adnotice": notice}
