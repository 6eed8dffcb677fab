package reading_test

import (
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

// stated are texts with pay, as PayRead writes it, and what stands beside it.
var stated = []struct{ text, want, beside string }{
	{"$150k–190k", "150000–190000 USD a year", ""},
	{"€90.000 p.a.", "90000 EUR a year", ""},
	{"AED 420k–550k", "420000–550000 AED a year", ""},
	{"AED 420k–550k per annum (tax-free), housing allowance", "420000–550000 AED a year", "tax-free, housing allowance"},
	{"₹25L–40L", "2500000–4000000 INR a year", ""},
	{"₹25L - ₹40L per annum + ESOPs", "2500000–4000000 INR a year", "ESOPs"},
	{"₹1.2Cr – 1.5Cr", "12000000–15000000 INR a year", ""},
	{"CTC: 18 - 28 LPA", "1800000–2800000 INR a year", ""},
	{"12-15 lakhs per annum", "1200000–1500000 INR a year", ""},
	{"Rs. 8,00,000 - 12,00,000 PA", "800000–1200000 INR a year", ""},
	{"INR 60,000 per month", "60000 INR a month", ""},
	{"£600/day", "600 GBP a day", ""},
	{"£550 - £600 per day", "550–600 GBP a day", ""},
	{"Rate: up to £650pd Outside IR35", "up to 650 GBP a day", ""},
	{"£450 p/d inside IR35", "450 GBP a day", ""},
	{"up to $85/hour + equity", "up to 85 USD a hour", "equity"},
	{"$60–$85/hour, about 200 hours", "60–85 USD a hour", ""},
	{"$45 per hour", "45 USD a hour", ""},
	{"$60/hr - $75/hr on W2", "60–75 USD a hour", ""},
	{"80-100k EUR brutto/Jahr", "80000–100000 EUR a year", ""},
	{"Gehalt von 90.000 € bis 120.000 € brutto im Jahr", "90000–120000 EUR a year", ""},
	{"Jahresgehalt: 65.000 – 75.000 EUR", "65000–75000 EUR a year", ""},
	{"65.000 bis 80.000 Euro im Jahr", "65000–80000 EUR a year", ""},
	{"Stundensatz: bis 110 €/h zzgl. MwSt.", "up to 110 EUR a hour", "MwSt"},
	{"Tagessatz 800 €", "800 EUR a day", ""},
	{"18 € pro Stunde, 20 Stunden pro Woche", "18 EUR a hour", ""},
	{"4.500 € brutto monatlich", "4500 EUR a month", ""},
	{"ab 55.000 € p. a.", "55000 EUR a year", ""},
	{"Gehaltsband 70–85 T€", "70000–85000 EUR a year", ""},
	{"70 Tsd. Euro im Jahr", "70000 EUR a year", ""},
	{"CHF 120'000", "120000 CHF a year", ""},
	{"CHF 120'000 – 150'000 depending on experience", "120000–150000 CHF a year", ""},
	{"CHF 110’000.– bis 130’000.– pro Jahr", "110000–130000 CHF a year", ""},
	{"1 200 €/mois", "1200 EUR a month", ""},
	{"Salaire : 45-55 k€ brut annuel selon expérience", "45000–55000 EUR a year", ""},
	{"Salaire : 60K à 75K €", "60000–75000 EUR a year", ""},
	{"Entre 38 000 et 45 000 euros par an", "38000–45000 EUR a year", ""},
	{"TJM : 500 à 600 €", "500–600 EUR a day", ""},
	{"de 2 300 € à 2 800 € brut mensuel", "2300–2800 EUR a month", ""},
	{"jusqu'à 65 k€ + intéressement", "up to 65000 EUR a year", "intéressement"},
	{"45.000 € brutos/año", "45000 EUR a year", ""},
	{"Salario: 45.000 € - 55.000 € brutos/año", "45000–55000 EUR a year", ""},
	{"Entre 50.000 y 65.000 euros brutos anuales", "50000–65000 EUR a year", ""},
	{"Sueldo: $45,000 - $60,000 MXN mensuales", "45000–60000 MXN a month", ""},
	{"30 - 35 mil euros brutos al año", "30000–35000 EUR a year", ""},
	{"hasta 40.000€ anuales", "up to 40000 EUR a year", ""},
	{"$150,000 to $190,000 per year DOE", "150000–190000 USD a year", ""},
	{"Salary range: $170,000 to $205,000 per year", "170000–205000 USD a year", ""},
	{"$118,000.00 - $142,500.00 annually. Eligible for sign-on bonus up to $10,000.", "118000–142500 USD a year", "sign-on bonus"},
	{"between $100k and $120k", "100000–120000 USD a year", ""},
	{"$28.50 - $32.75 per hour", "28.50–32.75 USD a hour", ""},
	{"base salary of $180K plus 15% bonus and RSUs", "180000 USD a year", "15% bonus, RSUs"},
	{"£60k base, £90k OTE", "60000 GBP a year", "OTE"},
	{"£70,000 - £85,000 + 10% bonus", "70000–85000 GBP a year", "10% bonus"},
	{"Salary: £45,000 pa", "45000 GBP a year", ""},
	{"c. £55k", "55000 GBP a year", ""},
	{"PLN 25 000 - 30 000 / month", "25000–30000 PLN a month", ""},
	{"18 000 - 24 000 zł netto/mies.", "18000–24000 PLN a month", "netto"},
	{"¥8,000,000", "8000000 JPY a year", ""},
	{"年収 ¥8M - ¥10M per year", "8000000–10000000 JPY a year", ""},
	{"R$ 15.000", "15000 BRL a month", ""},
	{"S$8,000 - S$11,000 per month, 13th month bonus", "8000–11000 SGD a month", "13th month bonus"},
	{"NOK 1,100,000 - 1,300,000 a year plus pension and share options", "1100000–1300000 NOK a year", "pension, share options"},
	{"55 000 kr per month", "55000 SEK a month", ""},
	{"CA$110,000 - CA$130,000", "110000–130000 CAD a year", ""},
	{"$95,000 - $110,000 CAD per year", "95000–110000 CAD a year", ""},
	{"AUD 140k + super", "140000 AUD a year", "super"},
	{"A$900 per day", "900 AUD a day", ""},
	{"€75k–€95k, 30 days of leave, learning budget and a team that ships", "75000–95000 EUR a year", ""},
	{"€60k – €80k plus stock options, depending on level", "60000–80000 EUR a year", "stock options"},
	{"USD 4,000 - 6,000 monthly", "4000–6000 USD a month", ""},
	{"SAR 25,000/month + housing", "25000 SAR a month", "housing"},
	{"QAR 30k per month", "30000 QAR a month", ""},
	{"$150k+", "150000 USD a year", ""},
	{"ZAR 900 000 per annum", "900000 ZAR a year", ""},
	{"We pay 70.000 € to 85.000 € a year and process more than 2 million orders", "70000–85000 EUR a year", ""},
	{"compensation: 120-150k USD", "120000–150000 USD a year", ""},
	{"EUR 65000 - 80000 yearly", "65000–80000 EUR a year", ""},
	{"Pay: $22/hr", "22 USD a hour", ""},
	{"1.500.000 Ft / month", "1500000 HUF a month", ""},
	{"Day rate: €450", "450 EUR a day", ""},
	{"900 zł per day", "900 PLN a day", ""},
	{"HK$40,000 monthly", "40000 HKD a month", ""},
	{"Salary up to €4,000 gross per month", "up to 4000 EUR a month", ""},
	{"Wages from $18 an hour", "18 USD a hour", ""},
}

func TestPayIsReadAsItIsStated(t *testing.T) {
	for _, c := range stated {
		p, ok := reading.Pay(c.text, reading.PayHint{})
		switch {
		case !ok:
			t.Errorf("%q: no pay, want %s", c.text, c.want)
		case p.String() != c.want || p.Beside != c.beside:
			t.Errorf("%q: %s beside %q, want %s beside %q", c.text, p, p.Beside, c.want, c.beside)
		case p.Confidence < reading.Guess || p.Assumed == "" && p.Confidence != reading.Sure:
			t.Errorf("%q: confidence %d, assumed %q", c.text, p.Confidence, p.Assumed)
		}
	}
}

func TestAmountsThatAreNoPayArePassedOver(t *testing.T) {
	for _, text := range []string{
		"", "Salary: competitive", "Competitive pay and 401(k)", "Gehalt nach Vereinbarung", "Vergütung nach E 13 TV-L", "Salaire selon profil", "Salario según valía",
		"Since our $40M Series B in 2024 we have grown to 3 million users", "backed by $25M in funding", "we process more than $2 billion a year in invoices",
		"a company with €120 million revenue a year", "Umsatz von 50 Mio. € im Jahr", "Nous avons levé 30 M€ en 2025", "facturación de 3.000.000 € al año",
		"learning budget of €1,500 a year", "a yearly learning budget of €2,000", "€1,000 home office budget", "sign-on bonus up to $10,000", "$5,000 referral bonus", "£500 wellness allowance per year",
		"up to $5,000 in relocation support", "Weiterbildungsbudget von 1.500 € pro Jahr", "Tel: +971 4 555 0199", "call 030 5550 1234", "(555) 010-2233", "0171 5550199",
		"5+ years of experience", "3-5 years", "2026-10-31", "31.12.2026", "12 October 2026", "Job ID: 2026-4471", "25 days of PTO", "400 stores and 12,000 employees", "100 % remote",
		"401(k) with 4% match", "a $3 trillion market", "assets of £4bn", "saved our customers $300,000", "at 10 000 requests per second", "10-15 hours per week", "EN 50128", "ISO 27001:2022", "E 13", "IR35",
		"24/7 support", "80 % Pensum", "revenue of $150k a month", "Kubernetes 1.30", "C++17", "Python 3.11", "$", "€€€", "k€", "40-hour week", "GPA of 3.5",
		"You will own a budget of $200,000", "The prize was $10,000", "AI-900", "our app costs $5 per month",
	} {
		if p, ok := reading.Pay(text, reading.PayHint{}); ok {
			t.Errorf("%q: %s", text, p)
		}
	}
}

func TestTheHintSaysWhatTheTextLeavesOpen(t *testing.T) {
	for _, c := range []struct {
		text    string
		hint    reading.PayHint
		want    string
		assumed string
	}{
		{"$120,000 - $140,000", reading.PayHint{Currency: "CAD"}, "120000–140000 CAD a year", "period year"},
		{"$120,000 - $140,000 USD", reading.PayHint{Currency: "CAD"}, "120000–140000 USD a year", "period year"},
		{"65.000 – 75.000 im Jahr", reading.PayHint{Stated: true, Currency: "EUR"}, "65000–75000 EUR a year", "currency EUR"},
		{"55 000 kr per month", reading.PayHint{Currency: "NOK"}, "55000 NOK a month", ""},
		{"€70,000", reading.PayHint{Stated: true}, "70000 EUR a year", "period year"},
		{"$85", reading.PayHint{Stated: true}, "85 USD a hour", "period hour"},
		{"$700", reading.PayHint{Stated: true}, "700 USD a day", "period day"},
		{"$6,500", reading.PayHint{Stated: true}, "6500 USD a month", "period month"},
		{"₹80,000", reading.PayHint{Stated: true}, "80000 INR a month", "period month"},
		{"120k - 140k", reading.PayHint{Stated: true, Currency: "GBP"}, "120000–140000 GBP a year", "currency GBP, period year"},
	} {
		p, ok := reading.Pay(c.text, c.hint)
		if !ok || p.String() != c.want || p.Assumed != c.assumed {
			t.Errorf("%q: %v %s, assumed %q; want %s, assumed %q", c.text, ok, p, p.Assumed, c.want, c.assumed)
		}
	}
	if p, ok := reading.Pay("120k - 140k", reading.PayHint{Stated: true}); ok {
		t.Errorf("no currency is stated or hinted, but pay is %s", p)
	}
}

func TestWhatWasReadStandsWhereThePositionSays(t *testing.T) {
	text := "The pay is up to €4,000 gross per month, paid on time."
	p, ok := reading.Pay(text, reading.PayHint{})
	if !ok || text[p.Start:p.End] != "€4,000 gross per month" {
		t.Errorf("%v: %q", ok, text[p.Start:p.End])
	}
}

// FuzzPay holds that no text makes the reader panic, and that what it reads can be stored.
func FuzzPay(f *testing.F) {
	for _, c := range stated {
		f.Add(c.text, true, "EUR")
	}
	f.Add("9999999999999 billion € – 1k", false, "")
	f.Add("€1.\xff000", true, "x")
	f.Add("€90,000"+strings.Repeat("\x80", 400), true, "")
	f.Add(strings.Repeat("\x80", 400)+"€90,000", true, "")
	f.Fuzz(func(t *testing.T, text string, known bool, currency string) {
		if currency != "" && currency != "EUR" && currency != "CAD" && currency != "CNY" {
			currency = "NOK"
		}
		p, ok := reading.Pay(text, reading.PayHint{Stated: known, Currency: currency})
		if !ok {
			return
		}
		if p.Start < 0 || p.Start >= p.End || p.End > len(text) {
			t.Fatalf("%q: position %d–%d", text, p.Start, p.End)
		}
		r := profiles.Role{ID: "x", Title: profiles.Ref{Name: "x"}, Pay: &p.Pay, Requirements: []profiles.Requirement{{Kind: profiles.ReqTitle, Ref: profiles.Ref{Name: "x"}, Necessity: profiles.Must}}}
		if err := r.Validate(profiles.NewMonth(2026, 11)); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if max(p.Min, p.Max) == 0 {
			t.Fatalf("%q: no amount", text)
		}
	})
}
