package hostile

import (
	"bytes"
	"fmt"
	"math"
	"strings"
)

func archives() []File {
	return append(append(bombs(), brokenArchives()...), strangeNames()...)
}

func bombs() []File {
	return []File{
		{"nested-archives.docx", "42.zip: archives of archives, five deep and 16 wide, 4 GB at the bottom", "open it in a word processor and save it again", made(nested)},
		{"overlapping.docx", "Fifield's bomb: 500 headers that share the bytes of one", "DOCX unpacks to more than the bounds allow", made(overlapping)},
		{"unpacks-to-a-gigabyte.docx", "a main part of 1 GB of blanks", "DOCX unpacks to more than the bounds allow", made(func() []byte {
			return archive(bombOf(mainPart, strings.Repeat(" ", mega), 1024))
		})},
		{"lies-about-its-size.docx", "a part that says it has 100 bytes and has 1 GB", "open it in a word processor and save it again", made(func() []byte {
			e := bombOf(mainPart, strings.Repeat(" ", mega), 1024)
			e.length = 100
			return archive(e)
		})},
		{"says-it-is-huge.docx", "a part that says it has 2^62 bytes and has few", "DOCX unpacks to more than the bounds allow", made(func() []byte {
			e := file(mainPart, bodyOf(text(career)))
			e.length = 1 << 62
			return archive(e)
		})},
		{"bomb-in-styles.docx", "styles of 1 GB", "DOCX unpacks to more than the bounds allow", soundWord(func() entry { return bombOf("word/styles.xml", zeros(mega), 1024) })},
		{"bomb-in-relations.docx", "relationships of 1 GB", "DOCX unpacks to more than the bounds allow", soundWord(func() entry { return bombOf(mainRels, strings.Repeat(" ", mega), 1024) })},
		{"bomb-that-nobody-reads.docx", "a picture of 10 GB beside the text", Found, soundWord(func() entry {
			return bombOf("word/media/image1.png", zeros(mega), 10_240)
		})},
		{"million-entries.docx", "600,000 entries without a name or a byte", "parts", made(func() []byte { return manyEntries(600_000) })},
		{"six-thousand-entries.docx", "6,000 empty parts", "parts", made(func() []byte { return manyEntries(6000) })},
		{"stored-bomb.docx", "20 MB of blanks, not packed at all", "DOCX unpacks to more than the bounds allow", made(func() []byte {
			blanks := bytes.Repeat([]byte(" "), 20*mega)
			return archive(entry{name: mainPart, packed: uint64(len(blanks)), length: uint64(len(blanks)), data: blanks})
		})},
	}
}

// nested is an archive of archives. Each level is named as the main part, so that a reader that looks inside goes down.
func nested() []byte {
	data := archive(bombOf("0.bin", zeros(mega), 4096))
	for range 5 {
		inner := string(data)
		entries := []entry{file(mainPart, text(inner))}
		for i := 1; i < 16; i++ {
			entries = append(entries, file(fmt.Sprintf("lib %d.zip", i), text(inner)))
		}
		data = archive(entries...)
	}
	return data
}

func overlapping() []byte {
	var refs []string
	entries := wordParts(text(career))
	kernel := bombOf("word/header0.xml", paragraph(strings.Repeat("a", 500)), 2000)
	entries = append(entries, kernel)
	shared := len(entries)
	for i := range 500 {
		e := kernel
		e.name, e.shares = fmt.Sprintf("word/header%d.xml", i+1), shared
		refs = append(refs, relation(fmt.Sprintf("h%d", i), "header", fmt.Sprintf("header%d.xml", i+1)))
		entries = append(entries, e)
	}
	return archive(append(entries, file(mainRels, related(refs...)))...)
}

func manyEntries(n int) []byte {
	entries := wordParts(text(career))
	for range n {
		entries = append(entries, entry{shares: 1})
	}
	return archive(entries...)
}

func brokenArchives() []File {
	sound := soundWord()
	out := []File{
		{"encrypted-part.docx", "the old encryption of ZIP", "DOCX is encrypted", made(func() []byte { return flagged(func(e *entry) { e.flags |= 1 }) })},
		{"aes-part.docx", "AES encryption, method 99", "DOCX is encrypted", made(func() []byte { return flagged(func(e *entry) { e.flags |= 1; e.method = 99 }) })},
		{"lzma.docx", "packed with LZMA", "open it in a word processor and save it again", made(func() []byte { return flagged(func(e *entry) { e.method = 14 }) })},
		{"method-65535.docx", "packed by a method that does not exist", "open it in a word processor and save it again", made(func() []byte { return flagged(func(e *entry) { e.method = math.MaxUint16 }) })},
		{"wrong-checksum.docx", "the checksum is another file's", Found, made(func() []byte { return flagged(func(e *entry) { e.crc ^= 1 }) })},
		{"noise-for-data.docx", "the packed data is noise", "open it in a word processor and save it again", made(func() []byte {
			return flagged(func(e *entry) { e.data = all(noise(4096)); e.packed = 4096 })
		})},
		{"more-packed-than-there-is.docx", "an entry that reaches past the end of the file", Found, made(func() []byte { return flagged(func(e *entry) { e.packed = 1 << 40 }) })},
		{"data-descriptor.docx", "sizes stand behind the data", Found, made(func() []byte { return flagged(func(e *entry) { e.flags |= 8 }) })},
		{"bytes-before.docx", "a program stands before the archive, as in those that unpack themselves", "not a text", chain(text("MZ\x90\x00", zeros(4096)), sound)},
		{"two-directories.docx", "a whole archive follows another", Found, chain(soundWord(), sound)},
		{"directory-elsewhere.docx", "the directory is said to begin past the end", "damaged or cut short", made(func() []byte { return misplaced(0x7fffffff) })},
		{"directory-of-itself.docx", "the directory is said to begin at the header of the first part", "damaged or cut short", made(func() []byte { return misplaced(0) })},
		{"ending-in-the-comment.docx", "the comment holds the ending of an empty archive", "an archive without a Word document", made(func() []byte {
			data := all(sound)
			return append(data[:len(data)-2], "\x16\x00PK\x05\x06"+zeros(18)...)
		})},
		{"only-an-ending.docx", "an archive of nothing", "not a text", text("PK\x05\x06", zeros(18))},
		{"only-a-header.docx", "four bytes of an archive", "damaged or cut short", text("PK\x03\x04")},
		{"second-volume.docx", "one of several volumes", Found, edited(sound, "PK\x05\x06\x00\x00", "PK\x05\x06\x02\x00")},
	}
	for tenth := 1; tenth < 10; tenth++ {
		out = append(out, File{fmt.Sprintf("word-cut-at-%d0.docx", tenth), "a download that broke off", "damaged or cut short", cut(sound, tenth)})
	}
	return out
}

// flagged is a sound document whose main part is stated as change says.
func flagged(change func(*entry)) []byte {
	entries := wordParts(text(career))
	change(&entries[2])
	return archive(entries...)
}

func misplaced(at int) []byte {
	var b bytes.Buffer
	b.Write(archive(wordParts(text(career))...))
	b.Truncate(b.Len() - 22)
	put(&b, uint32(0x06054b50), uint32(0), uint16(3), uint16(3), uint32(200), uint32(at), uint16(0))
	return b.Bytes()
}

func strangeNames() []File {
	named := func(name string) func() entry { return func() entry { return file(name, text("x")) } }
	return []File{
		{"names-that-climb.docx", "entries that would be written elsewhere", Found, soundWord(named("../../../../etc/passwd"), named(`..\..\windows\win.ini`), named("/etc/cron.d/x"), named(`C:\autoexec.bat`), named("word/../../x"))},
		{"main-part-that-climbs.docx", "the main part is a file of the system", "an archive without a Word document", word(nil, part{"_rels/.rels", related(relation("a", "officeDocument", "../../../../etc/passwd"))}, part{"../../../../etc/passwd", bodyOf(text(career))})},
		{"links.docx", "entries that are symbolic links", Found, soundWord(func() entry {
			e := file("word/styles.xml", text("/etc/passwd"))
			e.mode = 0o120777
			return e
		})},
		{"link-for-main-part.docx", "the main part is a symbolic link", "the DOCX has no text", made(func() []byte {
			e := file(mainPart, text("/etc/passwd"))
			e.mode = 0o120777
			return archive(e)
		})},
		{"device.docx", "an entry that is a device", Found, soundWord(func() entry {
			e := file("word/dev", text("x"))
			e.mode = 0o020666
			return e
		})},
		{"same-name-twice.docx", "two main parts, the second a bomb", Found, soundWord(func() entry { return bombOf(mainPart, zeros(mega), 1024) })},
		{"same-name-other-case.docx", "main parts that differ in case", Found, soundWord(named("WORD/DOCUMENT.XML"), named("word/Document.xml"))},
		{"name-of-nul.docx", "names with NUL and control characters", Found, soundWord(named("word/document.xml\x00.png"), named("\x1b[2J"))},
		{"name-of-64k.docx", "a name of 65,535 bytes", Found, soundWord(named(strings.Repeat("n", 65_535)))},
		{"name-not-utf8.docx", "names in no known encoding", Found, soundWord(named("\xff\xfe\xc0\xaf"))},
		{"only-directories.docx", "an archive of directories", "an archive without a Word document", made(func() []byte { return archive(entry{name: "word/"}, entry{name: "_rels/"}) })},
	}
}
