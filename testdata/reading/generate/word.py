"""Layouts that are made as Word documents, with what Word is used for: tabs, headers, fields, tables, columns, text boxes."""
import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from text import certificate, cite, contact, each, item, org

WHITE = RGBColor(255, 255, 255)


def new(p, font="Carlito", size=10.5):
    d = docx.Document()
    d.core_properties.author = d.core_properties.title = ""
    style = d.styles["Normal"]
    style.font.name, style.font.size = font, Pt(size)
    style.paragraph_format.space_after = Pt(2)
    s = d.sections[0]
    s.page_width, s.page_height = Mm(210), Mm(297)
    s.left_margin = s.right_margin = Mm(22)
    s.top_margin = s.bottom_margin = Mm(20)
    return d


def field(paragraph, code):
    for kind, text in (("begin", None), (None, code), ("end", None)):
        r = paragraph.add_run()._r
        if kind:
            e = OxmlElement("w:fldChar")
            e.set(qn("w:fldCharType"), kind)
        else:
            e = OxmlElement("w:instrText")
            e.text = text
        r.append(e)


def footer(d, p):
    f = d.sections[0].footer.paragraphs[0]
    f.add_run(f"{p.get('bare', p['name'])} – {p['words']['page']} ")
    field(f, "PAGE")
    f.add_run(f" {p['words']['of']} ")
    field(f, "NUMPAGES")


def spaced(run, points):
    e = OxmlElement("w:spacing")
    e.set(qn("w:val"), str(points * 20))
    run._r.get_or_add_rPr().append(e)


def para(box, text="", bold=False, italic=False, style=None, color=None, size=None):
    p = box.add_paragraph(style=style)
    r = p.add_run(text)
    r.bold, r.italic = bold, italic
    if color is not None:
        r.font.color.rgb = color
    if size:
        r.font.size = Pt(size)
    return p


def rest(box, s, style, color=None):
    k = s["kind"]
    if k == "summary":
        para(box, s["text"], color=color)
    elif k == "skills":
        for g in s["groups"]:
            p = box.add_paragraph()
            if g.get("name"):
                r = p.add_run(g["name"] + ": ")
                r.bold = True
                if color is not None:
                    r.font.color.rgb = color
            r = p.add_run(", ".join(item(i) for i in g["items"]))
            if color is not None:
                r.font.color.rgb = color
    elif k == "languages":
        for n, w, _ in s["entries"]:
            para(box, f"{n} – {w}", color=color)
    elif k == "evidence":
        for e in s["entries"]:
            para(box, cite(e), style=style, color=color)
    elif k == "certificates":
        for e in s["entries"]:
            para(box, certificate(e), style=style, color=color)
    else:
        for t in s["text"]:
            para(box, t, color=color)


def tabbed(p):
    """One column: headings as such, dates at a tab on the right, name and page numbers on every page."""
    d = new(p)
    d.sections[0].header.paragraphs[0].text = f"{p.get('bare', p['name'])}\t\t{p['words']['cv']}"
    footer(d, p)
    d.add_heading(p["name"], 0)
    para(d, p["headline"], italic=True)
    for line in contact(p):
        para(d, line)
    for s in p["sections"]:
        d.add_heading(s["heading"], 1)
        if s["kind"] not in ("jobs", "education"):
            rest(d, s, "List Bullet")
            continue
        for e in each(s):
            q = d.add_paragraph()
            q.paragraph_format.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)
            q.add_run(e.get("title") or e["show"]).bold = True
            q.add_run("\t" + e.get("when", ""))
            para(d, ", ".join(x for x in (org(e), e.get("at")) if x), italic=True)
            for t in e.get("text", []):
                para(d, t, style="List Bullet")
    return d


SIDE = ("skills", "languages", "certificates")

BOX = """<w:r %s xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">
<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>%d</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>%d</wp:posOffset></wp:positionV>
<wp:extent cx="%d" cy="%d"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="%d" name="Box %d"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="EEF2F6"/></a:solidFill></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""


class Box:
    """A text box of a document: paragraphs are made in the document and moved in."""

    def __init__(self, d, at, left, top, width, height, number):
        self.d = d
        emu = [int(Mm(x)) for x in (left, top, width, height)]
        r = parse_xml(BOX % (nsdecls("w"), *emu, number, number, emu[2], emu[3]))
        at._p.append(r)
        self.content = next(r.iter(qn("w:txbxContent")))

    def add_paragraph(self, style=None):
        p = self.d.add_paragraph(style=style)
        self.content.append(p._p)
        return p


def boxed(p):
    """Contact and the short sections in text boxes at the left, jobs and education in the body."""
    d = new(p)
    d.sections[0].left_margin = Mm(80)
    top = d.add_paragraph()
    r = top.add_run(p["name"])
    r.bold, r.font.size = True, Pt(20)
    box = Box(d, top, 12, 18, 62, 70, 1)
    para(box, p["words"]["contact"], bold=True)
    for line in contact(p):
        para(box, line, size=9)
    para(d, p["headline"], italic=True)
    side = Box(d, top, 12, 95, 62, 150, 2)
    for s in p["sections"]:
        if s["kind"] in SIDE:
            para(side, s["heading"], bold=True)
            rest(side, s, None)
            continue
        h = para(d, s["heading"].upper(), bold=True, size=12)
        spaced(h.runs[0], 2)
        if s["kind"] not in ("jobs", "education"):
            rest(d, s, "List Bullet")
            continue
        for e in each(s):
            para(d, e.get("when", ""), color=RGBColor(90, 90, 90))
            para(d, e.get("title") or e["show"], bold=True)
            para(d, ", ".join(x for x in (org(e), e.get("at")) if x))
            for t in e.get("text", []):
                para(d, t, style="List Bullet")
    return d


def columned(p):
    """Name and contact across the page, then two columns that go on over pages; page numbers below."""
    d = new(p, "Liberation Serif", 10)
    footer(d, p)
    t = para(d, p["name"], size=22)
    t.runs[0].font.small_caps = True
    para(d, p["headline"], italic=True)
    para(d, " • ".join(contact(p)), size=9)
    s2 = d.add_section(WD_SECTION.CONTINUOUS)
    cols = s2._sectPr.find(qn("w:cols"))
    cols.set(qn("w:num"), "2")
    cols.set(qn("w:space"), "500")
    for s in p["sections"]:
        h = para(d, s["heading"], bold=True, size=12)
        h.runs[0].font.small_caps = True
        h.paragraph_format.keep_with_next = True
        if s["kind"] not in ("jobs", "education"):
            rest(d, s, "List Bullet")
            continue
        for e in each(s):
            para(d, e.get("title") or e["show"], bold=True).paragraph_format.keep_with_next = True
            para(d, ", ".join(x for x in (org(e), e.get("at")) if x)).paragraph_format.keep_with_next = True
            if e.get("when"):
                para(d, e["when"], italic=True)
            for t in e.get("text", []):
                para(d, t, style="List Bullet")
    return d


def shade(cell, color):
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{color}"/>'))


def shaded(p):
    """A table of two cells: a dark one with white words at the right, the jobs at the left, each a table of its own."""
    d = new(p, "Liberation Sans", 9.5)
    s = d.sections[0]
    s.left_margin = s.right_margin = Mm(12)
    table = d.add_table(1, 2)
    table.autofit = False
    main, side = table.rows[0].cells
    for column, cell, width in zip(table.columns, (main, side), (Mm(126), Mm(60))):
        column.width = cell.width = width
    shade(side, "22313F")
    para(main, p["name"], bold=True, size=20)
    para(main, p["headline"])
    for line in contact(p):
        para(side, line, color=WHITE, size=8.5)
    for s in p["sections"]:
        if s["kind"] in SIDE:
            para(side, s["heading"], bold=True, color=WHITE, size=11)
            rest(side, s, None, WHITE)
            continue
        para(main, s["heading"], bold=True, size=12)
        if s["kind"] not in ("jobs", "education"):
            rest(main, s, "List Bullet")
            continue
        inner = main.add_table(0, 2)
        inner.autofit = False
        inner.columns[0].width, inner.columns[1].width = Mm(32), Mm(88)
        for e in each(s):
            left, right = inner.add_row().cells
            left.width, right.width = Mm(32), Mm(88)
            left.paragraphs[0].add_run(e.get("when", ""))
            right.paragraphs[0].add_run(e.get("title") or e["show"]).bold = True
            para(right, ", ".join(x for x in (org(e), e.get("at")) if x), italic=True)
            for t in e.get("text", []):
                para(right, "– " + t)
        main.add_paragraph()
    return d


def advert(a):
    d = new(a)
    d.add_heading(a["title"], 0)
    para(d, a["employer"], bold=True)
    for k, v in a["facts"]:
        p = d.add_paragraph()
        p.add_run(k + ": ").bold = True
        p.add_run(v)
    for s in a["sections"]:
        d.add_heading(s["heading"], 2)
        for t in s.get("text", []):
            para(d, t)
        for t in s.get("list", []):
            para(d, t, style="List Bullet")
    return d


def advert_table(a):
    """Facts in a table below the title; headings are bold lines; bullets are typed."""
    d = new(a, "Liberation Sans")
    para(d, a["employer"], size=12)
    para(d, a["title"], bold=True, size=18)
    table = d.add_table(0, 2, style="Table Grid")
    for k, v in a["facts"]:
        left, right = table.add_row().cells
        left.text, right.text = k, v
    for s in a["sections"]:
        para(d, "")
        para(d, s["heading"], bold=True)
        for t in s.get("text", []):
            para(d, t)
        for t in s.get("list", []):
            para(d, "• " + t)
    return d


LAYOUTS = {"tabbed": tabbed, "boxed": boxed, "columned": columned, "shaded": shaded, "adword": advert, "adtable": advert_table}
