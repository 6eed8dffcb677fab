package gazetteer

import "testing"

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := load(citiesGz, countriesTSV); err != nil {
			b.Fatal(err)
		}
	}
}

func TestLoadRefusesDamagedData(t *testing.T) {
	if _, err := load([]byte("not gzip"), ""); err == nil {
		t.Error("not gzip: no error")
	}
	if _, err := load(citiesGz[:len(citiesGz)/2], ""); err == nil {
		t.Error("half of the file: no error")
	}
}
